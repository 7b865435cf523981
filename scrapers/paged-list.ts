import { retryLater } from '@/scrapers/http/errors'

export interface ListPage<Row> {
  rows: Row[]
  /** Rows of the whole list; null on the pages that do not tell it. */
  total: number | null
}

interface PagedList<Row> {
  host: string
  pageSize: number
  /** Pages after which reading stops, however long the list claims to be. */
  maximumPages: number
  idOf: (row: Row) => string
  readPage: (offset: number) => Promise<ListPage<Row>>
}

/** Reads every page once into `rows`; gives the highest total that a page told. */
async function readPages<Row>(list: PagedList<Row>, rows: Map<string, Row>): Promise<number> {
  const { host, pageSize, maximumPages } = list
  let total = 0
  for (let page = 0; page === 0 || page * pageSize < total; page += 1) {
    if (page === maximumPages) throw retryLater(host, `the list of ${total} postings is longer than can be read`)
    const answer = await list.readPage(page * pageSize)
    if (page === 0 && answer.total === null) throw retryLater(host, 'the list does not tell how long it is')
    // A later page that tells less may be a fault as well as a posting closed meanwhile: the higher number is asked for.
    total = Math.max(total, answer.total ?? 0)
    if (answer.rows.length === 0 && page * pageSize < total)
      throw retryLater(host, `page ${page + 1} of a list of ${total} postings was empty`)
    for (const row of answer.rows) rows.set(list.idOf(row), row)
  }
  return total
}

/**
 * All rows of a list that comes in pages, each id once. Rows move while one pages, so that one can slip from a page not
 * yet read to one that was: when fewer came out than the list told, the list is read once more, and both are joined.
 * @throws CrawlError RetryLater when rows are still missing, or a page before the end is empty.
 */
export async function readPagedList<Row>(list: PagedList<Row>): Promise<Row[]> {
  const rows = new Map<string, Row>()
  let total = await readPages(list, rows)
  // Never less than was told before: the second answer may be the faulty one.
  if (rows.size < total) total = Math.max(total, await readPages(list, rows))
  if (rows.size < total) throw retryLater(list.host, `the list told of ${total} postings and held ${rows.size}`)
  return [...rows.values()]
}
