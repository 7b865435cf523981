import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { parseRecords } from '@/scrapers/parse-records'
import { payText, placeOf, saysOnlyHow, workplaceOf, workplaceOfFlags } from '@/scrapers/posting-fields'
import { AshbyBoard, AshbyJob } from '@/scrapers/sources/ashby/schema'
import type { AshbyComponent, AshbyLocation } from '@/scrapers/sources/ashby/schema'
import { boardContext, boardPostingId, boardRecordId } from '@/scrapers/whole-board'

function placeNameOf({ location, address }: AshbyLocation): string | null {
  if (location && !saysOnlyHow(location)) return location
  const { addressLocality, addressRegion, addressCountry } = address?.postalAddress ?? {}
  return placeOf(addressLocality, addressRegion, addressCountry)
}

const ends = ({ minValue, maxValue }: AshbyComponent): number[] => [minValue ?? 0, maxValue ?? 0].filter(Boolean)

/** The widest range over the tiers (by place or level); those in another currency or interval than the first are left. */
function payOf({ compensation }: AshbyJob): string | null {
  const salaries = (compensation?.compensationTiers ?? [])
    .flatMap((tier) => tier.components ?? [])
    .filter((component) => component.compensationType === 'Salary' && ends(component).length > 0)
  const [first] = salaries
  if (first === undefined) return null
  const { currencyCode: currency, interval: period } = first
  const amounts = salaries
    .filter((salary) => salary.currencyCode === currency && salary.interval === period)
    .flatMap(ends)
  return payText({ min: Math.min(...amounts), max: Math.max(...amounts), currency, period })
}

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
