/**
 * What `node` is given before the path of a program that reads postings: short-lived strings are most of what it makes, on
 * threads that keep every core busy already, so that collecting garbage on further threads only takes from them
 * (docs/decisions.md).
 */
export const workerArguments: readonly string[] = [
  '--single-threaded-gc',
  '--max-semi-space-size=32',
  '--import',
  'tsx',
]
