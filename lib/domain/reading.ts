import { z } from 'zod'
import {
  backendRoles,
  maximumCompanyLength,
  maximumTextLength,
  maximumTitleLength,
  remoteKinds,
  salaryPeriods,
  seniorities,
} from '@/lib/domain/posting'
import { Family, levels } from '@/lib/domain/skill'
import { JudgedSignal } from '@/lib/domain/startup'

/** A posting to be read, of any length: a line of `tag`. Blank title or company: read from the header of the text. */
export const PostingText = z.object({
  id: z.union([z.string(), z.number()], 'expected a string or a number').optional(),
  title: z.string().nullish(),
  company: z.string().nullish(),
  text: z.string(),
})
export type PostingText = z.infer<typeof PostingText>

const grouped = new Intl.NumberFormat('en')
const excess = (length: number, most: number) =>
  `has ${grouped.format(length)} characters; at most ${grouped.format(most)} are read`

/** Why a text is not read over the web, or null: so that a page can say it before it sends anything. */
export function faultOfText(text: string): string | null {
  if (text.length > maximumTextLength) return excess(text.length, maximumTextLength)
  return text.trim() === '' ? 'is empty; expected the words of a posting' : null
}

const upTo = (most: number) =>
  z
    .string()
    .refine((text) => text.length <= most, { error: ({ input }) => excess(String(input).length, most) })
    .nullish()

/** A posting that is read over the web, where one request may not take long. */
export const BoundedPostingText = z.strictObject({
  ...PostingText.shape,
  id: z.union([z.string().max(300), z.number()]).optional(),
  title: upTo(maximumTitleLength),
  company: upTo(maximumCompanyLength),
  text: z.string().superRefine((text, context) => {
    const fault = faultOfText(text)
    if (fault !== null) context.addIssue(fault)
  }),
})

const Offsets = z.object({ start: z.int().min(0), end: z.int().min(0), text: z.string() })

/** What became of one name in a posting, with all that is needed to show it. */
export const NameDecision = z.object({
  /** Null for a phrase that only hides the name of a skill ("go to market"). */
  skill: z.string().nullable(),
  name: z.string().nullable(),
  family: Family.nullable(),
  field: z.enum(['title', 'text']),
  span: Offsets,
  /** Null when refused. */
  level: z.enum(levels).nullable(),
  reason: z.string(),
  evidence: z.string().nullable(),
  anyOf: z.int().nullable(),
})
export type NameDecision = z.infer<typeof NameDecision>

export const FoundSkill = z.object({
  skill: z.string(),
  name: z.string(),
  family: Family.nullable(),
  level: z.enum(levels),
  /** Evidence in the text. */
  spans: z.array(Offsets),
  /** Evidence in the title, where there is any. */
  titleSpans: z.array(Offsets).optional(),
})
export type FoundSkill = z.infer<typeof FoundSkill>

/** What is read from a posting: a line of `tag`, an answer of `/api/tag` with its `decisions`. */
export const PostingReading = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  role: z.object({ backend: z.enum(backendRoles), reason: z.string() }),
  remote: z.enum(remoteKinds),
  /** ISO 3166-1 alpha-2 and `EU`. */
  countries: z.array(z.string()),
  seniority: z.array(z.enum(seniorities)),
  skills: z.array(FoundSkill),
})
export type PostingReading = z.infer<typeof PostingReading>

export const ExplainedReading = PostingReading.extend({
  /** The title used: the given one, or the roles of the header line. */
  title: z.string().nullable(),
  company: z.string().nullable(),
  salary: z
    .object({ min: z.number(), max: z.number(), currency: z.string(), period: z.enum(salaryPeriods) })
    .nullable(),
  /** ISO 639-1; null when undecided. */
  language: z.string().nullable(),
  /** What it says of its employer that bears on whether it is a startup. No batch is old: a posting has no date here. */
  signals: z.array(JudgedSignal),
  /** Every name found, kept or refused, title first, then text, in reading order. */
  decisions: z.array(NameDecision),
})
export type ExplainedReading = z.infer<typeof ExplainedReading>
