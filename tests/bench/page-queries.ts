import { euMemberStates } from '@/lib/domain/european-union'
import { opsFamilies } from '@/lib/domain/skill'
import type { DatasetId } from '@/lib/query/datasets'
import type { DemandEngine, NamedSeries } from '@/lib/query/engine'
import { defaultFilters, type Filters } from '@/lib/query/filters'
import {
  alternativesSql,
  amongStartups,
  companionsSql,
  demandSql,
  levelsSql,
  populationSql,
  regionsSql,
  skillsSql,
} from './two-table-peer'

const overview: Filters = { ...defaultFilters, families: [...opsFamilies] }
const skill: Filters = { ...defaultFilters, skills: ['kubernetes'] }
const asked: NamedSeries = 'skill:kubernetes'
const inEurope = `regions && array['EU', '${euMemberStates.join(`', '`)}'] and remote = 'remote'`
const families = opsFamilies.map((family): NamedSeries => `family:${family}`)
const lastMonth = '2024-05-01'

export interface PageQuery {
  label: string
  dataset: DatasetId
  filters: Filters
  ours(engine: DemandEngine): Promise<unknown>
  /** The same answer from two tables: rows and population. */
  peer: string[]
}

const demand = (label: string, filters: Filters, peer: string[]): PageQuery => ({
  label,
  dataset: 'demand',
  filters,
  ours: (engine) => engine.demand(filters),
  peer,
})

const european: Filters = { ...overview, regions: ['EU'], remote: ['remote'], bucket: 'year' }
const startups: Filters = { ...overview, employer: 'startup' }

/** The queries that pages make, each whole. */
export const pageQueries: PageQuery[] = [
  demand('six families by month', overview, [demandSql(families, 'month'), populationSql()]),
  demand('the same, EU, remote, by year', european, [demandSql(families, 'year', inEurope), populationSql(inEurope)]),
  demand('the same, startups only', startups, [
    demandSql(families, 'month', amongStartups),
    populationSql(amongStartups),
  ]),
  {
    label: 'table of skills',
    dataset: 'skills',
    filters: overview,
    ours: (engine) => engine.skills(overview),
    peer: [...skillsSql(lastMonth), populationSql()],
  },
  {
    label: 'levels of a skill',
    dataset: 'levels',
    filters: skill,
    ours: (engine) => engine.levels(skill, asked),
    peer: [levelsSql(asked), populationSql()],
  },
  {
    label: 'regions of a skill',
    dataset: 'regions',
    filters: skill,
    ours: (engine) => engine.regions(skill, asked),
    peer: [regionsSql(asked), populationSql()],
  },
  {
    label: 'skills beside a skill',
    dataset: 'companions',
    filters: skill,
    ours: (engine) => engine.companions(skill, asked),
    peer: [companionsSql(asked), populationSql()],
  },
  {
    label: 'alternatives to a skill',
    dataset: 'alternatives',
    filters: skill,
    ours: (engine) => engine.alternatives(skill, 'kubernetes'),
    peer: [alternativesSql(asked), populationSql()],
  },
]

export interface Timing {
  median: number
  p95: number
  /** Processor time of this process, median. */
  cpu: number
}

const quantile = (values: readonly number[], of: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * of))] ?? Number.NaN

/** Times work in milliseconds; the first two runs are not counted. */
export async function measure(times: number, work: () => Promise<unknown>): Promise<Timing> {
  const walls: number[] = []
  const processor: number[] = []
  for (let turn = -2; turn < times; turn += 1) {
    const start = performance.now()
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    if (turn < 0) continue
    walls.push(performance.now() - start)
    processor.push((user + system) / 1000)
  }
  return { median: quantile(walls, 0.5), p95: quantile(walls, 0.95), cpu: quantile(processor, 0.5) }
}

const ms = (value: number): string => value.toFixed(1).padStart(8)

export const printTiming = (who: string, label: string, { median, p95, cpu }: Timing): void =>
  void process.stdout.write(
    `  ${who.padEnd(9)}${label.padEnd(30)} median ${ms(median)} ms  p95 ${ms(p95)} ms  processor ${ms(cpu)} ms\n`,
  )
