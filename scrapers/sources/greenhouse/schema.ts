import { z } from 'zod'
import { ZonedInstant } from '@/scrapers/parse-records'

const Office = z.object({ name: z.string().nullish(), location: z.string().nullish() })

/** One job of https://developers.greenhouse.io/job-board.html#list-jobs, as far as we read it. */
export const GreenhouseJob = z
  .object({
    id: z.int(),
    absolute_url: z.string().nullish(),
    title: z.string(),
    company_name: z.string().nullish(),
    location: z.object({ name: z.string().nullish() }).nullish(),
    offices: z.array(Office).nullish(),
    /** HTML, itself entity-escaped. */
    content: z.string(),
    first_published: ZonedInstant.nullish(),
    updated_at: ZonedInstant.nullish(),
  })
  .refine((job) => (job.first_published ?? job.updated_at ?? null) !== null, {
    path: ['first_published'],
    error: 'expected a date in first_published or updated_at, found neither',
  })
export type GreenhouseJob = z.infer<typeof GreenhouseJob>

/** The list of jobs, each still unread, so that one bad job takes no other down. */
export const GreenhouseBoard = z.object({ jobs: z.array(z.unknown()) }).transform((board) => board.jobs)
