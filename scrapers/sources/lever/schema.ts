import { z } from 'zod'
import { EpochMilliseconds } from '@/scrapers/parse-records'

const SalaryRange = z.object({
  min: z.number().nullish(),
  max: z.number().nullish(),
  currency: z.string().nullish(),
  interval: z.string().nullish(),
})

/** One posting of https://github.com/lever/postings-api, as far as we read it. */
export const LeverPosting = z.object({
  id: z.string().min(1),
  text: z.string(),
  hostedUrl: z.string().nullish(),
  createdAt: EpochMilliseconds,
  country: z.string().nullish(),
  workplaceType: z.string().nullish(),
  categories: z
    .object({ location: z.string().nullish(), allLocations: z.array(z.string()).nullish() })
    .nullish()
    .transform((categories) => categories ?? {}),
  /** HTML before the lists. */
  description: z.string().nullish(),
  /** Headed lists: the duties and the requirements are here and nowhere else. */
  lists: z
    .array(z.object({ text: z.string().nullish(), content: z.string().nullish() }))
    .nullish()
    .transform((lists) => lists ?? []),
  /** HTML behind the lists. */
  additional: z.string().nullish(),
  salaryDescription: z.string().nullish(),
  salaryRange: SalaryRange.nullish(),
})
export type LeverPosting = z.infer<typeof LeverPosting>

export const LeverSite = z.array(z.unknown())
