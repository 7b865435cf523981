import { z } from 'zod'
import { Month } from '@/lib/domain/month'
import type { DataVersion, Population } from '@/lib/query/engine'
import { defaultFilters, type Filters, printFilters } from '@/lib/query/filters'
import type { Range } from '@/lib/query/periods'
import { createAnswerMemory } from '@/lib/db/answer-memory'
import { populationCondition, unitColumns } from '@/lib/db/demand/dimensions'
import { createStatement, type Snapshot } from '@/lib/db/demand/snapshot'

const ExtentRow = z.object({ from: Month.nullable(), to: Month.nullable() })

/**
 * Months that the answer covers: those that the data holds, whatever the filters, inside the ones asked for.
 * Null when there are none. It does not shrink with the population, so that lines of two populations share an axis.
 */
export async function readRange(snapshot: Snapshot, filters: Filters): Promise<Range | null> {
  const [extent] = await snapshot.rows(
    ExtentRow,
    `select to_char(min(month), 'YYYY-MM') as "from", to_char(max(month), 'YYYY-MM') as "to" from posting_fact`,
  )
  if (extent === undefined || extent.from === null || extent.to === null) return null
  const from = filters.from !== null && filters.from > extent.from ? filters.from : extent.from
  const to = filters.to !== null && filters.to < extent.to ? filters.to : extent.to
  return from <= to ? { from, to } : null
}

const CountsRow = z.object({
  from: Month.nullable(),
  to: Month.nullable(),
  vacancies: z.number(),
  postings: z.number(),
  employers: z.number(),
  sources: z.array(z.object({ source: z.string(), vacancies: z.number(), from: Month, to: Month })),
})

/** Counts a population over its whole range. A vacancy that two sources hold counts in both of their lines, once in all. */
export async function readPopulation(snapshot: Snapshot, filters: Filters): Promise<Population> {
  const statement = createStatement()
  const unit = unitColumns(filters.unit)
  const [counts] = await snapshot.rows(
    CountsRow,
    `with held as materialized (
       select source_id, ${unit}, employer_id, count(*)::int as postings
         from posting_fact where ${populationCondition(filters, statement)}
        group by source_id, ${unit}, employer_id
     )
     select to_char((select min(month) from held), 'YYYY-MM') as "from",
            to_char((select max(month) from held), 'YYYY-MM') as "to",
            (select count(*)::int from (select from held group by ${unit}) as vacancy) as vacancies,
            (select coalesce(sum(postings), 0)::int from held) as postings,
            (select count(*)::int from (select from held group by employer_id) as employer) as employers,
            (select coalesce(jsonb_agg(jsonb_build_object('source', source_id, 'vacancies', vacancies,
                                                          'from', to_char(first, 'YYYY-MM'),
                                                          'to', to_char(last, 'YYYY-MM'))
                                       order by vacancies desc, source_id), '[]')
               from (select source_id, count(*)::int as vacancies, min(month) as first, max(month) as last
                       from (select source_id, month from held group by source_id, ${unit}) as one
                      group by source_id) as line) as sources`,
    statement.values,
  )
  if (counts === undefined) throw new Error('a query without grouping gave no row')
  return counts
}

const VersionRow = z.object({
  id: z.number(),
  at: z.date(),
  taxonomyVersion: z.string(),
  rulesVersion: z.string(),
})

/** Newest data version that the snapshot sees. */
export async function readDataVersion(snapshot: Snapshot): Promise<DataVersion> {
  const [newest] = await snapshot.rows(
    VersionRow,
    `select id, at, taxonomy_version as "taxonomyVersion", rules_version as "rulesVersion"
       from data_version order by id desc limit 1`,
  )
  return newest ?? { id: 0, at: null, taxonomyVersion: null, rulesVersion: null }
}

/** Gives the population of a query at a data version. */
export type ReadPopulation = (snapshot: Snapshot, filters: Filters, dataVersion: DataVersion) => Promise<Population>

/**
 * Counts each population once a data version: the charts of one page stand on the same one, and counting
 * it costs as much as a chart. Holds where every change of facts makes a version, as ingest does.
 */
export function createPopulationMemory(): ReadPopulation {
  const memory = createAnswerMemory<Population>(200, () => null)
  return (snapshot, filters, dataVersion) => {
    const { skills, families, sets, level, view, bucket } = defaultFilters
    const question = printFilters({ ...filters, skills, families, sets, level, view, bucket })
    return memory(question, dataVersion.id, () => readPopulation(snapshot, filters))
  }
}
