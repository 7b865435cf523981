import { z } from 'zod'
import { CalendarDay, ZonedInstant } from '@/scrapers/parse-records'
import { listOf } from '@/scrapers/sources/careers/json-ld'

/** The first of several values: some sites give a list of one. */
const first = (value: unknown): unknown => listOf(value)[0]

/**
 * Writes a date as ISO 8601 has it: `2026-08-01 9:00:00 +0200` and `2026-8-1` are told apart from what is no date. A
 * time without a zone is read as UTC.
 */
function tidyDate(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const found =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i.exec(
      value.trim(),
    )
  if (!found) return value
  const [, year, month = '', day = '', hour, minute, second = '00', zone = 'Z'] = found
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (hour === undefined) return date
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`
  return `${date}T${hour.padStart(2, '0')}:${minute}:${second}${offset}`
}

const WrittenDate = z.preprocess(tidyDate, z.union([ZonedInstant, CalendarDay]))
const blankAsMissing = (value: unknown): unknown => (first(value) === '' ? undefined : first(value))

/** https://schema.org/JobPosting, its keys in lower case. What is not needed to know a job by is read as it comes. */
export const JobPosting = z.object({
  /** Its id, put there when the page was taken apart. */
  '@posting': z.string(),
  url: z.unknown().optional(),
  title: z.preprocess(first, z.string()),
  dateposted: z.preprocess(blankAsMissing, WrittenDate.optional()).optional(),
  validthrough: z.preprocess(blankAsMissing, WrittenDate.optional().catch(undefined)).optional(),
  description: z.preprocess(first, z.string()),
  responsibilities: z.unknown().optional(),
  qualifications: z.unknown().optional(),
  skills: z.unknown().optional(),
  experiencerequirements: z.unknown().optional(),
  educationrequirements: z.unknown().optional(),
  jobbenefits: z.unknown().optional(),
  hiringorganization: z.unknown().optional(),
  joblocation: z.unknown().optional(),
  joblocationtype: z.unknown().optional(),
  applicantlocationrequirements: z.unknown().optional(),
  basesalary: z.unknown().optional(),
  salarycurrency: z.unknown().optional(),
})
export type JobPosting = z.infer<typeof JobPosting>

/** What parse needs beside the bytes. */
export const PageContext = z.object({
  board: z.string(),
  company: z.string(),
  /** Address under which the sitemap names the page. */
  page: z.string(),
  /** When it was read: a job without a date is of then, one whose end has passed is not open. */
  readAt: z.iso.datetime({ offset: true }).transform((written) => new Date(written)),
})
export type PageContext = z.infer<typeof PageContext>
