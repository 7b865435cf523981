import { z } from 'zod'
import { ZonedInstant } from '@/scrapers/parse-records'

/** `2026-08-11 20:45:29 UTC` */
const Instant = z
  .string({ error: 'expected a time, as 2026-08-11 20:45:29 UTC' })
  .transform((written) => written.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC$/, '$1T$2Z'))
  .pipe(ZonedInstant)

const Amount = z.union([z.string(), z.number()]).nullish()

const Location = z.object({
  name: z.string().nullish(),
  city: z.string().nullish(),
  state: z.string().nullish(),
  country: z.string().nullish(),
})
export type RecruiteeLocation = z.infer<typeof Location>

/** One offer of https://docs.recruitee.com/reference/intro-to-careers-site-api, as far as we read it. */
export const RecruiteeOffer = z
  .object({
    id: z.int(),
    title: z.string(),
    careers_url: z.string().nullish(),
    company_name: z.string().nullish(),
    published_at: Instant.nullish(),
    created_at: Instant.nullish(),
    description: z.string(),
    requirements: z.string().nullish(),
    location: z.string().nullish(),
    locations: z.array(Location).nullish(),
    remote: z.boolean().nullish(),
    hybrid: z.boolean().nullish(),
    on_site: z.boolean().nullish(),
    salary: z
      .object({ min: Amount, max: Amount, currency: z.string().nullish(), period: z.string().nullish() })
      .nullish(),
  })
  .refine((offer) => (offer.published_at ?? offer.created_at ?? null) !== null, {
    path: ['published_at'],
    error: 'expected a date in published_at or created_at, found neither',
  })
export type RecruiteeOffer = z.infer<typeof RecruiteeOffer>

export const RecruiteeSite = z.object({ offers: z.array(z.unknown()) }).transform((site) => site.offers)
