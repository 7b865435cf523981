import { describe, expect, it } from 'vitest'
import type { ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { greenhouse } from '@/scrapers/sources/greenhouse/source'
import { lever } from '@/scrapers/sources/lever/source'
import { greenhouseCase } from './cases/greenhouse'
import { leverCase } from './cases/lever'
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

describe('the conformance suite', () => {
  it('passes both sources as they are', async () => {
    expect(await faultsOfRecordings(greenhouse, greenhouseCase)).toEqual([])
    expect(await faultsOfRecordings(lever, leverCase)).toEqual([])
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

  it('catches a crawl that takes a broken answer for a whole, shorter listing', async () => {
    const broken: typeof greenhouse = {
      ...greenhouse,
      async *crawl(context) {
        const pages = ['1', '2']
        const listed: string[] = []
        for (const page of pages) {
          const result = await context.fetch(`https://boards-api.greenhouse.io/v1/boards/acme/jobs?page=${page}`)
          const text = Buffer.from(result.body).toString()
          const { postings } = greenhouse.parse({ key: 'x', ...result, context: { board: 'acme', company: 'Acme' } })
          listed.push(...postings.map((posting) => `${page}/${posting.externalId}`))
          // The mistake: an answer that could not be read counts as a page without postings.
          if (text === '') continue
        }
        yield { listing: 'board/acme', listed, position: 'Acme' }
      },
    }
    const asks = ['1', '2'].map((page) => `https://boards-api.greenhouse.io/v1/boards/acme/jobs?page=${page}`)
    const options = greenhouseCase.crawl
    if (options === null) throw new Error('no crawl')
    const faults = await faultsOfCrawl(broken, {
      ...greenhouseCase,
      crawl: { ...options, asks, lists: { 'board/acme': 4 } },
    })
    expect(faults).toContainEqual(expect.stringContaining('taken for a whole listing of less'))
  })
})
