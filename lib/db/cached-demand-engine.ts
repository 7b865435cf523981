import { monthOf } from '@/lib/domain/month'
import { createAnswerMemory } from '@/lib/db/answer-memory'
import type { DataVersion, DemandEngine } from '@/lib/query/engine'
import { type Filters, printFilters } from '@/lib/query/filters'

const entriesPerMethod = 200

const createMemory = <Result extends { dataVersion: DataVersion }>() =>
  createAnswerMemory<Result>(entriesPerMethod, (result) => result.dataVersion.id)

/**
 * Keeps answers in memory for as long as the data version stands. The order of series is part of the
 * question, since rows come in that order; so is the running month, which decides what is partial.
 */
export function createCachedDemandEngine(engine: DemandEngine, now: () => Date): DemandEngine {
  const demand = createMemory<Awaited<ReturnType<DemandEngine['demand']>>>()
  const skills = createMemory<Awaited<ReturnType<DemandEngine['skills']>>>()
  const levels = createMemory<Awaited<ReturnType<DemandEngine['levels']>>>()
  const regions = createMemory<Awaited<ReturnType<DemandEngine['regions']>>>()
  const companions = createMemory<Awaited<ReturnType<DemandEngine['companions']>>>()
  const alternatives = createMemory<Awaited<ReturnType<DemandEngine['alternatives']>>>()
  const lifts = createMemory<Awaited<ReturnType<DemandEngine['lifts']>>>()
  const histories = createMemory<Awaited<ReturnType<DemandEngine['histories']>>>()
  const question = (filters: Filters, series: string) =>
    [monthOf(now()), series, filters.skills, filters.families, filters.sets, printFilters(filters)].join(' ')
  const version = async ({ asOf }: Filters) => asOf ?? (await engine.dataVersion()).id

  return {
    demand: async (filters) => demand(question(filters, ''), await version(filters), () => engine.demand(filters)),
    skills: async (filters) => skills(question(filters, ''), await version(filters), () => engine.skills(filters)),
    levels: async (filters, series) =>
      levels(question(filters, series), await version(filters), () => engine.levels(filters, series)),
    regions: async (filters, series) =>
      regions(question(filters, series), await version(filters), () => engine.regions(filters, series)),
    companions: async (filters, series) =>
      companions(question(filters, series), await version(filters), () => engine.companions(filters, series)),
    alternatives: async (filters, skill) =>
      alternatives(question(filters, skill), await version(filters), () => engine.alternatives(filters, skill)),
    lifts: async (filters, series, skills) =>
      lifts(`${question(filters, series)} ${skills.join(' ')}`, await version(filters), () =>
        engine.lifts(filters, series, skills),
      ),
    histories: async (filters) =>
      histories(question(filters, ''), await version(filters), () => engine.histories(filters)),
    // Whoever asks for one keeps what was made of it; and a table is as large as its population.
    pair: (filters, series, spans) => engine.pair(filters, series, spans),
    table: (filters, series, spans) => engine.table(filters, series, spans),
    outline: (filters) => engine.outline(filters),
    dataVersion: () => engine.dataVersion(),
  }
}
