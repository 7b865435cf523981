import { decodeText } from '@/scrapers/decode-text'
import type { ParseResult, RawPayload } from '@/scrapers/contract'

/** The JSON value of a payload, or why it holds none, in words for the operator. */
export function parseJson(payload: RawPayload): { ok: true; value: unknown } | { ok: false; reason: string } {
  const contentType = payload.headers['content-type']
  const text = decodeText(payload.body, contentType)
  if (text === null) return { ok: false, reason: `expected JSON as UTF-8, found bytes of another encoding` }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    const start = text.trimStart().slice(0, 1)
    const found = start === '<' ? 'HTML' : text.trim() === '' ? 'nothing' : 'text that is no JSON'
    return { ok: false, reason: `expected JSON, found ${found}` }
  }
}

/** Result for a payload that is not what the source is known to send: one reject for the whole of it. */
export const refusePayload = (reason: string, field: string | null = null): ParseResult => ({
  postings: [],
  rejects: [{ externalId: null, line: null, field, reason }],
  skipped: {},
})
