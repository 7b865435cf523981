import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseRecords } from '@/scrapers/parse-records'
import { joinHtml, payText, placeOf, workplaceOf } from '@/scrapers/posting-fields'
import { PinpointContext, PinpointPosting, PinpointSite } from '@/scrapers/sources/pinpoint/schema'
import { boardPostingId, boardRecordId } from '@/scrapers/whole-board'

/** The sections in the order of the page. */
const htmlOf = (posting: PinpointPosting): string =>
  joinHtml([
    { html: posting.description },
    { heading: posting.key_responsibilities_header, html: posting.key_responsibilities },
    { heading: posting.skills_knowledge_expertise_header, html: posting.skills_knowledge_expertise },
    { heading: posting.benefits_header, html: posting.benefits },
  ])

/** Pay that the page does not show is not for us to show. */
const payOf = (posting: PinpointPosting): string | null =>
  posting.compensation_visible === true
    ? payText({
        min: posting.compensation_minimum,
        max: posting.compensation_maximum,
        currency: posting.compensation_currency,
        period: posting.compensation_frequency,
      })
    : null

const addressOf = ({ url, path }: PinpointPosting, site: string): string | null =>
  url ?? (path?.startsWith('/') ? new URL(path, site).href : null)

export function parsePinpoint(payload: RawPayload): ParseResult {
  const context = PinpointContext.parse(payload.context)
  return parseRecords(payload, PinpointSite, {
    schema: PinpointPosting,
    idOf: boardRecordId(context),
    read: (posting) => ({
      draft: {
        externalId: boardPostingId(context, posting.id),
        listing: boardListing(context.board),
        url: addressOf(posting, payload.url),
        title: posting.title,
        company: context.company,
        text: htmlToText(htmlOf(posting)),
        placeTexts: [placeOf(posting.location?.city, posting.location?.province) ?? posting.location?.name],
        remoteText: workplaceOf(posting.workplace_type),
        salaryText: payOf(posting),
        // The feed tells no date; the crawl tells when it first saw each posting.
        postedAt: new Date(context.firstSeen[posting.id] ?? Number.NaN),
      },
    }),
  })
}
