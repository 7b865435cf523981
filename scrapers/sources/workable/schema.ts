import { z } from 'zod'
import { joinRows } from '@/scrapers/join-rows'
import { CalendarDay } from '@/scrapers/parse-records'

const Location = z.object({
  city: z.string().nullish(),
  region: z.string().nullish(),
  country: z.string().nullish(),
  hidden: z.boolean().nullish(),
})

const Row = z.object({
  city: z.string().nullish(),
  state: z.string().nullish(),
  country: z.string().nullish(),
  locations: z.array(Location).nullish(),
})
export type WorkableRow = z.infer<typeof Row>

/** One job of a Workable account's widget, as far as we read it; `rows` are its rows in the list, one a place. */
export const WorkableJob = z
  .object({
    shortcode: z.string().min(1),
    title: z.string(),
    url: z.string().nullish(),
    telecommuting: z.boolean().nullish(),
    published_on: CalendarDay.nullish(),
    created_at: CalendarDay.nullish(),
    description: z.string(),
    /** Description, requirements and benefits as one, for the accounts that give it. */
    full_description: z.string().nullish(),
    requirements: z.string().nullish(),
    benefits: z.string().nullish(),
    rows: z.array(Row),
  })
  .refine((job) => (job.published_on ?? job.created_at ?? null) !== null, {
    path: ['published_on'],
    error: 'expected a date in published_on or created_at, found neither',
  })
export type WorkableJob = z.infer<typeof WorkableJob>

export const WorkableAccount = z
  .object({ jobs: z.array(z.unknown()) })
  .transform((account) => joinRows(account.jobs, 'shortcode'))
