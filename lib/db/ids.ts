import { hash } from 'node:crypto'

/**
 * A UUID (version 8) that is a pure function of the parts: the first 128 bits of their sha-256, joined by newlines.
 * Ids made this way need no lookup, so that ingest is idempotent and tables can be distributed by them.
 */
export function uuidOf(...parts: string[]): string {
  const hex = hash('sha256', parts.join('\n'))
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Id of a posting: the same advertisement of the same source is the same row, whoever reads it and when. */
export const postingId = (sourceId: string, externalId: string): string => uuidOf(sourceId, externalId)

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/iu

/** Reads what names a posting: its id, or its source and the id that it has there, `hackernews/31237625`; null for neither. */
export function readPostingId(text: string): string | null {
  if (uuid.test(text)) return text.toLowerCase()
  const slash = text.indexOf('/')
  return slash > 0 && slash < text.length - 1 ? postingId(text.slice(0, slash), text.slice(slash + 1)) : null
}

/** What `readPostingId` takes, for errors. */
export const postingIdWords = 'the id of a posting, or its source and the id that it has there: hackernews/31237625'

/** sha-256 of bytes or text, hex. */
export const sha256 = (data: Uint8Array | string): string => hash('sha256', data)
