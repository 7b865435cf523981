import { asQuestion } from '@/lib/query/asked-lately'
import { addMonths, type Month } from '@/lib/domain/month'
import type { DataVersion, DemandEngine, Population, SeriesKey, Share } from '@/lib/query/engine'
import { type Filters, printFilters } from '@/lib/query/filters'
import { lastMonthOf, readLastYear } from '@/lib/query/last-year'
import type { Difference } from '@/lib/query/linearised'
import { askPopulation } from '@/lib/query/population'
import { withSeries } from '@/lib/query/series'
import { countedIn, publishedWay, type Way, waysOf } from '@/lib/query/ways'

/** A source that holds less of a population can hardly move its figure, and is not left out by itself. */
export const leastShareOfSource = 0.01
/** Sources left out, the largest first: each is a row. */
const mostSources = 8

/** The figure of a headline, counted in one way. */
export interface SensitivityRow extends Share {
  way: Way
  /** Whether the query asked is counted in this way. */
  isAsked: boolean
  /** In a year, with its interval. */
  change: Difference
  /** share less the published one; null when either is. */
  difference: number | null
}

/** Sources that hold a real part of a population in 12 months; none where there is no other to keep. */
async function findSources(engine: DemandEngine, filters: Filters, last: Month | null): Promise<string[]> {
  if (last === null) return []
  const from = addMonths(last, -11)
  const range = { from: filters.from !== null && filters.from > from ? filters.from : from, to: last }
  const { population } = await askPopulation(engine, { ...filters, ...range })
  const large = population.sources.filter(({ vacancies }) => vacancies >= leastShareOfSource * population.vacancies)
  return population.sources.length < 2 ? [] : large.slice(0, mostSources).map(({ source }) => source)
}

export interface Sensitivity {
  dataVersion: DataVersion
  /** Of the query as asked. */
  population: Population
  /** The published way first. */
  rows: SensitivityRow[]
}

/** The last 12 months of a series and their change in a year, counted in every way. */
export const readSensitivity = asQuestion('sensitivity', askSensitivity)

async function askSensitivity(engine: DemandEngine, asked: Filters, series: SeriesKey): Promise<Sensitivity> {
  const filters = withSeries(asked, [series])
  const { dataVersion, population } = await askPopulation(engine, filters)
  const last = await lastMonthOf(engine, filters)
  const sources = await findSources(engine, publishedWay(filters), last)
  const rows: SensitivityRow[] = []
  for (const way of waysOf(filters, sources)) {
    const counted = countedIn(filters, way)
    const { share, change } = await readLastYear(engine, { filters: counted, series, last })
    const [first] = rows
    const published = first === undefined ? share.share : first.share
    const difference = share.share === null || published === null ? null : share.share - published
    rows.push({ way, isAsked: printFilters(counted) === printFilters(filters), ...share, change, difference })
  }
  return { dataVersion, population, rows }
}
