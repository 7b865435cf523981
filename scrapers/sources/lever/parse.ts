import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseRecords } from '@/scrapers/parse-records'
import { LeverPosting, LeverSite } from '@/scrapers/sources/lever/schema'
import { boardContext, boardPostingId, boardRecordId } from '@/scrapers/whole-board'

/** All parts in the order in which the page shows them. */
const htmlOf = ({ description, lists, additional, salaryDescription }: LeverPosting): string =>
  [
    description ?? '',
    ...lists.map((list) => `<h3>${list.text ?? ''}</h3><ul>${list.content ?? ''}</ul>`),
    salaryDescription ?? '',
    additional ?? '',
  ].join('\n')

/** `per-year-salary` is a year. */
const intervals: [RegExp, string][] = [
  [/year/, 'per year'],
  [/month/, 'per month'],
  [/day/, 'per day'],
  [/hour/, 'per hour'],
]

function payOf({ salaryRange }: LeverPosting): string | null {
  if (!salaryRange?.min && !salaryRange?.max) return null
  const { min, max, currency, interval } = salaryRange
  const period = intervals.find(([pattern]) => pattern.test(interval ?? ''))?.[1] ?? ''
  return `${currency ?? ''} ${[min, max].filter(Boolean).join(' - ')} ${period}`.trim()
}

const placesOf = ({ categories, country }: LeverPosting): (string | null | undefined)[] => {
  const named = categories.allLocations?.length ? categories.allLocations : [categories.location]
  return named.some(Boolean) ? named : [country]
}

export function parseLever(payload: RawPayload): ParseResult {
  const context = boardContext(payload)
  return parseRecords(payload, LeverSite, {
    schema: LeverPosting,
    idOf: boardRecordId(context),
    read: (posting) => ({
      draft: {
        externalId: boardPostingId(context, posting.id),
        listing: boardListing(context.board),
        url: posting.hostedUrl,
        title: posting.text,
        company: context.company,
        text: htmlToText(htmlOf(posting)),
        placeTexts: placesOf(posting),
        remoteText: posting.workplaceType === 'unspecified' ? null : posting.workplaceType,
        salaryText: payOf(posting),
        postedAt: posting.createdAt,
      },
    }),
  })
}
