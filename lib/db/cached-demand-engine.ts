import { monthOf } from '@/lib/domain/month'
import type { DataVersion, DemandEngine } from '@/lib/query/engine'
import { type Filters, printFilters } from '@/lib/query/filters'

/** Least recently used entries go first. */
function createLru<Value>(limit: number): {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
} {
  const entries = new Map<string, Value>()
  return {
    get(key) {
      const value = entries.get(key)
      if (value === undefined) return undefined
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key, value) {
      entries.set(key, value)
      const [oldest] = entries.keys()
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest)
    },
  }
}

/** Answers of one method by question; a question asked again while its answer is made waits for that one. */
function createMemory<Result extends { dataVersion: DataVersion }>(limit: number) {
  const known = createLru<Result>(limit)
  const pending = new Map<string, Promise<Result>>()
  return async (question: string, version: number, answer: () => Promise<Result>): Promise<Result> => {
    const key = (id: number) => `${id} ${question}`
    const found = known.get(key(version))
    if (found !== undefined) return found
    const running = pending.get(key(version))
    if (running !== undefined) return running
    const started = answer()
    pending.set(key(version), started)
    try {
      const result = await started
      // Kept under the version it was read from, which may be newer than the one asked; a failed one is never kept.
      known.set(key(result.dataVersion.id), result)
      return result
    } finally {
      pending.delete(key(version))
    }
  }
}

const entriesPerMethod = 200

/**
 * Keeps answers in memory for as long as the data version stands. The order of series is part of the
 * question, since rows come in that order; so is the running month, which decides what is partial.
 */
export function createCachedDemandEngine(engine: DemandEngine, now: () => Date): DemandEngine {
  const demand = createMemory<Awaited<ReturnType<DemandEngine['demand']>>>(entriesPerMethod)
  const skills = createMemory<Awaited<ReturnType<DemandEngine['skills']>>>(entriesPerMethod)
  const levels = createMemory<Awaited<ReturnType<DemandEngine['levels']>>>(entriesPerMethod)
  const regions = createMemory<Awaited<ReturnType<DemandEngine['regions']>>>(entriesPerMethod)
  const companions = createMemory<Awaited<ReturnType<DemandEngine['companions']>>>(entriesPerMethod)
  const question = (filters: Filters, series: string) =>
    [monthOf(now()), series, filters.skills, filters.families, printFilters(filters)].join(' ')
  const version = async () => (await engine.dataVersion()).id

  return {
    demand: async (filters) => demand(question(filters, ''), await version(), () => engine.demand(filters)),
    skills: async (filters) => skills(question(filters, ''), await version(), () => engine.skills(filters)),
    levels: async (filters, series) =>
      levels(question(filters, series), await version(), () => engine.levels(filters, series)),
    regions: async (filters, series) =>
      regions(question(filters, series), await version(), () => engine.regions(filters, series)),
    companions: async (filters, series) =>
      companions(question(filters, series), await version(), () => engine.companions(filters, series)),
    dataVersion: () => engine.dataVersion(),
  }
}
