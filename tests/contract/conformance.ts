import { PostingInput } from '@/lib/domain/posting'
import type { ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { crawlWith } from '../support/crawl'
import type { Crawled } from '../support/crawl'
import type { Recording, SourceCase } from './cases/source-case'
import { differences } from './cases/source-case'

// Every check gives the list of what is wrong, empty when nothing is, so that the mutation tests can run the same checks
// over a source broken on purpose.

const skippedOf = ({ skipped }: ParseResult): number => Object.values(skipped).reduce((sum, count) => sum + count, 0)
const recordsOf = (result: ParseResult): number => result.postings.length + result.rejects.length + skippedOf(result)

/** Tags left in a text. One that the source has in escaped form is no markup: its author typed it, and people see it so. */
const leftMarkup = (text: string, source: string): string[] =>
  (text.match(/<\/?(?:p|br|div|ul|li|a|strong|pre|code)\b(?=[^<>]*>)/gi) ?? []).filter(
    (tag) => !source.includes(`&lt;${tag.slice(1).replace('/', '&#x2F;')}`) && !source.includes(`&lt;${tag.slice(1)}`),
  )

function faultsOfPosting(posting: PostingInput, source: string): string[] {
  const { text, postedAt, url } = posting
  const rules: [string, boolean][] = [
    ['is no valid posting', PostingInput.safeParse(posting).success],
    ['has a date before 2005 or after 2100', postedAt.getUTCFullYear() >= 2005 && postedAt.getUTCFullYear() < 2100],
    ['has no text', text.trim() !== ''],
    ['has a text that is not NFC', text === text.normalize('NFC')],
    ['has null bytes', !`${text}${posting.title}${posting.company}`.includes('\u0000')],
    ['has markup in its text', leftMarkup(text, source).length === 0],
    ['has an address that is not http', /^https?:/.test(url ?? 'https://') && !(url ?? '').includes('javascript')],
  ]
  return rules.filter(([, holds]) => !holds).map(([fault]) => `${posting.externalId} ${fault}`)
}

/** What must hold for whatever a parser returns, be the bytes good or hostile. */
export function faultsOfResult(result: ParseResult, body: Uint8Array): string[] {
  const source = Buffer.from(body).toString()
  const ids = result.postings.map((posting) => posting.externalId)
  return [
    ...result.postings.flatMap((posting) => faultsOfPosting(posting, source)),
    ...(new Set(ids).size === ids.length ? [] : ['two postings have one id']),
    ...result.rejects.filter((reject) => reject.reason === '').map(() => 'a reject has no reason'),
  ]
}

function faultsOfRecording(source: Source, recording: Recording): string[] {
  const { payload, records, postings, expected = [] } = recording
  const result = source.parse(payload)
  const byId = new Map(result.postings.map((posting) => [posting.externalId, posting]))
  return [
    ...(postings !== 0 && result.postings.length === 0 ? ['no posting came out'] : []),
    ...(recordsOf(result) === records ? [] : [`${recordsOf(result)} of ${records} records came out`]),
    ...(postings === undefined || result.postings.length === postings
      ? []
      : [`${result.postings.length} postings came out, ${postings} are there`]),
    ...faultsOfResult(result, payload.body),
    ...expected.flatMap((posting) => differences(byId.get(posting.externalId), posting)),
  ].map((fault) => `${recording.name}: ${fault}`)
}

/** Parses every recording of a source: no record lost, every posting valid, every expected field and word there. */
export async function faultsOfRecordings(source: Source, { recordings }: SourceCase): Promise<string[]> {
  const all = await recordings()
  return [
    ...(all.length === 0 ? ['there are no recordings'] : []),
    ...all.flatMap((one) => faultsOfRecording(source, one)),
  ]
}

/** How many postings each completed listing of a crawl names. */
function listedBy(source: Source, { pages, ends }: Crawled<unknown>): Record<string, number> {
  const lists: Record<string, number> = {}
  for (const { payload, completes } of pages) {
    const { postings } = source.parse(payload)
    for (const listing of completes) lists[listing] = postings.filter((posting) => posting.listing === listing).length
  }
  for (const { listing, listed } of ends) lists[listing] = new Set(listed).size
  return lists
}

/** What a crawl that was cut off claims to have read whole, with postings: whatever it omits would be closed. */
function listedWhole(source: Source, crawled: Crawled<unknown>): string[] {
  const isReadable = new Map(
    crawled.pages.flatMap(({ payload, completes }) => {
      const { postings, rejects } = source.parse(payload)
      return completes.map((listing): [string, boolean] => [listing, postings.length > 0 || rejects.length === 0])
    }),
  )
  return [...crawled.ends.map((end) => end.listing), ...[...isReadable].filter(([, is]) => is).map(([name]) => name)]
}

type Answer = (url: string, json: unknown) => Promise<Uint8Array | string> | Uint8Array | string

async function crawlOrStop(source: Source, test: SourceCase, wrap: (answer: Answer) => Answer) {
  if (test.crawl === null) return null
  const options = await test.crawl.options()
  const crawled: Crawled<unknown> = { pages: [], ends: [], asked: [], missed: [], names: [], expected: null }
  try {
    return await crawlWith(source, { ...options, answer: wrap(options.answer) }, crawled)
  } catch {
    return crawled
  }
}

/** Crawls the far end of a case: asks what it should, lists what is there, and takes no broken answer for a listing. */
export async function faultsOfCrawl(source: Source, test: SourceCase): Promise<string[]> {
  if (test.crawl === null) return []
  const { asks, lists } = test.crawl
  const good = await crawlWith(source, await test.crawl.options())
  const found = listedBy(source, good)
  const broken: string[] = []
  for (const [index] of good.asked.entries()) {
    for (const body of ['', '<!doctype html><p>Please log in', '{}', '[]', 'the answer before']) {
      let asked = -1
      let before: Uint8Array | string = ''
      const crawled = await crawlOrStop(source, test, (answer) => async (url, json) => {
        asked += 1
        if (asked === index) return body === 'the answer before' ? before : body
        before = await answer(url, json)
        return before
      })
      const whole = crawled === null ? [] : listedWhole(source, crawled)
      const full = whole.filter((listing) => (listedBy(source, crawled ?? good)[listing] ?? 0) < (found[listing] ?? 0))
      // An honest empty list is the runner's to hold; anything in between would close postings that are still open.
      const isPartial = full.filter((listing) => (listedBy(source, crawled ?? good)[listing] ?? 0) > 0)
      if (isPartial.length > 0) broken.push(`answer ${index} as “${body}” was taken for a whole listing of less`)
    }
  }
  return [
    ...(JSON.stringify(good.asked) === JSON.stringify(asks) ? [] : [`asked for ${good.asked.join(', ')}`]),
    ...(JSON.stringify(found) === JSON.stringify(lists) ? [] : [`lists ${JSON.stringify(found)}`]),
    ...broken,
  ]
}

/** Values that no source should send and each will, one day. */
export const hostileValues: [string, 'text' | 'title' | 'date', unknown][] = [
  ['a title of 10 MB', 'title', 'x'.repeat(10_000_000)],
  ['a title with null bytes', 'title', 'Engineer\u0000 \ud800'],
  ['a title that is no text', 'title', { name: 3 }],
  ['a text with null bytes and half characters', 'text', 'Go\u0000lang \ud800 and Kubernetes'],
  ['a text of markup that never closes', 'text', `Acme${'<p><a href="'.repeat(5_000)}`],
  ['a text that is missing', 'text', null],
  ['a date that is none', 'date', '2024-13-45'],
  ['a date that is a list', 'date', []],
]

/** A record with one hostile value is refused or read; the others of its payload come through as before. */
export async function faultsOfHostileValues(source: Source, test: SourceCase): Promise<string[]> {
  const [own] = await test.recordings()
  if (test.withValue === null || own === undefined) return []
  const before = source.parse(own.payload)
  const faults: string[] = []
  for (const [name, field, value] of hostileValues) {
    const payload: RawPayload = await test.withValue(field, value)
    const result = source.parse(payload)
    if (recordsOf(result) !== recordsOf(before)) faults.push(`${name}: ${recordsOf(result)} records came out`)
    const lost = before.postings
      .slice(1)
      .filter(({ externalId }) => !result.postings.some((posting) => posting.externalId === externalId))
    if (lost.length > 0) faults.push(`${name}: took ${lost.map((posting) => posting.externalId).join(', ')} along`)
    const first = before.postings[0]?.externalId ?? null
    const isRefused = result.rejects.length > before.rejects.length
    if (isRefused && !result.rejects.some(({ externalId }) => externalId === first))
      faults.push(`${name}: the refused record is not told as ${first}, so it would close`)
    faults.push(...faultsOfResult(result, payload.body).map((fault) => `${name}: ${fault}`))
  }
  return faults
}
