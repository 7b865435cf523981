import type { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { feedListing } from '@/scrapers/feed'
import { parseRecords } from '@/scrapers/parse-records'
import { joinHtml, payText } from '@/scrapers/posting-fields'
import { Announcement, HistoryContext, HistoryPage, Numbered } from '@/scrapers/sources/usajobs-history/schema'
import { announcementPage, dutyStation, saysRemote } from '@/scrapers/usajobs-fields'

const textOf = (job: Announcement): string =>
  htmlToText(
    joinHtml([
      { heading: 'Summary', html: job.summary },
      { heading: 'Duties', html: job.duties?.trim() ? job.duties : job.majordutieslist },
      { heading: 'Conditions of employment', html: job.requirementsconditionsofemployment ?? job.requirements },
      { heading: 'Qualifications', html: job.requirementsqualifications },
      { heading: 'Education', html: job.requirementseducation },
    ]),
  )

const idOf = (value: unknown): string | null =>
  Numbered.safeParse(value).data?.usajobscontrolnumber.slice(0, 300) ?? null

/** A text laid over what the list said of its announcement; the list's fields count where both have them. */
const joined = (rows: z.infer<typeof HistoryContext>['rows']) => (value: unknown) => {
  const text = Numbered.safeParse(value)
  return text.success ? { ...text.data, ...rows[text.data.usajobscontrolnumber] } : value
}

/** One page of texts with the rows of the list. */
export function parseUsajobsHistory(payload: RawPayload): ParseResult {
  const { rows } = HistoryContext.parse(payload.context)
  const records = HistoryPage.transform((page) => page.data.map(joined(rows)))
  return parseRecords(payload, records, {
    schema: Announcement,
    idOf,
    read: (job) => {
      const text = textOf(job)
      if (text === '') return { skip: 'an announcement without a text' }
      const id = job.usajobscontrolnumber
      const cities = (job.positionlocations ?? []).map((place) => place.positionlocationcity)
      const draft = {
        externalId: id,
        listing: feedListing,
        url: announcementPage(id),
        title: job.positiontitle,
        company: job.hiringagencyname?.trim() ? job.hiringagencyname : job.hiringdepartmentname,
        text,
        placeTexts: (job.positionlocations ?? []).map((place) =>
          dutyStation(place.positionlocationcity, place.positionlocationstate, place.positionlocationcountry),
        ),
        remoteText: cities.some(saysRemote) ? 'Remote' : null,
        salaryText: payText({
          min: job.minimumsalary,
          max: job.maximumsalary,
          currency: 'USD',
          period: job.salarytype,
        }),
        postedAt: job.positionopendate,
      }
      return { draft }
    },
  })
}
