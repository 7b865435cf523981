import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseDetail } from '@/scrapers/list-details'
import { countryName, joinHtml, placeOf, workplaceOfFlags } from '@/scrapers/posting-fields'
import { SmartRecruitersPosting } from '@/scrapers/sources/smartrecruiters/schema'
import { boardContext, boardPostingId, boardRecordId } from '@/scrapers/whole-board'

/** The sections in the order of the page. */
function textOf({ jobAd }: SmartRecruitersPosting): string {
  const { companyDescription, jobDescription, qualifications, additionalInformation } = jobAd.sections
  const sections = [companyDescription, jobDescription, qualifications, additionalInformation]
  return htmlToText(joinHtml(sections.map((section) => ({ heading: section?.title, html: section?.text }))))
}

function placeNameOf({ location }: SmartRecruitersPosting): string | null {
  const full = placeOf(...(location?.fullLocation ?? '').split(','))
  return full ?? placeOf(location?.city, location?.region, countryName(location?.country))
}

export function parseSmartRecruiters(payload: RawPayload): ParseResult {
  const context = boardContext(payload)
  return parseDetail(payload, {
    schema: SmartRecruitersPosting,
    idOf: boardRecordId(context),
    read: (posting) => {
      const text = textOf(posting)
      if (text === '') return { skip: 'an advertisement without a text' }
      const draft = {
        externalId: boardPostingId(context, posting.id),
        listing: boardListing(context.board),
        url: posting.postingUrl ?? `https://jobs.smartrecruiters.com/${context.board}/${posting.id}`,
        title: posting.name,
        company: posting.company?.name ?? context.company,
        text,
        placeTexts: [placeNameOf(posting)],
        remoteText: workplaceOfFlags(posting.location ?? {}),
        postedAt: posting.releasedDate,
      }
      return { draft }
    },
  })
}
