import type { CrawlContext } from '@/scrapers/contract'
import { fetchJson } from '@/scrapers/fetch-json'
import { retryLater } from '@/scrapers/http/errors'
import { readPagedList } from '@/scrapers/paged-list'
import { WorkdayPage } from '@/scrapers/sources/workday/schema'
import type { WorkdayRow } from '@/scrapers/sources/workday/schema'
import type { WorkdaySite } from '@/scrapers/sources/workday/site'

/** More is refused. */
const pageSize = 20
/** Rows of one search; behind them it begins again at its first. */
const cap = 2_000
/** Facets laid over one another until a search stays under the cap. */
const maximumDepth = 3
/** Facets by which one search is split: a job may lack one of them, and the capped total does not tell of it. */
const usualFacets = 2
/** As many, when fewer jobs were found than the search told of. */
const maximumFacets = 4

type Applied = Record<string, string[]>

interface Search {
  context: Pick<CrawlContext<never, never>, 'fetch'>
  site: WorkdaySite
}

const askPage = ({ context, site }: Search, appliedFacets: Applied, offset: number): Promise<WorkdayPage> =>
  fetchJson(context, `${site.api}/jobs`, {
    schema: WorkdayPage,
    json: { appliedFacets, limit: pageSize, offset, searchText: '' },
  })

const sumOf = (values: { count: number }[]): number => values.reduce((sum, { count }) => sum + count, 0)

/** Facets to split by, the one that holds most jobs first. */
const facetsOf = ({ facets }: WorkdayPage, applied: Applied): WorkdayPage['facets'] =>
  facets
    .filter(({ facetParameter, values }) => applied[facetParameter] === undefined && values.length > 1)
    .sort((a, b) => sumOf(b.values) - sumOf(a.values) || a.facetParameter.localeCompare(b.facetParameter))
    .slice(0, maximumFacets)

/** A job without a path cannot be read, but it counts in the total: its other fields tell it from the rest. */
const keyOf = (row: WorkdayRow): string => row.externalPath ?? JSON.stringify(row)

/** Reads one search that stays under the cap; its first page is there already. */
function readPlain(search: Search, applied: Applied, first: WorkdayPage): Promise<WorkdayRow[]> {
  let ready: WorkdayPage | null = first
  return readPagedList({
    host: search.site.host,
    pageSize,
    maximumPages: cap / pageSize,
    idOf: keyOf,
    readPage: async (offset) => {
      const page = offset === 0 && ready !== null ? ready : await askPage(search, applied, offset)
      ready = null
      return { rows: page.jobPostings, total: offset === 0 ? page.total : null }
    },
  })
}

/**
 * All rows of a search. One that reaches the cap is split value by value by one facet and again by another; what they
 * find is joined.
 * @throws CrawlError RetryLater when they are not found.
 */
async function readSearch(search: Search, applied: Applied, depth: number): Promise<WorkdayRow[]> {
  const first = await askPage(search, applied, 0)
  if (first.total < cap) return readPlain(search, applied, first)
  const rows = new Map<string, WorkdayRow>()
  for (const [index, facet] of (depth < maximumDepth ? facetsOf(first, applied) : []).entries()) {
    if (index >= usualFacets && rows.size >= first.total) break
    for (const { id, count } of facet.values) {
      if (count === 0) continue
      const found = await readSearch(search, { ...applied, [facet.facetParameter]: [id] }, depth + 1)
      for (const row of found) rows.set(keyOf(row), row)
    }
  }
  if (rows.size >= first.total) return [...rows.values()]
  throw retryLater(search.site.host, `${search.site.host} told of ${first.total} postings and gave ${rows.size}`)
}

/** Every job of a site that has a path, with its row. @throws CrawlError RetryLater when some are missing. */
export async function readWorkdayRows(search: Search): Promise<{ path: string; row: WorkdayRow }[]> {
  const rows = await readSearch(search, {}, 0)
  const listed = rows.flatMap((row) => (row.externalPath?.startsWith('/') ? [{ path: row.externalPath, row }] : []))
  if (listed.length < rows.length * 0.9)
    throw retryLater(search.site.host, `${rows.length - listed.length} of ${rows.length} postings have no path`)
  return listed
}
