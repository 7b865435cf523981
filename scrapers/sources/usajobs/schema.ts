import { z } from 'zod'
import { WallClockTime } from '@/scrapers/parse-records'

const Text = z.string().nullish()
const Amount = z.union([z.string(), z.number()]).nullish()
/** A text, or its paragraphs. */
const Paragraphs = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .nullish()
  .transform((list) => (list ?? []).join('<br>'))

const Location = z.object({ LocationName: Text, CountryCode: Text })
const Remuneration = z.object({ MinimumRange: Amount, MaximumRange: Amount, RateIntervalCode: Text, Description: Text })

const Details = z.object({
  JobSummary: Paragraphs,
  MajorDuties: Paragraphs,
  KeyRequirements: Paragraphs,
  Requirements: Paragraphs,
  Education: Paragraphs,
  RemoteIndicator: z.boolean().nullish().catch(null),
})

/** An item of https://data.usajobs.gov/api/Search (https://developer.usajobs.gov/api-reference/get-api-search). */
export const SearchItem = z.object({
  MatchedObjectId: z.union([z.string().min(1), z.int()]).transform(String),
  MatchedObjectDescriptor: z.object({
    PositionTitle: z.string(),
    PositionURI: Text,
    OrganizationName: Text,
    DepartmentName: Text,
    PositionLocationDisplay: Text,
    PositionLocation: z.array(Location).nullish(),
    PositionRemuneration: z.array(Remuneration).nullish(),
    QualificationSummary: Paragraphs,
    /** Local time of Washington, mostly midnight. */
    PublicationStartDate: WallClockTime,
    UserArea: z.object({ Details }),
  }),
})
export type SearchItem = z.infer<typeof SearchItem>

const Result = z.object({
  SearchResult: z.object({
    /** Items of all pages; missing in cut-down answers. */
    SearchResultCountAll: z.int().nonnegative().optional(),
    SearchResultItems: z.array(z.unknown()),
  }),
})

export const SearchItems = Result.transform(({ SearchResult: found }) => found.SearchResultItems)
export const SearchTotal = Result.transform(({ SearchResult: found }) => found.SearchResultCountAll ?? null)

export const UsajobsConfig = z.object({
  key: z.string().min(1).nullable().default(null),
  /** E-mail address that the key was given to. */
  contact: z.string().default(''),
})
export type UsajobsConfig = z.infer<typeof UsajobsConfig>
