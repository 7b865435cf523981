import { messageOf } from '@/lib/domain/message-of'
import type { DemandEngine } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createIndexEngine } from '@/lib/demand-index/engine'
import type { IndexMemory } from '@/lib/db/index-memory'
import { seriesCode } from '@/lib/db/series-code'

export interface PageEngineOptions {
  memory: IndexMemory
  /** The reference, which answers while nothing is sealed, and when the index cannot be loaded. */
  sql: DemandEngine
  now: () => Date
  /** Told why the index does not answer, each reason once. */
  warn: (message: string) => void
}

/** The engine of pages: the index over the newest sealed version, or over the one that `asOf` names, with SQL to fall back on. */
export function createPageEngine({ memory, sql, now, warn }: PageEngineOptions): DemandEngine {
  const told = new Set<string>()
  const index = createIndexEngine({
    async snapshot(asOf) {
      const snapshot = asOf === null ? await memory.newest() : await memory.at(asOf)
      if (snapshot === null) throw new Error(`data version ${asOf ?? 'none'} is not kept; ask readVersionState first`)
      return snapshot
    },
    now,
    codeOf: seriesCode,
    skillOf: memory.skillOf,
  })

  async function isLoaded(): Promise<boolean> {
    try {
      return (await memory.newest()) !== null
    } catch (error) {
      const message = messageOf(error)
      if (!told.has(message)) warn(`the demand index cannot be loaded, SQL answers: ${message}`)
      told.add(message)
      return false
    }
  }

  const pick = async ({ asOf }: Pick<Filters, 'asOf'>): Promise<DemandEngine> =>
    asOf !== null || (await isLoaded()) ? index : sql

  return {
    demand: async (filters) => (await pick(filters)).demand(filters),
    skills: async (filters) => (await pick(filters)).skills(filters),
    levels: async (filters, series) => (await pick(filters)).levels(filters, series),
    regions: async (filters, series) => (await pick(filters)).regions(filters, series),
    companions: async (filters, series) => (await pick(filters)).companions(filters, series),
    alternatives: async (filters, skill) => (await pick(filters)).alternatives(filters, skill),
    lifts: async (filters, series, skills) => (await pick(filters)).lifts(filters, series, skills),
    histories: async (filters) => (await pick(filters)).histories(filters),
    pair: async (filters, series, spans) => (await pick(filters)).pair(filters, series, spans),
    table: async (filters, series, spans) => (await pick(filters)).table(filters, series, spans),
    outline: async (filters) => (await pick(filters)).outline(filters),
    dataVersion: async () => (await pick({ asOf: null })).dataVersion(),
  }
}
