import { opsFamilies } from '@/lib/domain/skill'
import { blurredFrom, countFamilies } from '@/lib/query/blur'
import type { Measure } from '@/lib/query/claims/claim'
import type { SeriesKey, VacancyTable } from '@/lib/query/engine'
import type { RowRange } from '@/lib/query/linearised'
import type { Steps } from '@/lib/query/turns'

/** Columns of a table that a measure needs. */
export const seriesOfMeasure = (measure: Measure): SeriesKey[] =>
  measure.kind === 'series' ? [measure.series] : opsFamilies.map((family): SeriesKey => `family:${family}`)

/** What is measured of each row: whether it names the series, how many ops families, or whether at least three. */
export function* measureRows(measure: Measure, table: VacancyTable): Steps<Uint8Array> {
  const [only] = table.named
  if (measure.kind === 'series') return only ?? new Uint8Array(table.period.length)
  const counts = yield* countFamilies(table)
  if (measure.blur === 'mean') return counts
  for (let row = 0; row < counts.length; row += 1) counts[row] = (counts[row] ?? 0) >= blurredFrom ? 1 : 0
  return counts
}

/** The rows of one source, as a table of their own. */
export function* rowsOfSource(table: VacancyTable, source: number): Steps<VacancyTable> {
  let count = 0
  for (let row = 0; row < table.source.length; row += 1) if (table.source[row] === source) count += 1
  const rows = new Uint32Array(count)
  let at = 0
  for (let row = 0; row < table.source.length; row += 1) if (table.source[row] === source) rows[at++] = row
  yield
  const period = pick(table.period, new Uint16Array(count), rows)
  const employer = pick(table.employer, new Uint32Array(count), rows)
  yield
  const country = pick(table.country, new Uint16Array(count), rows)
  const seniority = pick(table.seniority, new Uint8Array(count), rows)
  const band = pick(table.band, new Uint8Array(count), rows)
  yield
  const named: Uint8Array[] = []
  for (const column of table.named) {
    named.push(pick(column, new Uint8Array(count), rows))
    yield
  }
  return {
    ...table,
    contents: null,
    period,
    employer,
    source: new Uint8Array(count).fill(source),
    country,
    seniority,
    band,
    named,
  }
}

function pick<T extends Uint8Array | Uint16Array | Uint32Array>(column: T, picked: T, rows: Uint32Array): T {
  for (let at = 0; at < rows.length; at += 1) picked[at] = column[rows[at] ?? 0] ?? 0
  return picked
}

/** Numbers of the sources that hold a vacancy in some rows, in the order in which they are met. */
export function sourcesWithin(table: VacancyTable, ranges: readonly RowRange[]): number[] {
  const isMet = new Uint8Array(table.sources.length)
  const met: number[] = []
  for (const { from, to } of ranges)
    for (let row = from; row < to && met.length < isMet.length; row += 1) {
      const source = table.source[row] ?? 0
      if (isMet[source] === 1) continue
      isMet[source] = 1
      met.push(source)
    }
  return met
}
