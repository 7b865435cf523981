import { z } from 'zod'
import { ZonedInstant } from '@/scrapers/parse-records'

/** An element without content is read as an empty text. */
const emptyElement = z.literal('').transform(() => null)
const Text = z.string().nullish()

const Salary = z.object({ min: Text, max: Text, currencyCode: Text, type: Text })

/** One position of https://developer.personio.de/docs/retrieving-open-job-positions, as far as we read it. */
export const PersonioPosition = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  subcompany: Text,
  office: z.array(z.string()).nullish(),
  additionalOffices: z.union([emptyElement, z.object({ office: z.array(z.string()) })]).nullish(),
  jobDescriptions: z.union(
    [emptyElement, z.object({ jobDescription: z.array(z.object({ name: Text, value: z.string() })) })],
    { error: 'expected the blocks of a description' },
  ),
  salaryInformation: z.union([emptyElement, Salary]).nullish(),
  createdAt: ZonedInstant,
})
export type PersonioPosition = z.infer<typeof PersonioPosition>

/** The elements that can stand more than once. */
export const personioLists = ['position', 'jobDescription', 'office']

export const PersonioFeed = z
  .object({ 'workzag-jobs': z.union([emptyElement, z.object({ position: z.array(z.unknown()) })]) })
  .transform((feed) => feed['workzag-jobs']?.position ?? [])
