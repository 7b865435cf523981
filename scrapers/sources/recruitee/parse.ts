import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseRecords } from '@/scrapers/parse-records'
import { joinHtml, payText, placeOf, workplaceOfFlags } from '@/scrapers/posting-fields'
import { RecruiteeOffer, RecruiteeSite } from '@/scrapers/sources/recruitee/schema'
import type { RecruiteeLocation } from '@/scrapers/sources/recruitee/schema'
import { boardContext, boardPostingId, boardRecordId } from '@/scrapers/whole-board'

const placeNameOf = ({ name, city, state, country }: RecruiteeLocation): string | null =>
  placeOf(city, state, country) ?? placeOf(name)

const placesOf = ({ locations, location }: RecruiteeOffer): (string | null | undefined)[] =>
  locations?.length ? locations.map(placeNameOf) : [location]

const htmlOf = ({ description, requirements }: RecruiteeOffer): string =>
  joinHtml([{ html: description }, { heading: 'Requirements', html: requirements }])

const workplaceOfOffer = (offer: RecruiteeOffer): string | null =>
  workplaceOfFlags(offer) ?? (offer.on_site === true ? 'On-site' : null)

export function parseRecruitee(payload: RawPayload): ParseResult {
  const context = boardContext(payload)
  return parseRecords(payload, RecruiteeSite, {
    schema: RecruiteeOffer,
    idOf: boardRecordId(context),
    read: (offer) => ({
      draft: {
        externalId: boardPostingId(context, offer.id),
        listing: boardListing(context.board),
        url: offer.careers_url,
        title: offer.title,
        company: offer.company_name ?? context.company,
        text: htmlToText(htmlOf(offer)),
        placeTexts: placesOf(offer),
        remoteText: workplaceOfOffer(offer),
        salaryText: offer.salary ? payText(offer.salary) : null,
        postedAt: offer.published_at ?? offer.created_at ?? new Date(Number.NaN),
      },
    }),
  })
}
