import { z } from 'zod'
import { ZonedInstant } from '@/scrapers/parse-records'

const Component = z.object({
  compensationType: z.string().nullish(),
  interval: z.string().nullish(),
  currencyCode: z.string().nullish(),
  minValue: z.number().nullish(),
  maxValue: z.number().nullish(),
})

const Tier = z.object({ components: z.array(Component).nullish() })

const Address = z
  .object({
    postalAddress: z
      .object({
        addressLocality: z.string().nullish(),
        addressRegion: z.string().nullish(),
        addressCountry: z.string().nullish(),
      })
      .nullish(),
  })
  .nullish()

const Location = z.object({ location: z.string().nullish(), address: Address })
export type AshbyLocation = z.infer<typeof Location>

/** One job of https://developers.ashbyhq.com/docs/public-job-posting-api, as far as we read it. */
export const AshbyJob = Location.extend({
  id: z.string().min(1),
  title: z.string(),
  isListed: z.boolean().nullish(),
  publishedAt: ZonedInstant,
  workplaceType: z.string().nullish(),
  isRemote: z.boolean().nullish(),
  secondaryLocations: z.array(Location).nullish(),
  jobUrl: z.string().nullish(),
  descriptionHtml: z.string(),
  compensation: z.object({ compensationTiers: z.array(Tier).nullish() }).nullish(),
})
export type AshbyJob = z.infer<typeof AshbyJob>

export const AshbyBoard = z.object({ jobs: z.array(z.unknown()) }).transform((board) => board.jobs)
