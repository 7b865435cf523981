import type { z } from 'zod'
import { explainIssue } from '@/lib/domain/explain-issue'
import type { PostingText } from '@/lib/domain/reading'

/** What keeps a posting from being read: the field at fault, null for the whole, and what was expected. */
export interface PostingFault {
  field: string | null
  reason: string
}

export type ParsedPosting<Posting extends PostingText> =
  | { ok: true; posting: Posting }
  | { ok: false; faults: PostingFault[] }

/** A misspelt field would be left out without a word, and the posting read without its title. */
const faultsOfIssue = (issue: z.core.$ZodIssue): PostingFault[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((field) => ({ field, reason: 'is not known; expected id, title, company and text alone' }))
    : [{ field: issue.path.join('.') || null, reason: explainIssue(issue) }]

/** Checks a posting by a schema: one fault for each field at fault. */
export function parsePosting<Posting extends PostingText>(
  given: unknown,
  schema: z.ZodType<Posting>,
): ParsedPosting<Posting> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return { ok: true, posting: parsed.data }
  const faults = new Map<string | null, PostingFault>()
  for (const fault of parsed.error.issues.flatMap(faultsOfIssue))
    if (!faults.has(fault.field)) faults.set(fault.field, fault)
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
