import { htmlToText } from '@/lib/normalise/html-to-text'
import { boardListing } from '@/scrapers/contract'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { refusePayload } from '@/scrapers/parse-json'
import { readRecords } from '@/scrapers/parse-records'
import { parseXml } from '@/scrapers/parse-xml'
import { joinHtml, payText, saysOnlyHow } from '@/scrapers/posting-fields'
import { PersonioFeed, PersonioPosition, personioLists } from '@/scrapers/sources/personio/schema'
import { personioPage } from '@/scrapers/sources/personio/site'
import { boardContext, boardPostingId, boardRecordId } from '@/scrapers/whole-board'

const officesOf = ({ office, additionalOffices }: PersonioPosition): string[] => [
  ...(office ?? []),
  ...(additionalOffices?.office ?? []),
]

/** The feed has no field for it: an office may be named for how one works there, as `Berlin (Remote)`. */
const workplaceOfOffices = (offices: string[]): string | null =>
  offices.filter((office) => /\b(?:remote|hybrid|home[- ]?office)\b/i.test(office)).join('; ') || null

function textOf({ jobDescriptions }: PersonioPosition): string {
  const blocks = jobDescriptions?.jobDescription ?? []
  return htmlToText(joinHtml(blocks.map(({ name, value }) => ({ heading: name, html: value }))))
}

export function parsePersonio(payload: RawPayload): ParseResult {
  const context = boardContext(payload)
  const xml = parseXml(payload, { lists: personioLists })
  if (!xml.ok) return refusePayload(xml.reason)
  const positions = PersonioFeed.safeParse(xml.value)
  if (!positions.success) return refusePayload('expected workzag-jobs with positions, found another document')
  return readRecords(positions.data, {
    schema: PersonioPosition,
    idOf: boardRecordId(context),
    read: (position) => {
      const text = textOf(position)
      if (text === '') return { skip: 'an advertisement without a text' }
      const offices = officesOf(position)
      const { min, max, currencyCode: currency, type: period } = position.salaryInformation ?? {}
      const draft = {
        externalId: boardPostingId(context, position.id),
        listing: boardListing(context.board),
        url: `${personioPage(context.board)}/job/${encodeURIComponent(position.id)}`,
        title: position.name,
        company: position.subcompany?.trim() ? position.subcompany : context.company,
        text,
        placeTexts: offices.filter((office) => !saysOnlyHow(office)),
        remoteText: workplaceOfOffices(offices),
        salaryText: payText({ min, max, currency, period }),
        postedAt: position.createdAt,
      }
      return { draft }
    },
  })
}
