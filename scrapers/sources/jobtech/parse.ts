import { z } from 'zod'
import { tidyText } from '@/lib/normalise/clean-text'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload } from '@/scrapers/contract'
import { feedListing } from '@/scrapers/feed'
import { idField, parseRecords, readRecords } from '@/scrapers/parse-records'
import type { RecordOutcome } from '@/scrapers/parse-records'
import { placeOf, saysOnlyHow } from '@/scrapers/posting-fields'
import { Ad, DumpLine, isDataIt, JobtechContext, SearchPage } from '@/scrapers/sources/jobtech/schema'

const swedish = new Intl.DisplayNames(['sv'], { type: 'region', fallback: 'none' })
const english = new Intl.DisplayNames(['en'], { type: 'region' })
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')

/** English names of countries by their Swedish ones. */
const countries = new Map(
  letters
    .flatMap((first) => letters.map((second) => `${first}${second}`))
    .flatMap((code): [string, string][] => {
      const name = swedish.of(code)
      return name === undefined ? [] : [[name.toLowerCase(), english.of(code) ?? name]]
    }),
)

const countryOf = (name: string | null | undefined): string =>
  countries.get((name ?? '').trim().toLowerCase()) ?? name ?? ''

/** `text_formatted` is HTML in most advertisements and plain in some; `text` is plain. */
const textOf = (text: string): string => (/<\/?[a-z][^<>]*>/i.test(text) ? htmlToText(text) : tidyText(text))

/** All parts of the description; older advertisements have their requirements in fields of their own. */
function describe({ description }: Ad): string {
  const { text, text_formatted: formatted, needs, requirements, company_information: about, conditions } = description
  const body = textOf(formatted?.trim() ? formatted : (text ?? ''))
  const parts = [about, needs, requirements, conditions].map((part) => textOf(part ?? ''))
  return [body, ...parts.filter((part) => part !== '' && !body.includes(part))].join('\n').trim()
}

function placesOf({ workplace_address: address }: Ad): (string | null)[] {
  const { municipality, city, region, country } = address ?? {}
  const place = [municipality, city, region].find((name) => name?.trim() && !saysOnlyHow(name))
  return [placeOf(place, countryOf(country))]
}

function readAd(ad: Ad): RecordOutcome {
  // The search was asked for the field; an advertisement that does not tell it is of the field all the same.
  if (ad.occupation_field.length > 0 && !isDataIt(ad.occupation_field)) return { skip: 'of another occupational field' }
  const id = ad.original_id ?? ad.id
  return {
    draft: {
      externalId: id,
      listing: feedListing,
      url: ad.webpage_url ?? `https://arbetsformedlingen.se/platsbanken/annonser/${encodeURIComponent(id)}`,
      title: ad.headline,
      company: ad.employer?.name?.trim() ? ad.employer.name : ad.employer?.workplace,
      text: describe(ad),
      placeTexts: placesOf(ad),
      remoteText: ad.remote_work === true ? 'Remote' : null,
      salaryText: ad.salary_description,
      postedAt: ad.publication_date,
    },
  }
}

const Original = z.object({ original_id: z.union([z.string().min(1), z.int()]) })

/** The id of a record that cannot be read. */
const idOf = (value: unknown): string | null => {
  const original = Original.safeParse(value).data?.original_id
  return original === undefined ? idField(value) : String(original).slice(0, 300)
}

const reader = { schema: Ad, idOf, read: readAd }

function parseDumpPage(payload: RawPayload): ParseResult {
  const lines = Buffer.from(payload.body)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map(readLine)
  const result = readRecords(
    lines.flatMap((line) => ('ad' in line ? [line.ad] : [])),
    reader,
  )
  const problems = lines.flatMap((line) =>
    'problem' in line ? [{ externalId: null, line: line.line, field: null, reason: line.problem }] : [],
  )
  return { ...result, rejects: [...result.rejects, ...problems] }
}

function readLine(text: string, index: number): DumpLine {
  try {
    const line = DumpLine.safeParse(JSON.parse(text))
    return line.success ? line.data : { line: index + 1, problem: 'expected a line of a dump' }
  } catch {
    return { line: index + 1, problem: 'expected one JSON object on the line' }
  }
}

export function parseJobtech(payload: RawPayload): ParseResult {
  const { shape } = JobtechContext.parse(payload.context)
  if (shape === 'dump') return parseDumpPage(payload)
  return parseRecords(
    payload,
    SearchPage.transform((page) => page.hits),
    reader,
  )
}
