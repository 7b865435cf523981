import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseRecords } from '@/scrapers/parse-records'
import { joinHtml, placeOf, workplaceOfFlags } from '@/scrapers/posting-fields'
import { WorkableAccount, WorkableJob } from '@/scrapers/sources/workable/schema'
import type { WorkableRow } from '@/scrapers/sources/workable/schema'
import { boardContext, boardPostingId, boardRecordId } from '@/scrapers/whole-board'

/** Places of one row: those that the page shows, or the row's own. */
function placesOf({ locations, city, state, country }: WorkableRow): (string | null)[] {
  const shown = (locations ?? []).filter((location) => location.hidden !== true)
  if (shown.length === 0) return [placeOf(city, state, country)]
  return shown.map((location) => placeOf(location.city, location.region, location.country))
}

const htmlOf = ({ full_description: full, description, requirements, benefits }: WorkableJob): string =>
  full?.trim()
    ? full
    : joinHtml([
        { html: description },
        { heading: 'Requirements', html: requirements },
        { heading: 'Benefits', html: benefits },
      ])

export function parseWorkable(payload: RawPayload): ParseResult {
  const context = boardContext(payload)
  return parseRecords(payload, WorkableAccount, {
    schema: WorkableJob,
    idOf: boardRecordId(context, 'shortcode'),
    read: (job) => ({
      draft: {
        externalId: boardPostingId(context, job.shortcode),
        listing: boardListing(context.board),
        url: job.url,
        title: job.title,
        company: context.company,
        text: htmlToText(htmlOf(job)),
        placeTexts: job.rows.flatMap(placesOf),
        remoteText: workplaceOfFlags({ remote: job.telecommuting }),
        // A draft can wait for weeks: `created_at` stands in only where the day of publication is missing.
        postedAt: job.published_on ?? job.created_at ?? new Date(Number.NaN),
      },
    }),
  })
}
