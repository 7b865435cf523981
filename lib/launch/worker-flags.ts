/**
 * How Node runs programs that read postings: short-lived strings are most of what they make, on threads that keep every
 * core busy already, so that collecting garbage on further threads only takes from them (docs/decisions.md).
 */
export const workerFlags: readonly string[] = ['--single-threaded-gc', '--max-semi-space-size=32']

/** What `node` is given before the path of such a program. */
export const workerArguments: readonly string[] = [...workerFlags, '--import', 'tsx']
