import { z } from 'zod'
import { BoardConfig, boardListing } from '@/scrapers/contract'
import type { CrawlContext, CrawlStep, Page, Source } from '@/scrapers/contract'
import { retryLater } from '@/scrapers/http/errors'
import { parseToy } from './toy-source'
import type { ToyRecord } from './toy-source'

/** What a board of the toy system shows now. */
export interface ToyBoard {
  records: ToyRecord[]
  /** Listed first, then one payload for every record that was not read before, then the end of the listing. */
  isDetailed?: boolean
  /** Ids whose detail cannot be had. */
  broken?: string[]
  /** Thrown once these many payloads were given. */
  error?: { after: number; error: Error }
  /** Own name, told by the board. */
  ownName?: string
}

const Cursor = z.object({ read: z.array(z.string()) })
type Cursor = z.infer<typeof Cursor>
type Context = CrawlContext<Cursor, BoardConfig>

function page(board: string, key: string, records: ToyRecord[]): Page<Cursor> {
  const listing = boardListing(board)
  return {
    payload: {
      key,
      url: `https://example.com/${key}`,
      status: 200,
      headers: {},
      body: Buffer.from(JSON.stringify({ listing, records })),
      context: {},
    },
    completes: key === listing ? [listing] : [],
    position: key,
  }
}

async function* crawlDetails(shown: ToyBoard, context: Context): AsyncGenerator<CrawlStep<Cursor>> {
  const { board } = context.config
  const before = new Set(context.cursor?.read)
  const read = shown.records.map((record) => record.id).filter((id) => before.has(id))
  for (const record of shown.records) {
    if (before.has(record.id)) continue
    if (shown.broken?.includes(record.id)) {
      context.miss(record.id, retryLater('example.com', 'the detail could not be had'))
      continue
    }
    read.push(record.id)
    yield { ...page(board, `${boardListing(board)}/${record.id}`, [record]), cursor: { read: [...read] } }
  }
  const listed = shown.records.map((record) => record.id)
  yield { listing: boardListing(board), listed, cursor: { read: [...read] }, position: 'the end' }
}

async function* crawl(shown: ToyBoard, context: Context): AsyncGenerator<CrawlStep<Cursor>> {
  const { board } = context.config
  if (shown.ownName !== undefined) context.tellName(shown.ownName)
  const steps = shown.isDetailed
    ? crawlDetails(shown, context)
    : (async function* () {
        yield page(board, boardListing(board), shown.records)
      })()
  let given = 0
  for await (const step of steps) {
    if (shown.error !== undefined && given >= shown.error.after) throw shown.error.error
    given += 1
    yield step
  }
  if (shown.error !== undefined && given >= shown.error.after) throw shown.error.error
}

/** A system of boards that shows only what is open; each board shows what the test last put there. */
export function toyBoards(boards: Record<string, ToyBoard>, more: Pick<Source, 'isWindow'> = {}): Source {
  const toy: Source<Cursor, BoardConfig> = {
    id: 'toys',
    name: 'Toy boards',
    homepage: 'https://example.com',
    attribution: 'Made up for tests.',
    terms: 'None.',
    history: 'open',
    boards: { slugForm: 'a word, for example `acme`', homepage: (slug) => `https://example.com/${slug}` },
    parserVersion: 1,
    policy: { hosts: () => [], minimumDelayMs: 0, inFlight: 1 },
    cadenceHours: 6,
    cursorSchema: Cursor,
    configSchema: BoardConfig,
    bounds: { maximumWithdrawnShare: 0.5, maximumRejectedShare: 0.5 },
    ...more,
    crawl: (context) => crawl(boards[context.config.board] ?? { records: [] }, context),
    parse: (payload) => parseToy(payload.body),
  }
  return toy
}
