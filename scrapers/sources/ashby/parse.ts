import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseRecords } from '@/scrapers/parse-records'
import { placeOf, saysOnlyHow, widestPay, workplaceOf, workplaceOfFlags } from '@/scrapers/posting-fields'
import { AshbyBoard, AshbyJob } from '@/scrapers/sources/ashby/schema'
import type { AshbyLocation } from '@/scrapers/sources/ashby/schema'
import { boardContext, boardPostingId, boardRecordId } from '@/scrapers/whole-board'

function placeNameOf({ location, address }: AshbyLocation): string | null {
  if (location && !saysOnlyHow(location)) return location
  const { addressLocality, addressRegion, addressCountry } = address?.postalAddress ?? {}
  return placeOf(addressLocality, addressRegion, addressCountry)
}

/** Salary alone: equity, bonus and commission are not pay that one can count on. */
const payOf = ({ compensation }: AshbyJob): string | null =>
  widestPay(
    (compensation?.compensationTiers ?? [])
      .flatMap((tier) => tier.components ?? [])
      .filter((component) => component.compensationType === 'Salary')
      .map((salary) => ({
        min: salary.minValue,
        max: salary.maxValue,
        currency: salary.currencyCode,
        period: salary.interval,
      })),
  )

export function parseAshby(payload: RawPayload): ParseResult {
  const context = boardContext(payload)
  return parseRecords(payload, AshbyBoard, {
    schema: AshbyJob,
    idOf: boardRecordId(context),
    read: (job) =>
      job.isListed === false
        ? { skip: 'not listed on the board' }
        : {
            draft: {
              externalId: boardPostingId(context, job.id),
              listing: boardListing(context.board),
              url: job.jobUrl,
              title: job.title,
              company: context.company,
              text: htmlToText(job.descriptionHtml),
              placeTexts: [job, ...(job.secondaryLocations ?? [])].map(placeNameOf),
              remoteText: workplaceOf(job.workplaceType) ?? workplaceOfFlags({ remote: job.isRemote }),
              salaryText: payOf(job),
              postedAt: job.publishedAt,
            },
          },
  })
}
