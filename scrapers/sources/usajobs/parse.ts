import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { feedListing } from '@/scrapers/feed'
import { parseRecords } from '@/scrapers/parse-records'
import { joinHtml, saysOnlyHow, widestPay } from '@/scrapers/posting-fields'
import { SearchItem, SearchItems } from '@/scrapers/sources/usajobs/schema'
import { dutyStation, payPeriod, saysRemote } from '@/scrapers/usajobs-fields'

type Descriptor = SearchItem['MatchedObjectDescriptor']

const Identified = z.object({
  MatchedObjectId: z.union([z.string().min(1), z.int()]),
  MatchedObjectDescriptor: z
    .object({ PositionURI: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
})

/** The control number, by which the history knows the announcement too: it is in its address. */
function idOf(value: unknown): string | null {
  const item = Identified.safeParse(value).data
  if (item === undefined) return null
  const number = /\/(?:job|ViewDetails)\/(\d+)/i.exec(item.MatchedObjectDescriptor?.PositionURI ?? '')?.[1]
  return (number ?? String(item.MatchedObjectId)).slice(0, 300)
}

const textOf = ({ QualificationSummary, UserArea: { Details: details } }: Descriptor): string =>
  htmlToText(
    joinHtml([
      { heading: 'Summary', html: details.JobSummary },
      { heading: 'Duties', html: details.MajorDuties },
      { heading: 'Conditions of employment', html: details.KeyRequirements },
      { heading: 'Qualifications', html: QualificationSummary },
      { heading: 'Education', html: details.Education },
      { heading: 'Requirements', html: details.Requirements },
    ]),
  )

function placesOf({ PositionLocation: locations, PositionLocationDisplay: display }: Descriptor): (string | null)[] {
  const named = (locations ?? []).map(({ LocationName, CountryCode }) => dutyStation(LocationName, CountryCode))
  if (named.some((place) => place !== null)) return named
  return saysOnlyHow(display ?? '') ? [] : [dutyStation(display)]
}

export function parseUsajobs(payload: RawPayload): ParseResult {
  return parseRecords(payload, SearchItems, {
    schema: SearchItem,
    idOf,
    read: (item) => {
      const job = item.MatchedObjectDescriptor
      const text = textOf(job)
      if (text === '') return { skip: 'an announcement without a text' }
      const isRemote = job.UserArea.Details.RemoteIndicator === true || saysRemote(job.PositionLocationDisplay)
      const draft = {
        externalId: idOf(item) ?? item.MatchedObjectId,
        listing: feedListing,
        url: job.PositionURI?.replace(':443/', '/'),
        title: job.PositionTitle,
        company: job.OrganizationName?.trim() ? job.OrganizationName : job.DepartmentName,
        text,
        placeTexts: placesOf(job),
        remoteText: isRemote ? 'Remote' : null,
        salaryText: widestPay(
          (job.PositionRemuneration ?? []).map((pay) => ({
            min: pay.MinimumRange,
            max: pay.MaximumRange,
            currency: 'USD',
            period: payPeriod(pay.RateIntervalCode),
          })),
        ),
        postedAt: job.PublicationStartDate,
      }
      return { draft }
    },
  })
}
