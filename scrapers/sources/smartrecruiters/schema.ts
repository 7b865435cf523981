import { z } from 'zod'
import { ZonedInstant } from '@/scrapers/parse-records'

const Section = z.object({ title: z.string().nullish(), text: z.string().nullish() }).nullish()

const Location = z.object({
  city: z.string().nullish(),
  region: z.string().nullish(),
  /** ISO 3166-1 alpha-2 in small letters. */
  country: z.string().nullish(),
  fullLocation: z.string().nullish(),
  remote: z.boolean().nullish(),
  hybrid: z.boolean().nullish(),
})

/**
 * One posting of https://developers.smartrecruiters.com/docs/posting-api, as far as we read it: its row in the list and,
 * over it, its detail, which alone has `jobAd`.
 */
export const SmartRecruitersPosting = z.object({
  id: z.string().min(1),
  name: z.string(),
  releasedDate: ZonedInstant,
  company: z.object({ identifier: z.string().nullish(), name: z.string().nullish() }).nullish(),
  location: Location.nullish(),
  postingUrl: z.string().nullish(),
  jobAd: z.object({
    sections: z.object({
      companyDescription: Section,
      jobDescription: Section,
      qualifications: Section,
      additionalInformation: Section,
    }),
  }),
})
export type SmartRecruitersPosting = z.infer<typeof SmartRecruitersPosting>

const Row = z.looseObject({ id: z.string().min(1), name: z.string() })
export type SmartRecruitersRow = z.infer<typeof Row>

/** A page of the list. A row without an id or a name makes the page unreadable: left out, it would be closed. */
export const SmartRecruitersPage = z.object({ totalFound: z.int().nonnegative(), content: z.array(Row) })
