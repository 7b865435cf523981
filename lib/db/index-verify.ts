import { isDeepStrictEqual } from 'node:util'
import type { Pool } from 'pg'
import { opsFamilies } from '@/lib/domain/skill'
import type { DemandEngine, SeriesKey } from '@/lib/query/engine'
import { type DatasetId, datasets } from '@/lib/query/datasets'
import { addressOf, defaultFilters, type Filters } from '@/lib/query/filters'
import { createIndexMemory } from '@/lib/db/index-memory'
import { createPageEngine } from '@/lib/db/page-engine'
import { createSqlDemandEngine } from '@/lib/db/sql-demand-engine'

export interface VerifiedAnswer {
  question: string
  isEqual: boolean
}
export type Verification =
  | { status: 'nothing-to-compare' }
  | { status: 'compared'; version: number; answers: VerifiedAnswer[] }

const overview: Filters = { ...defaultFilters, families: [...opsFamilies] }

/** Populations that between them use every filter. */
const populations: Filters[] = [
  overview,
  { ...overview, role: 'all', arrival: 'all', bucket: 'year' },
  { ...overview, regions: ['EU'], remote: ['remote'], bucket: 'quarter' },
  { ...overview, employer: 'startup', level: 'required' },
  { ...overview, unit: 'first', role: 'broad', lengths: ['long'] },
  { ...overview, unit: 'posting', seniority: ['senior'], level: 'mentioned' },
  { ...overview, unit: 'repost', role: 'all' },
  { ...overview, unit: 'place', without: ['file'] },
]

const series: SeriesKey = 'skill:kubernetes'

const questions: Record<string, (engine: DemandEngine, filters: Filters) => Promise<unknown>> = {
  demand: (engine, filters) => engine.demand(filters),
  skills: (engine, filters) => engine.skills(filters),
  levels: (engine, filters) => engine.levels(filters, series),
  regions: (engine, filters) => engine.regions(filters, series),
  companions: (engine, filters) => engine.companions(filters, series),
  alternatives: (engine, filters) => engine.alternatives(filters, 'kubernetes'),
}

/** What pages make of several questions at once, each of one series and of a set in another population. */
const figures: { datasets: DatasetId[]; filters: Filters }[] = [
  {
    datasets: ['composition', 'changes', 'decomposition', 'companions', 'movers', 'blur', 'sensitivity'],
    filters: { ...defaultFilters, skills: ['kubernetes'] },
  },
  {
    datasets: ['demand', 'composition', 'changes', 'decomposition', 'sensitivity'],
    filters: { ...defaultFilters, sets: ['family:iac & !terraform'], role: 'broad', level: 'required', view: 'mix' },
  },
]

interface Question {
  question: string
  ask(engine: DemandEngine): Promise<unknown>
}

const allQuestions: Question[] = [
  ...populations.flatMap((filters) =>
    Object.entries(questions).map(([name, ask]) => ({
      question: addressOf(name, filters),
      ask: (engine: DemandEngine) => ask(engine, filters),
    })),
  ),
  ...figures.flatMap(({ datasets: ids, filters }) =>
    ids.map((id) => ({
      question: addressOf(`/api/${id}`, datasets[id].complete(filters)),
      ask: (engine: DemandEngine) => datasets[id].load(engine, datasets[id].complete(filters)),
    })),
  ),
]

/** Sums are taken in another order on each side: equal to the ninth decimal, and counts to the last one. */
const comparable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) => (typeof item === 'number' ? Number(item.toFixed(9)) + 0 : item)),
  )

/**
 * Asks the index, freshly loaded, and SQL the same questions.
 * @param tell is given each answer when it is compared
 * @returns nothing to compare when the newest version is not sealed, or when facts changed while it was asked.
 */
export async function verifyIndex(
  pool: Pool,
  now: () => Date,
  tell: (answer: VerifiedAnswer) => void = () => undefined,
): Promise<Verification> {
  const sql = createSqlDemandEngine(pool, now)
  const memory = createIndexMemory(pool)
  const snapshot = await memory.newest()
  if (snapshot === null) return { status: 'nothing-to-compare' }
  const refuse = (message: string) => {
    throw new Error(message)
  }
  const index = createPageEngine({ memory, sql, now, warn: refuse })
  const { id: version } = snapshot.dataVersion
  const isSame = async () => (await sql.dataVersion()).id === version && (await index.dataVersion()).id === version
  const answers: VerifiedAnswer[] = []
  if (!(await isSame())) return { status: 'nothing-to-compare' }
  for (const { question, ask } of allQuestions) {
    const [ours, reference] = [await ask(index), await ask(sql)]
    const answer = { question, isEqual: isDeepStrictEqual(comparable(ours), comparable(reference)) }
    // A difference counts only between two answers over the same facts.
    if (!answer.isEqual && !(await isSame())) return { status: 'nothing-to-compare' }
    answers.push(answer)
    tell(answer)
  }
  return (await isSame()) ? { status: 'compared', version, answers } : { status: 'nothing-to-compare' }
}
