import { z } from 'zod'
import { firstCountry } from '@/lib/domain/european-union'
import { Month } from '@/lib/domain/month'
import { type Seniority, seniorities } from '@/lib/domain/posting'
import { bandOfWords, lengthBands } from '@/lib/domain/text-length'
import { noSeniority, type SeriesKey, type VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createNumbering } from '@/lib/query/numbering'
import { listPeriods, type Range } from '@/lib/query/periods'
import { countedSql, namesCondition, periodOf } from '@/lib/db/demand/dimensions'
import { createStatement, type Snapshot } from '@/lib/db/demand/snapshot'

const Row = z.object({
  start: Month,
  employer_id: z.string(),
  source_id: z.string(),
  regions: z.array(z.string()),
  seniority: z.array(z.enum(seniorities)),
  words: z.number(),
  named: z.array(z.boolean()),
})

const lowestSeniority = (named: readonly Seniority[]): number =>
  named.length === 0 ? noSeniority : Math.min(...named.map((level) => seniorities.indexOf(level)))

/** The vacancies of a population, one row each. */
export async function readTable(
  snapshot: Snapshot,
  query: { filters: Filters; range: Range | null; now: Date; series: readonly SeriesKey[] },
): Promise<Omit<VacancyTable, 'dataVersion'>> {
  const { filters, range, now } = query
  const statement = createStatement()
  const named = query.series.map((series) => namesCondition(series, filters.level, statement)).join(', ')
  const columns = `${periodOf(filters.bucket)} as start, employer_id, source_id, regions, seniority, words,
    array[${named}]::boolean[] as named`
  const rows =
    range === null
      ? []
      : await snapshot.rows(
          Row,
          `with counted as (${countedSql(columns, { filters, statement })})
           select to_char(start, 'YYYY-MM') as start, employer_id, source_id, regions, seniority, words, named
             from counted order by start`,
          statement.values,
        )
  const periods = listPeriods({ bucket: filters.bucket, range, now })
  const positions = new Map(periods.map(({ start }, position) => [start, position]))
  const employers = createNumbering()
  const sources = createNumbering()
  const countries = createNumbering()
  return {
    periods,
    contents: null,
    period: Uint16Array.from(rows, (row) => positions.get(row.start) ?? 0),
    employer: Uint32Array.from(rows, (row) => employers.numberOf(row.employer_id)),
    source: Uint8Array.from(rows, (row) => sources.numberOf(row.source_id)),
    sources: sources.values,
    country: Uint16Array.from(rows, (row) => countries.numberOf(firstCountry(row.regions))),
    countries: countries.values,
    seniority: Uint8Array.from(rows, (row) => lowestSeniority(row.seniority)),
    band: Uint8Array.from(rows, (row) => lengthBands.indexOf(bandOfWords(row.words))),
    named: query.series.map((_, index) => Uint8Array.from(rows, (row) => (row.named[index] === true ? 1 : 0))),
  }
}
