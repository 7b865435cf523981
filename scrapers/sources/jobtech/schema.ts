import { z } from 'zod'
import { WallClockTime } from '@/scrapers/parse-records'

const Text = z.string().nullish()
const Id = z.union([z.string().min(1), z.int()]).transform(String)

const Concept = z.object({
  concept_id: Text,
  label: Text,
  legacy_ams_taxonomy_id: z.union([z.string(), z.int()]).nullish(),
})

/** One concept, or several of which one is the employer's own choice, as the dumps have it from 2022 on. */
const Concepts = z
  .union([z.array(Concept.nullable()), Concept.transform((one) => [one])])
  .nullish()
  .transform((list) => (list ?? []).flatMap((concept) => concept ?? []))

const Address = z.object({ municipality: Text, city: Text, region: Text, country: Text })

/** An advertisement, as https://jobsearch.api.jobtechdev.se and the yearly dumps have it. */
export const Ad = z.object({
  id: Id,
  /** Id that the advertisement had while it was live; the dumps give some a new one. */
  original_id: Id.nullish(),
  headline: z.string(),
  description: z.object({
    text: Text,
    text_formatted: Text,
    company_information: Text,
    needs: Text,
    requirements: Text,
    conditions: Text,
  }),
  employer: z.object({ name: Text, workplace: Text }).nullish(),
  workplace_address: Address.nullish(),
  occupation_field: Concepts,
  /** Swedish time. */
  publication_date: WallClockTime,
  remote_work: z.boolean().nullish().catch(null),
  salary_description: Text,
  webpage_url: Text,
})
export type Ad = z.infer<typeof Ad>

/** The field of all work in data and IT, by today's id, its label and its id of before 2019. */
export const dataIt = { conceptId: 'apaJ_2ja_LuF', label: 'Data/IT', legacyId: '3' }

export const isDataIt = (fields: Ad['occupation_field']): boolean =>
  fields.some(
    ({ concept_id, label, legacy_ams_taxonomy_id }) =>
      concept_id === dataIt.conceptId || label === dataIt.label || String(legacy_ams_taxonomy_id) === dataIt.legacyId,
  )

export const SearchPage = z.object({
  total: z.object({ value: z.int().nonnegative() }),
  hits: z.array(z.unknown()),
})

export const JobtechContext = z.object({ shape: z.enum(['search', 'dump']) })

/** A line of a dump that was kept: an advertisement, or what made the line unreadable. */
export const DumpLine = z.union([
  z.object({ line: z.int(), ad: z.record(z.string(), z.unknown()) }),
  z.object({ line: z.int(), problem: z.string() }),
])
export type DumpLine = z.infer<typeof DumpLine>

export const JobtechCursor = z.object({
  /** Swedish time up to which everything published was read; null before the first run. */
  until: z.string().nullable(),
  /** Lines of each dump that are read, by its label. */
  dumps: z.record(z.string(), z.int()),
})
export type JobtechCursor = z.infer<typeof JobtechCursor>

export const JobtechConfig = z.object({
  /** A yearly dump to read instead of the search: its lines, and a label by which a later run knows it again. */
  dump: z
    .object({
      label: z.string().min(1).nullable(),
      open: z.custom<() => AsyncIterable<Uint8Array>>((value) => typeof value === 'function'),
    })
    .optional(),
})
export type JobtechConfig = z.infer<typeof JobtechConfig>
