import { opsFamilies } from '@/lib/domain/skill'
import { blurredFrom, countFamilies } from '@/lib/query/blur'
import type { Measure } from '@/lib/query/claims/claim'
import type { Span } from '@/lib/query/claims/windows'
import type { SeriesKey, VacancyTable } from '@/lib/query/engine'
import type { RowRange } from '@/lib/query/linearised'
import { periodRanges } from '@/lib/query/periods'

/** Columns of a table that a measure needs. */
export const seriesOfMeasure = (measure: Measure): SeriesKey[] =>
  measure.kind === 'series' ? [measure.series] : opsFamilies.map((family): SeriesKey => `family:${family}`)

/** What is measured of each row: whether it names the series, how many ops families, or whether at least three. */
export function measureRows(measure: Measure, table: VacancyTable): Uint8Array {
  const [only] = table.named
  if (measure.kind === 'series') return only ?? new Uint8Array(table.period.length)
  const counts = countFamilies(table)
  return measure.blur === 'mean' ? counts : counts.map((count) => (count >= blurredFrom ? 1 : 0))
}

/** The rows of one source, as a table of their own. */
export function rowsOfSource(table: VacancyTable, source: number): VacancyTable {
  const isHeld = (_: number, row: number) => table.source[row] === source
  return {
    ...table,
    period: table.period.filter(isHeld),
    employer: table.employer.filter(isHeld),
    source: table.source.filter(isHeld),
    country: table.country.filter(isHeld),
    seniority: table.seniority.filter(isHeld),
    band: table.band.filter(isHeld),
    named: table.named.map((column) => column.filter(isHeld)),
  }
}

/** Numbers of the sources that hold a vacancy in some months, in the order in which they are met. */
export function sourcesWithin(table: VacancyTable, spans: readonly Span[]): number[] {
  const rangeOf = createRanges(table)
  const isMet = new Uint8Array(table.sources.length)
  const met: number[] = []
  for (const span of spans) {
    const { from, to } = rangeOf(span)
    for (let row = from; row < to; row += 1) {
      const source = table.source[row] ?? 0
      if (isMet[source] === 1) continue
      isMet[source] = 1
      met.push(source)
    }
  }
  return met
}

/** The rows of any months of a table by month. */
export function createRanges(table: VacancyTable): (span: Span) => RowRange {
  const ranges = periodRanges(table)
  return ({ from, to }) => {
    const held = ranges.filter((_, index) => {
      const start = table.periods[index]?.start ?? ''
      return from <= start && start <= to
    })
    return { from: held[0]?.from ?? 0, to: held.at(-1)?.to ?? 0 }
  }
}
