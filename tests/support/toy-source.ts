import { z } from 'zod'
import { monthOf } from '@/lib/domain/month'
import type { Page, ParseResult, Source } from '@/scrapers/contract'

/** One record of the toy source; a null text is a deleted record, `bad` one that is refused. */
export interface ToyRecord {
  id: string
  text: string | null
  date?: string
  isBad?: boolean
}

/** One page: all records of one listing, or whatever `fail` makes of it. */
export interface ToyPage {
  listing: string
  records: ToyRecord[]
  /** Thrown instead of yielding the page. */
  error?: Error
  /** Bytes that are no page at all. */
  garbage?: string
  /** Whether the page is the whole listing; it is unless said otherwise. */
  isPart?: boolean
}

const Records = z.object({
  listing: z.string(),
  records: z.array(
    z.object({
      id: z.string(),
      text: z.string().nullable(),
      date: z.string().optional(),
      isBad: z.boolean().optional(),
    }),
  ),
})

export function parseToy(body: Uint8Array): ParseResult {
  const result: ParseResult = { postings: [], rejects: [], skipped: {} }
  const { listing, records } = Records.parse(JSON.parse(Buffer.from(body).toString()))
  for (const record of records) {
    const postedAt = new Date(record.date ?? '2024-03-05')
    if (record.isBad) result.rejects.push({ externalId: record.id, line: null, field: 'text', reason: 'marked as bad' })
    else if (record.text === null) result.skipped.deleted = (result.skipped.deleted ?? 0) + 1
    else
      result.postings.push({
        externalId: record.id,
        listing,
        url: null,
        title: null,
        company: null,
        text: record.text,
        placeTexts: ['Berlin, Germany'],
        remoteText: null,
        salaryText: null,
        postedAt,
        month: monthOf(postedAt),
      })
  }
  return result
}

const Cursor = z.object({ listings: z.array(z.string()) })

/** A source whose pages the test writes down; its cursor is the list of listings read. */
export function toySource(
  pages: ToyPage[],
  bounds = { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.5 },
): Source {
  const toy: Source<z.infer<typeof Cursor>, unknown> = {
    id: 'toy',
    name: 'Toy',
    homepage: 'https://example.com',
    attribution: 'Made up for tests.',
    terms: 'None.',
    history: 'complete',
    boards: null,
    parserVersion: 1,
    policy: { hosts: () => [], minimumDelayMs: 0, inFlight: 1 },
    cadenceHours: 1,
    cursorSchema: Cursor,
    configSchema: z.unknown(),
    bounds,
    async *crawl(context): AsyncGenerator<Page<z.infer<typeof Cursor>>> {
      const done: string[] = []
      context.expect({ total: pages.length, fresh: 0 })
      for (const page of pages) {
        if (page.error) throw page.error
        done.push(page.listing)
        yield {
          payload: {
            key: page.listing,
            url: `https://example.com/${page.listing}`,
            status: 200,
            headers: {},
            body: Buffer.from(page.garbage ?? JSON.stringify({ listing: page.listing, records: page.records })),
            context: {},
          },
          cursor: { listings: [...done] },
          completes: page.isPart ? [] : [page.listing],
          position: page.listing,
        }
      }
    },
    parse: (payload) => parseToy(payload.body),
  }
  return toy
}
