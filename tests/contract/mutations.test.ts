import { describe, expect, it } from 'vitest'
import type { FetchResult, ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { greenhouse } from '@/scrapers/sources/greenhouse/source'
import { lever } from '@/scrapers/sources/lever/source'
import { smartrecruiters } from '@/scrapers/sources/smartrecruiters/source'
import { greenhouseCase } from './cases/greenhouse'
import { leverCase } from './cases/lever'
import { smartrecruitersCase } from './cases/smartrecruiters'
import { faultsOfCrawl, faultsOfRecordings } from './conformance'

// A suite that passes whatever the source does is worth nothing: these break a source on purpose, in the ways that have
// gone wrong elsewhere, and ask that the suite says so.

const rewritten = (payload: RawPayload, change: (text: string) => string): RawPayload => ({
  ...payload,
  body: Buffer.from(change(Buffer.from(payload.body).toString())),
})

const parsing = <Config>(
  source: Source<null, Config>,
  parse: (payload: RawPayload) => ParseResult,
): Source<null, Config> => ({
  ...source,
  parse,
})

type Fetch = (url: string) => Promise<FetchResult>

/** SmartRecruiters, whose list has two pages in its case, with its way to the network broken. */
const fetching = (answer: (fetch: Fetch, url: string) => Promise<FetchResult>): typeof smartrecruiters => ({
  ...smartrecruiters,
  crawl: (context) =>
    smartrecruiters.crawl({
      ...context,
      fetch: (url, options) => answer((asked) => context.fetch(asked, options), url),
    }),
})

const isFirst = (url: string): boolean => url.endsWith('offset=0')

/** A page of 100 rows that says that there are no others. */
const shortened = (page: FetchResult): FetchResult => ({
  ...page,
  body: Buffer.from(
    Buffer.from(page.body)
      .toString()
      .replace(/"totalFound":\d+/, '"totalFound":100'),
  ),
})

describe('the conformance suite', () => {
  it('passes the sources as they are', async () => {
    expect(await faultsOfRecordings(greenhouse, greenhouseCase)).toEqual([])
    expect(await faultsOfRecordings(lever, leverCase)).toEqual([])
    expect(await faultsOfCrawl(smartrecruiters, smartrecruitersCase)).toEqual([])
  })

  it('catches a date whose zone is dropped', async () => {
    const broken = parsing(greenhouse, (payload) =>
      greenhouse.parse(rewritten(payload, (text) => text.replaceAll(/(T\d\d:\d\d:\d\d)-04:00"/g, '$1Z"'))),
    )
    expect(await faultsOfRecordings(broken, greenhouseCase)).toContainEqual(expect.stringContaining('postedAt'))
  })

  it('catches a part of the description that is lost', async () => {
    const broken = parsing(lever, (payload) =>
      lever.parse(rewritten(payload, (text) => text.replaceAll('"lists":', '"listsThatNobodyReads":'))),
    )
    expect(await faultsOfRecordings(broken, leverCase)).toContainEqual(expect.stringContaining('Terraform'))
  })

  it('catches content that is unescaped once only', async () => {
    // Escaping once more what the parser unescapes twice leaves it with one unescaping too few.
    const broken = parsing(greenhouse, (payload) =>
      greenhouse.parse(rewritten(payload, (text) => text.replaceAll('&', '&amp;'))),
    )
    expect(await faultsOfRecordings(broken, greenhouseCase)).toContainEqual(expect.stringContaining('Go & PostgreSQL'))
  })

  it('catches a crawl that drops a page of its list', async () => {
    const broken = fetching(async (fetch, url) => {
      const page = await fetch(url)
      return isFirst(url) ? shortened(page) : page
    })
    const faults = await faultsOfCrawl(broken, smartrecruitersCase)
    expect(faults).toContainEqual(expect.stringMatching(/^asked for .*offset=0, /))
    expect(faults).toContain('lists {"board/acme":100}')
  })

  it('catches a crawl that takes a broken page for the end of its list', async () => {
    const ready = new Map<string, FetchResult>()
    const broken = fetching(async (fetch, url) => {
      const known = ready.get(url)
      ready.delete(url)
      if (known !== undefined || !isFirst(url)) return known ?? fetch(url)
      const page = await fetch(url)
      const nextUrl = url.replace('offset=0', 'offset=100')
      const next = await fetch(nextUrl)
      // The mistake: what cannot be read ends the list, which then is as long as what was read.
      if (!Buffer.from(next.body).toString().includes('content')) return shortened(page)
      ready.set(nextUrl, next)
      return page
    })
    const faults = await faultsOfCrawl(broken, smartrecruitersCase)
    expect(faults.length).toBeGreaterThan(0)
    for (const fault of faults) expect(fault).toMatch(/^answer 1 as “.*” was taken for a whole listing of less$/)
  })
})
