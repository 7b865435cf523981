import { z } from 'zod'
import { Month } from '@/lib/domain/month'
import type { Filters } from '@/lib/query/filters'
import { listPeriods, type Range } from '@/lib/query/periods'
import type { ClusterSums } from '@/lib/query/sums'
import { periodOf, populationCondition, countedSql } from '@/lib/db/demand/dimensions'
import { createStatement, type Snapshot, type Statement } from '@/lib/db/demand/snapshot'

/** Sums of one period for each of several numerators. */
export interface PeriodSums {
  start: Month
  postings: number
  employers: number
  isPartial: boolean
  /** In the order of the numerators asked. */
  sums: ClusterSums[]
}

const PeriodRow = z.object({
  start: Month,
  postings: z.number(),
  n: z.number(),
  m: z.number(),
  nn: z.number(),
  y: z.array(z.number()),
  yy: z.array(z.number()),
  yn: z.array(z.number()),
})

/**
 * Counts several numerators over one population, by period, in one pass: every period of the range is
 * there, oldest first, with zeros where nothing was counted.
 */
export async function sumPeriods(
  snapshot: Snapshot,
  query: { filters: Filters; range: Range; now: Date; numerators: readonly ((statement: Statement) => string)[] },
): Promise<PeriodSums[]> {
  const { filters, range, now } = query
  const statement = createStatement()
  const condition = populationCondition(filters, statement)
  const period = periodOf(filters.bucket)
  const numerators = query.numerators.map((numerator) => numerator(statement))
  const each = (print: (index: number) => string) => numerators.map((_, index) => print(index)).join(', ')
  const arrayOf = (print: (index: number) => string) => `array[${each(print)}]::float8[]`
  const extra = (print: (index: number) => string) => (numerators.length === 0 ? '' : `, ${each(print)}`)

  const rows = await snapshot.rows(
    PeriodRow,
    `with vacancy as (
       ${countedSql(`${period} as start, employer_id${extra((i) => `${numerators[i]} as y${i}`)}`, { filters, statement })}
     ), employer as (
       select start, count(*)::float8 as n${extra((i) => `count(*) filter (where y${i})::float8 as y${i}`)}
         from vacancy group by start, employer_id
     ), posting as (
       select ${period} as start, count(*)::int as postings from posting_fact where ${condition} group by 1
     )
     select to_char(start, 'YYYY-MM') as start, max(postings) as postings, sum(n) as n, count(*)::int as m,
            sum(n * n) as nn, ${arrayOf((i) => `sum(y${i})`)} as y, ${arrayOf((i) => `sum(y${i} * y${i})`)} as yy,
            ${arrayOf((i) => `sum(y${i} * n)`)} as yn
       from employer join posting using (start) group by start`,
    statement.values,
  )

  const rowOf = new Map(rows.map((row) => [row.start, row]))
  return listPeriods({ bucket: filters.bucket, range, now }).map(({ start, isPartial }) => {
    const row = rowOf.get(start)
    return {
      start,
      postings: row?.postings ?? 0,
      employers: row?.m ?? 0,
      isPartial,
      sums: numerators.map((_, i) => ({
        vacancies: row?.n ?? 0,
        named: row?.y[i] ?? 0,
        sumNN: row?.nn ?? 0,
        sumYY: row?.yy[i] ?? 0,
        sumYN: row?.yn[i] ?? 0,
        employers: row?.m ?? 0,
      })),
    }
  })
}
