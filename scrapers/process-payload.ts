import type { PostingToStore } from '@/lib/db/posting-to-store'
import { tagFields } from '@/lib/reading/read-posting'
import type { RawPayload, Reject, Source } from '@/scrapers/contract'
import { derivePosting } from '@/scrapers/derive'

/** Milliseconds that one payload took, by stage. */
export interface ProcessTimes {
  parseMs: number
  tagMs: number
  normaliseMs: number
}

export interface ProcessedPayload {
  postings: PostingToStore[]
  rejects: Reject[]
  skipped: Record<string, number>
  times: ProcessTimes
}

/** Turns payloads into postings; inline or on other threads. */
export type PayloadProcessor = (source: Source, payload: RawPayload) => Promise<ProcessedPayload>

/** From bytes to postings with their facts: parse, tag, normalise. Throws only what a parser's bug throws. */
export function processPayload(source: Source, payload: RawPayload): ProcessedPayload {
  const start = performance.now()
  const parsed = source.parse(payload)
  const parsedAt = performance.now()
  const tags = parsed.postings.map(tagFields)
  const taggedAt = performance.now()
  const postings = parsed.postings.map((input, index) => derivePosting(input, tags[index]))
  const times = { parseMs: parsedAt - start, tagMs: taggedAt - parsedAt, normaliseMs: performance.now() - taggedAt }
  return { postings, rejects: parsed.rejects, skipped: parsed.skipped, times }
}

/** Processes on this thread. */
export const processInline: PayloadProcessor = (source, payload) =>
  new Promise((resolve) => resolve(processPayload(source, payload)))
