import { z } from 'zod'
import { CalendarDay } from '@/scrapers/parse-records'

const Text = z.string().nullish()

/**
 * A row of a search. `postedOn` is left out on purpose: it moves from day to day ("Posted 3 Days Ago") and ends in
 * "Posted 30+ Days Ago", which is no date.
 */
const Row = z.object({
  title: Text,
  /** `/job/<place>/<title>_<id>`; missing for a job that was taken down while the search still knows it. */
  externalPath: Text,
  locationsText: Text,
  bulletFields: z.array(z.unknown()).nullish(),
})
export type WorkdayRow = z.infer<typeof Row>

const FacetValue = z.object({ id: z.string(), count: z.int() })
interface WorkdayFacet {
  facetParameter: string
  values: z.infer<typeof FacetValue>[]
}

/** A facet holds values, or further facets (a group of kinds of places). */
const FacetNode: z.ZodType<WorkdayFacet[]> = z.lazy(() =>
  z
    .object({ facetParameter: z.string(), values: z.array(z.unknown()).nullish() })
    .transform(({ facetParameter, values }) => {
      const all = values ?? []
      const plain = all.flatMap((value) => FacetValue.safeParse(value).data ?? [])
      const inner = all.flatMap((value) => FacetNode.safeParse(value).data ?? [])
      return [...(plain.length > 0 ? [{ facetParameter, values: plain }] : []), ...inner]
    }),
)

/** One page of a search. Only the first one tells the total; the others say 0. */
export const WorkdayPage = z.object({
  total: z.int().nonnegative(),
  jobPostings: z.array(Row),
  facets: z
    .array(z.unknown())
    .nullish()
    .transform((facets) => (facets ?? []).flatMap((facet) => FacetNode.safeParse(facet).data ?? [])),
})
export type WorkdayPage = z.infer<typeof WorkdayPage>

const Country = z.object({ descriptor: Text }).nullish()

/** The detail of a job, over its row. */
export const WorkdayJob = z.object({
  externalPath: z.string().min(1),
  jobPostingInfo: z.object({
    title: z.string(),
    jobDescription: z.string(),
    startDate: CalendarDay,
    location: Text,
    additionalLocations: z.array(z.string()).nullish(),
    country: Country,
    remoteType: Text,
    externalUrl: Text,
    posted: z.boolean().nullish(),
  }),
})
export type WorkdayJob = z.infer<typeof WorkdayJob>
