import type { PostingToStore } from '@/lib/db/posting-to-store'
import type { PostingInput } from '@/lib/domain/posting'
import { stripContacts } from '@/lib/normalise/strip-contacts'
import type { RawPayload, Reject, Source } from '@/scrapers/contract'
import { deriveTagged, tagPosting } from '@/scrapers/derive'

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

/**
 * What is stored and shown holds no e-mail address or phone number; the payload keeps the bytes as they came. A text
 * alone has its fields read again, as a retag will read them.
 */
function withoutContacts({ readFields }: Source, input: PostingInput): PostingInput {
  const text = stripContacts(input.text)
  const title = input.title === null ? null : stripContacts(input.title)
  if (text === input.text && title === input.title) return input
  return readFields === undefined ? { ...input, text, title } : { ...input, text, ...readFields(text) }
}

/** From bytes to postings with their facts: parse, tag, normalise. Throws only what a parser's bug throws. */
export function processPayload(source: Source, payload: RawPayload): ProcessedPayload {
  const start = performance.now()
  const parsed = source.parse(payload)
  const inputs = parsed.postings.map((input) => withoutContacts(source, input))
  const parsedAt = performance.now()
  const tagged = inputs.map(tagPosting)
  const taggedAt = performance.now()
  const postings = deriveTagged(tagged)
  const times = { parseMs: parsedAt - start, tagMs: taggedAt - parsedAt, normaliseMs: performance.now() - taggedAt }
  return { postings, rejects: parsed.rejects, skipped: parsed.skipped, times }
}
