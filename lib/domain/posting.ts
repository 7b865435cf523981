import { z } from 'zod'
import { Month } from '@/lib/domain/month'

/** UTF-16 units of the longest fields that are taken in. */
export const maximumTextLength = 200_000
export const maximumTitleLength = 1_000
export const maximumCompanyLength = 300

/** What a source's parser gives for one advertisement; everything as written, nothing interpreted. */
export const PostingInput = z.object({
  /** Id within the source. */
  externalId: z.string().min(1).max(300),
  /** Part of the source whose complete listing can withdraw the posting: a thread, a board, a file. */
  listing: z.string().min(1).max(300),
  /** Address of the original. */
  url: z.url().nullable(),
  /** Title, or the advertised roles of a header line. Null: the text's own header is read. */
  title: z.string().max(maximumTitleLength).nullable(),
  /** Employer as written. */
  company: z.string().max(maximumCompanyLength).nullable(),
  /** Plain text, NFC, one block a line. */
  text: z.string().min(1).max(maximumTextLength),
  /** Places as written, one an entry. */
  placeTexts: z.array(z.string().max(500)).max(100),
  /** What the source says of remote work, as written ("Hybrid", "REMOTE (US)"). */
  remoteText: z.string().max(500).nullable(),
  /** Pay as written. */
  salaryText: z.string().max(500).nullable(),
  /** When the source says it was posted. */
  postedAt: z.date(),
  /** The calendar month in which it counts. */
  month: Month,
})
export type PostingInput = z.infer<typeof PostingInput>

/** What a source may give beside the text; kept with a posting, so that everything else can be derived from its row. */
export const GivenFields = PostingInput.pick({
  title: true,
  company: true,
  placeTexts: true,
  remoteText: true,
  salaryText: true,
})
export type GivenFields = z.infer<typeof GivenFields>

/** Whether a posting advertises backend work; `strict` is part of `broad` in every filter. */
export const backendRoles = ['strict', 'broad', 'no'] as const
export type BackendRole = (typeof backendRoles)[number]

export const backendRoleDefinitions: Record<BackendRole, string> = {
  strict: 'at least one advertised role is backend, server-side or API engineering, by its title or its description',
  broad: 'no such role, but a full-stack one, or a generic software engineer whose text shows server-side work',
  no: 'everything else: front end, mobile, data science, pure DevOps or SRE, hardware, sales, people seeking work',
}

export const remoteKinds = ['remote', 'hybrid', 'onsite', 'unknown'] as const
export type RemoteKind = (typeof remoteKinds)[number]

export const remoteDefinitions: Record<RemoteKind, string> = {
  remote: 'the job may be done remotely, at least by some',
  hybrid: 'a part of the week at the place of work',
  onsite: 'at the place of work',
  unknown: 'the posting does not say',
}

export const seniorities = ['intern', 'junior', 'mid', 'senior', 'staff', 'lead'] as const
export type Seniority = (typeof seniorities)[number]

export const seniorityDefinitions: Record<Seniority, string> = {
  intern: 'internship, working student',
  junior: 'junior, entry level, graduate; 0 to 2 years when no level is named',
  mid: 'mid-level; 2 to 5 years when no level is named',
  senior: 'senior; 5 or more years when no level is named',
  staff: 'staff, principal, distinguished, architect',
  lead: 'lead, head, manager, director, VP, CTO',
}

export interface Place {
  /** The words of the posting. */
  text: string
  /** ISO 3166-1 alpha-2, or `EU` for an area as wide as the Union, Europe or EMEA; null when unresolved or worldwide. */
  country: string | null
  /** ISO 3166-2 subdivision, for example `US-CA`. */
  region: string | null
  /** City in its GeoNames spelling. */
  city: string | null
}

export const salaryPeriods = ['year', 'month', 'day', 'hour'] as const
export interface Salary {
  /** Units of the currency; min <= max. */
  min: number
  max: number
  /** ISO 4217. */
  currency: string
  period: (typeof salaryPeriods)[number]
}

/** What normalising adds to a posting input. Pure function of the input and its tags. */
export interface NormalisedPosting {
  company: { name: string; key: string } | null
  /** The title used: the given one, or the roles read from the header line. */
  title: string | null
  role: { backend: BackendRole; reason: string }
  seniority: Seniority[]
  places: Place[]
  /** ISO 3166-1 alpha-2 and `EU`, sorted, without repeats. */
  countries: string[]
  remote: RemoteKind
  salary: Salary | null
  /** ISO 639-1; null when undecided. */
  language: string | null
  wordCount: number
  /** Equal for postings whose text is the same but for white space, case and punctuation. */
  duplicateKey: string
}
