import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseRecords } from '@/scrapers/parse-records'
import { countryName, payText, placeOf, workplaceOf } from '@/scrapers/posting-fields'
import { TeamtailorItem, TeamtailorItems } from '@/scrapers/sources/teamtailor/schema'
import type { TeamtailorPlace } from '@/scrapers/sources/teamtailor/schema'
import { boardContext, boardPostingId, boardRecordId } from '@/scrapers/whole-board'

/** The region is the employer's own ("Europe", "Nordics"): it says more only where there is no city. */
function placeNameOf({ address }: TeamtailorPlace): string | null {
  const { addressLocality: city, addressRegion: region, addressCountry: country } = address ?? {}
  return placeOf(city?.trim() ? city : region, countryName(country))
}

function payOf({ _jobposting: posting }: TeamtailorItem): string | null {
  const { value, currency } = posting?.baseSalary ?? {}
  return payText({ min: value?.minValue ?? value?.value, max: value?.maxValue, currency, period: value?.unitText })
}

export function parseTeamtailor(payload: RawPayload): ParseResult {
  const context = boardContext(payload)
  return parseRecords(payload, TeamtailorItems, {
    schema: TeamtailorItem,
    idOf: boardRecordId(context),
    read: (item) => ({
      draft: {
        externalId: boardPostingId(context, item.id),
        listing: boardListing(context.board),
        url: item.url,
        title: item.title,
        company: item._jobposting?.hiringOrganization?.name ?? context.company,
        text: htmlToText(item.content_html ?? item._jobposting?.description ?? ''),
        placeTexts: (item._jobposting?.jobLocation ?? []).map(placeNameOf),
        // schema.org knows TELECOMMUTE and nothing else.
        remoteText: workplaceOf(item._jobposting?.jobLocationType),
        salaryText: payOf(item),
        postedAt: item.date_published ?? item._jobposting?.datePosted ?? new Date(Number.NaN),
      },
    }),
  })
}
