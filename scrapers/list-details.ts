import { createHash } from 'node:crypto'
import { z } from 'zod'
import { boardListing } from '@/scrapers/contract'
import type { BoardConfig, CrawlContext, CrawlStep, ParseResult, RawPayload } from '@/scrapers/contract'
import { CrawlError, retryLater } from '@/scrapers/http/errors'
import { parseJson } from '@/scrapers/parse-json'
import { readRecords } from '@/scrapers/parse-records'
import type { RecordReader } from '@/scrapers/parse-records'
import { BoardContext, boardPostingId } from '@/scrapers/whole-board'

/** One job of a list whose text stands at an address of its own. */
export interface ListedJob {
  /** Id within the board. */
  id: string
  url: string
  title: string
  /** What the list says of it: the parser is given it beside the detail, and a change has the detail read again. */
  row: Record<string, unknown>
}

/** Details read, by the job's id: what the list said of it, and the day. */
export const DetailCursor = z.object({
  read: z.record(z.string(), z.object({ token: z.string(), on: z.string() })),
})
export type DetailCursor = z.infer<typeof DetailCursor>

/** A list does not show that a text was edited: a detail is read again after this many days. */
const freshDays = 28
/** A detail that is not there is asked for again after this many: lists name jobs for a while that have no page any more. */
const goneDays = 7
const dayMs = 24 * 60 * 60 * 1000
/** Pages between two writes of the cursor, which grows with the board. */
const pagesPerCursor = 25
/** Failures in a row after which the site, not a posting, is at fault. */
const maximumFailuresInARow = 3
/** Share of refused details, of three or more, from which the format is at fault, not a posting. */
const maximumRefusedShare = 0.2

export const tokenOf = (row: Record<string, unknown>): string =>
  createHash('sha256').update(JSON.stringify(row)).digest('base64url').slice(0, 16)

type Entry = DetailCursor['read'][string]

/** An entry that makes the detail due again after these days. */
const entryOf = (row: Record<string, unknown>, now: Date, days: number): Entry => ({
  token: tokenOf(row),
  on: new Date(now.getTime() - (freshDays - days) * dayMs).toISOString().slice(0, 10),
})

const isFresh = (entry: Entry | undefined, row: Record<string, unknown>, now: Date): entry is Entry =>
  entry?.token === tokenOf(row) && now.getTime() - Date.parse(entry.on) <= freshDays * dayMs

/**
 * Reads the details that are new, changed or weeks old, one payload each, then ends the listing with all that the list
 * named. A detail that fails alone, or that `parse` refuses, is read again by the next run; one that is not there, a week
 * later. Whatever becomes of its detail, a job that is listed is not gone.
 * @throws CrawlError what ends the crawl: three failures in a row, or a fifth of the details refused.
 */
export async function* crawlDetails<Config extends BoardConfig>(
  context: CrawlContext<DetailCursor, Config>,
  listed: readonly ListedJob[],
  parse: (payload: RawPayload) => ParseResult,
): AsyncGenerator<CrawlStep<DetailCursor>> {
  const { board, name } = context.config
  const listing = boardListing(board)
  const read: DetailCursor['read'] = {}
  const jobs = [...new Map(listed.map((job) => [job.id, job])).values()]
  const due = jobs.filter(({ id, row }) => {
    const known = context.cursor?.read[id]
    if (!isFresh(known, row, context.now)) return true
    read[id] = known
    return false
  })
  context.expect({ total: due.length, fresh: jobs.length - due.length })
  let failuresInARow = 0
  let refused = 0
  for (const [index, { id, url, title, row }] of due.entries()) {
    try {
      const key = `${listing}/${id}`
      const payload = { key, ...(await context.fetch(url, { key })), context: { board, company: name, row } }
      failuresInARow = 0
      if (parse(payload).rejects.length > 0) refused += 1
      else read[id] = entryOf(row, context.now, freshDays)
      const page = { payload, completes: [], position: title }
      yield (index + 1) % pagesPerCursor === 0 ? { ...page, cursor: { read: { ...read } } } : page
    } catch (error) {
      failuresInARow += 1
      const isOfJob = error instanceof CrawlError && (error.kind === 'SkipRecord' || error.kind === 'RetryLater')
      if (!isOfJob || failuresInARow >= maximumFailuresInARow) throw error
      if (error.kind === 'SkipRecord') read[id] = entryOf(row, context.now, goneDays)
      context.miss(title, error)
    }
  }
  if (refused >= 3 && refused > due.length * maximumRefusedShare)
    throw retryLater(name, `${refused} of ${due.length} postings of ${name} were not readable`)
  const ids = jobs.map(({ id }) => boardPostingId({ board, company: name }, id))
  yield { listing, listed: ids, cursor: { read }, position: name }
}

const DetailContext = BoardContext.extend({ row: z.record(z.string(), z.unknown()) })
const Detail = z.record(z.string(), z.unknown())

/**
 * Reads one detail, its fields laid over what the list said of the job. One that is of another job than the one that was
 * asked for, as a mixed-up cache sends it, is refused.
 */
export function parseDetail<Record>(
  payload: RawPayload,
  reader: RecordReader<Record> & Required<Pick<RecordReader<Record>, 'idOf'>>,
): ParseResult {
  const { row } = DetailContext.parse(payload.context)
  const externalId = reader.idOf(row)
  const refuse = (reason: string): ParseResult => ({
    postings: [],
    rejects: [{ externalId, line: null, field: null, reason }],
    skipped: {},
  })
  const json = parseJson(payload)
  if (!json.ok) return refuse(json.reason)
  const detail = Detail.safeParse(json.value)
  if (!detail.success) return refuse('expected one posting, found something else')
  const record = { ...row, ...detail.data }
  const isOther = reader.idOf(record) !== externalId
  return isOther ? refuse('the detail is of another posting than the one asked for') : readRecords([record], reader)
}
