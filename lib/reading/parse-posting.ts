import type { z } from 'zod'
import type { PostingText } from '@/lib/domain/reading'

/** What keeps a posting from being read: the field at fault, null for the whole, and what was expected. */
export interface PostingFault {
  field: string | null
  reason: string
}

export type ParsedPosting<Posting extends PostingText> =
  | { ok: true; posting: Posting }
  | { ok: false; faults: PostingFault[] }

/** Checks a posting by a schema: one fault for each field at fault. */
export function parsePosting<Posting extends PostingText>(
  given: unknown,
  schema: z.ZodType<Posting>,
): ParsedPosting<Posting> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return { ok: true, posting: parsed.data }
  const faults = new Map<string | null, PostingFault>()
  for (const { path, message } of parsed.error.issues) {
    const field = path.join('.') || null
    if (!faults.has(field)) faults.set(field, { field, reason: message })
  }
  return { ok: false, faults: [...faults.values()] }
}

/** The same for JSON text. */
export function parsePostingJson<Posting extends PostingText>(
  json: string,
  schema: z.ZodType<Posting>,
): ParsedPosting<Posting> {
  let given: unknown
  try {
    given = JSON.parse(json)
  } catch {
    return { ok: false, faults: [{ field: null, reason: 'not JSON; expected one object' }] }
  }
  return parsePosting(given, schema)
}
