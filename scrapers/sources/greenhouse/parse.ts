import { decodeHTML } from 'entities'
import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseRecords } from '@/scrapers/parse-records'
import { saysOnlyHow } from '@/scrapers/posting-fields'
import { GreenhouseBoard, GreenhouseJob } from '@/scrapers/sources/greenhouse/schema'
import { boardContext, boardPostingId, boardRecordId } from '@/scrapers/whole-board'

function placesOf(job: GreenhouseJob): (string | null | undefined)[] {
  const name = job.location?.name ?? ''
  if (name.trim() !== '' && !saysOnlyHow(name)) return name.split(';')
  return (job.offices ?? []).map((office) => office.location ?? office.name)
}

/** Jobs of one board. The content is HTML escaped once more: it is unescaped, then read as HTML. */
export function parseGreenhouse(payload: RawPayload): ParseResult {
  const context = boardContext(payload)
  return parseRecords(payload, GreenhouseBoard, {
    schema: GreenhouseJob,
    idOf: boardRecordId(context),
    read: (job) => ({
      draft: {
        externalId: boardPostingId(context, job.id),
        listing: boardListing(context.board),
        url: job.absolute_url,
        title: job.title,
        company: job.company_name ?? context.company,
        text: htmlToText(decodeHTML(job.content)),
        placeTexts: placesOf(job),
        remoteText: job.location?.name,
        // `updated_at` moves with every change of the board and stands in only where the first date is missing.
        postedAt: job.first_published ?? job.updated_at ?? new Date(Number.NaN),
      },
    }),
  })
}
