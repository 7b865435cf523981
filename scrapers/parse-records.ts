import { z } from 'zod'
import { PostingInput, maximumCompanyLength, maximumTextLength, maximumTitleLength } from '@/lib/domain/posting'
import { monthOf } from '@/lib/domain/month'
import type { ParseResult, RawPayload, Reject } from '@/scrapers/contract'
import { parseJson, refusePayload } from '@/scrapers/parse-json'

/** A posting as a parser of records gives it: what a source does not say is left out, over-long fields are cut here. */
export interface PostingDraft {
  externalId: string
  listing: string
  url?: string | null | undefined
  title: string
  company?: string | null | undefined
  text: string
  placeTexts?: readonly (string | null | undefined)[]
  remoteText?: string | null | undefined
  salaryText?: string | null | undefined
  postedAt: Date
}

/** What one record is: a posting, or left out by rule, with the rule in words. */
export type RecordOutcome = { draft: PostingDraft } | { skip: string }

export interface RecordReader<Record> {
  schema: z.ZodType<Record>
  /** The record's own id when the record as a whole is not usable, so that a reject can be traced to it. */
  idOf?: (value: unknown) => string | null
  read: (record: Record) => RecordOutcome
}

const issueOf = (error: z.ZodError): { field: string | null; reason: string } => ({
  field: error.issues[0]?.path.map(String).join('.') || null,
  reason: error.issues[0]?.message ?? 'not in the expected form',
})

/** The value of `id` of something that may be a record. */
export function idField(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null
  return typeof value.id === 'number' || typeof value.id === 'string' ? String(value.id).slice(0, 300) : null
}

const httpAddress = (value: string | null | undefined): string | null =>
  value !== null && value !== undefined && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null

const loneSurrogates = /\p{Surrogate}/gu

/** Trimmed and cut; null when nothing is left. */
function cut(value: string | null | undefined, length: number): string | null {
  const trimmed = value?.replaceAll('\u0000', '').trim().slice(0, length).replace(loneSurrogates, '\ufffd') ?? ''
  return trimmed === '' ? null : trimmed
}

function toPosting(draft: PostingDraft): z.ZodSafeParseResult<PostingInput> {
  const places = (draft.placeTexts ?? []).flatMap((place) => cut(place, 500) ?? [])
  return PostingInput.safeParse({
    externalId: draft.externalId,
    listing: draft.listing,
    url: httpAddress(draft.url),
    title: cut(draft.title, maximumTitleLength),
    company: cut(draft.company, maximumCompanyLength),
    text: cut(draft.text, maximumTextLength) ?? '',
    placeTexts: [...new Set(places)].slice(0, 100),
    remoteText: cut(draft.remoteText, 500),
    salaryText: cut(draft.salaryText, 500),
    postedAt: draft.postedAt,
    month: monthOf(draft.postedAt),
  })
}

/**
 * Reads records one by one: each becomes a posting, is left out by rule, or is refused with its field and the reason.
 * A record that another of the same payload repeats (same external id) is left out: the first one counts.
 */
export function readRecords<Record>(values: readonly unknown[], reader: RecordReader<Record>): ParseResult {
  const result: ParseResult = { postings: [], rejects: [], skipped: {} }
  const seen = new Set<string>()
  const refuse = (reject: Omit<Reject, 'line'>): number => result.rejects.push({ ...reject, line: null })
  const skip = (reason: string): void => void (result.skipped[reason] = (result.skipped[reason] ?? 0) + 1)
  for (const value of values) {
    const record = reader.schema.safeParse(value)
    if (!record.success) {
      refuse({ externalId: (reader.idOf ?? idField)(value), ...issueOf(record.error) })
      continue
    }
    const outcome = reader.read(record.data)
    if ('skip' in outcome) {
      skip(outcome.skip)
      continue
    }
    const posting = toPosting(outcome.draft)
    if (!posting.success) refuse({ externalId: outcome.draft.externalId, ...issueOf(posting.error) })
    else if (seen.has(posting.data.externalId)) skip('the same posting again')
    else {
      seen.add(posting.data.externalId)
      result.postings.push(posting.data)
    }
  }
  return result
}

/** Reads a payload of JSON: `envelope` finds the list of records in it, unread. */
export function parseRecords<Record>(
  payload: RawPayload,
  envelope: z.ZodType<unknown[]>,
  reader: RecordReader<Record>,
): ParseResult {
  const json = parseJson(payload)
  if (!json.ok) return refusePayload(json.reason)
  const values = envelope.safeParse(json.value)
  if (!values.success) {
    const { field, reason } = issueOf(values.error)
    return refusePayload(`expected a list of postings: ${reason}`, field)
  }
  return readRecords(values.data, reader)
}

const outOfRange = 'expected a date between 1990 and 2100'
const inRange = (date: Date): boolean => date.getUTCFullYear() >= 1990 && date.getUTCFullYear() < 2100

/** An instant as ISO 8601 with its zone, `2026-04-17T05:58:03-04:00`. */
export const ZonedInstant = z.iso
  .datetime({ offset: true, error: 'expected a date and time with its zone, as 2026-04-17T05:58:03-04:00' })
  .transform((written) => new Date(written))
  .refine(inRange, outOfRange)

/** An instant as whole milliseconds since 1970. */
export const EpochMilliseconds = z
  .number({ error: 'expected milliseconds since 1970' })
  .transform((milliseconds) => new Date(milliseconds))
  .refine(inRange, outOfRange)

/** An instant as whole seconds since 1970. */
export const EpochSeconds = z
  .number({ error: 'expected seconds since 1970' })
  .transform((seconds) => new Date(seconds * 1000))
  .refine(inRange, outOfRange)

/** A day without a time or zone, `2026-08-05`, as its beginning in UTC. */
export const CalendarDay = z.iso
  .date({ error: 'expected a day, as 2026-08-05' })
  .transform((written) => new Date(`${written}T00:00:00Z`))
  .refine(inRange, outOfRange)

const wallClock = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/

/**
 * A local time whose zone is not told, `2026-08-05T00:00:00`, mostly the beginning of a day. It is read as UTC, so that
 * the day and the month are those that were written.
 */
export const WallClockTime = z
  .string({ error: 'expected a date and time, as 2026-08-05T00:00:00' })
  .regex(wallClock, 'expected a date and time, as 2026-08-05T00:00:00')
  .transform((written) => new Date(written.replace(wallClock, (_, day, time) => `${day}T${time ?? '00:00:00'}Z`)))
  .refine((date) => !Number.isNaN(date.getTime()), 'expected a date that exists')
  .refine(inRange, outOfRange)
