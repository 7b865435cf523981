import { z } from 'zod'
import { CalendarDay, ZonedInstant } from '@/scrapers/parse-records'

const Place = z.object({
  address: z
    .object({
      addressLocality: z.string().nullish(),
      addressRegion: z.string().nullish(),
      /** ISO 3166-1 alpha-2. */
      addressCountry: z.string().nullish(),
    })
    .nullish(),
})
export type TeamtailorPlace = z.infer<typeof Place>

const Amount = z.union([z.string(), z.number()]).nullish()

const JobPosting = z.object({
  datePosted: z.union([ZonedInstant, CalendarDay]).nullish(),
  description: z.string().nullish(),
  hiringOrganization: z.object({ name: z.string().nullish() }).nullish(),
  jobLocation: z.union([z.array(Place), Place.transform((place) => [place])]).nullish(),
  jobLocationType: z.string().nullish(),
  baseSalary: z
    .object({
      currency: z.string().nullish(),
      value: z.object({ minValue: Amount, maxValue: Amount, value: Amount, unitText: z.string().nullish() }).nullish(),
    })
    .nullish(),
})

/** One item of a site's JSON Feed (https://www.jsonfeed.org/version/1.1/) with its schema.org JobPosting. */
export const TeamtailorItem = z
  .object({
    id: z.string().min(1),
    title: z.string(),
    url: z.string().nullish(),
    date_published: ZonedInstant.nullish(),
    content_html: z.string().nullish(),
    _jobposting: JobPosting.nullish(),
  })
  .refine((item) => (item.date_published ?? item._jobposting?.datePosted ?? null) !== null, {
    path: ['date_published'],
    error: 'expected a date in date_published or datePosted, found neither',
  })
  .refine((item) => (item.content_html ?? item._jobposting?.description ?? null) !== null, {
    path: ['content_html'],
    error: 'expected a text in content_html or description, found neither',
  })
export type TeamtailorItem = z.infer<typeof TeamtailorItem>

const Feed = z.object({ items: z.array(z.unknown()), next_url: z.string().nullish() })

export const TeamtailorItems = Feed.transform((feed) => feed.items)
export const TeamtailorNext = Feed.transform((feed) => feed.next_url ?? null)
