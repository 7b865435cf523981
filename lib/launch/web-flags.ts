/**
 * What `node` is given before the arguments of Next. The months of the index lie outside of V8's heap, and pages make
 * garbage by the megabyte: a small young generation and an old one that is swept once it has grown by a fifth keep the
 * heap near what lives in it (docs/decisions.md).
 */
export const webArguments: readonly string[] = [
  '--max-semi-space-size=8',
  '--heap-growing-percent=20',
  'node_modules/next/dist/bin/next',
]

/**
 * Settings of glibc's malloc (mallopt(3)) for the web server: what is large is mapped, and so given back to the system once
 * it is let go, whatever was let go before; other systems know nothing of them.
 */
export const webEnvironment: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
}
