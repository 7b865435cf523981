import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseDetail } from '@/scrapers/list-details'
import { joinHtml, saysOnlyHow, widestPay, workplaceOf } from '@/scrapers/posting-fields'
import { RipplingJob } from '@/scrapers/sources/rippling/schema'
import { boardContext, boardPostingId, boardRecordId } from '@/scrapers/whole-board'

/** `Remote (New Jersey, US)` tells how and where; a bare `New York, NY` only where. */
function readLabel(label: string): { how: string | null; where: string | null } {
  const [, how, where] = /^\s*(remote|hybrid|on-?site)\b\s*(?:\((.*)\))?\s*$/i.exec(label) ?? []
  if (how !== undefined) return { how: workplaceOf(how), where: where ?? null }
  return { how: null, where: saysOnlyHow(label) ? null : label }
}

/** The parts in the order of the page: the employer first, unless its board is set otherwise. */
function htmlOf({ description, board }: RipplingJob): string {
  const parts = [{ html: description.company }, { html: description.role }]
  return joinHtml(board?.showCompanyInfoUnderJobPost === true ? parts.reverse() : parts)
}

const payOf = ({ payRangeDetails }: RipplingJob): string | null =>
  widestPay(
    (payRangeDetails ?? []).map(({ rangeStart, rangeEnd, currency, frequency }) => ({
      min: rangeStart,
      max: rangeEnd,
      currency,
      period: frequency,
    })),
  )

export function parseRippling(payload: RawPayload): ParseResult {
  const context = boardContext(payload)
  return parseDetail(payload, {
    schema: RipplingJob,
    idOf: boardRecordId(context, 'uuid'),
    read: (job) => {
      const text = htmlToText(htmlOf(job))
      if (text === '') return { skip: 'an advertisement without a text' }
      const labels = [...(job.workLocations ?? []), ...job.rows.map((row) => row.workLocation?.label ?? '')].map(
        readLabel,
      )
      const hows = new Set(labels.map(({ how }) => how))
      const draft = {
        externalId: boardPostingId(context, job.uuid),
        listing: boardListing(context.board),
        url: job.url,
        title: job.name,
        company: job.companyName ?? context.company,
        text,
        placeTexts: labels.map(({ where }) => where),
        // One job may be remote in one place and at the office in another: what it allows at most counts.
        remoteText: ['Remote', 'Hybrid', 'On-site'].find((how) => hows.has(how)) ?? null,
        salaryText: payOf(job),
        postedAt: job.createdOn,
      }
      return { draft }
    },
  })
}
