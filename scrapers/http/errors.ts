/** Errors of a crawl, named by what to do about them. */
export const crawlErrorKinds = ['RetryLater', 'SkipRecord', 'HaltSource', 'Unreachable'] as const
export type CrawlErrorKind = (typeof crawlErrorKinds)[number]

/** What every one of them carries beside its message: the name of what to do, and the host it is about. */
export class CrawlError extends Error {
  readonly kind: CrawlErrorKind
  readonly host: string
  constructor(kind: CrawlErrorKind, host: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = kind
    this.kind = kind
    this.host = host
  }
}

/** The site or the way to it failed for now; the same request may work later. */
export const retryLater = (host: string, message: string, cause?: unknown): CrawlError =>
  new CrawlError('RetryLater', host, message, { cause })

/** This address will not give a posting; the rest of the source is unaffected. */
export const skipRecord = (host: string, message: string, cause?: unknown): CrawlError =>
  new CrawlError('SkipRecord', host, message, { cause })

/** The site asks us to stay away, or we would break a rule by going on: stop, keep the cursor, tell the operator. */
export const haltSource = (host: string, message: string, cause?: unknown): CrawlError =>
  new CrawlError('HaltSource', host, message, { cause })

/** No connection could be made: no network, no such name, or nobody listens. */
export const unreachable = (host: string, message: string, cause?: unknown): CrawlError =>
  new CrawlError('Unreachable', host, message, { cause })

/** What a run records of an error: its kind, or `Bug` when it is none of ours, and a sentence. */
export function describeError(error: unknown): { kind: CrawlErrorKind | 'Bug'; message: string } {
  if (error instanceof CrawlError) return { kind: error.kind, message: error.message }
  return { kind: 'Bug', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
}
