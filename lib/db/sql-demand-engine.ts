import type pg from 'pg'
import type { DemandEngine } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { listPeriods } from '@/lib/query/periods'
import { historiesOfTables, liftsOfTables, pairOfTables } from '@/lib/query/table-sums'
import { readAlternatives } from '@/lib/db/demand/alternatives'
import { readCompanions } from '@/lib/db/demand/companions'
import { readDemand, readLevels } from '@/lib/db/demand/demand'
import { readDataVersion, type ReadPopulation, readPopulation, readRange } from '@/lib/db/demand/population'
import { readRegions } from '@/lib/db/demand/regions'
import { readSkills, windowOf } from '@/lib/db/demand/skills'
import { readTable } from '@/lib/db/demand/table'
import { readSnapshot, type Snapshot } from '@/lib/db/demand/snapshot'

/**
 * The reference engine: SQL over posting_fact. Each answer is read in one snapshot, so its rows,
 * counts and data version belong together. Errors of the database are thrown as they are.
 */
export function createSqlDemandEngine(
  pool: pg.Pool,
  now: () => Date,
  countPopulation: ReadPopulation = readPopulation,
): DemandEngine {
  /** What every answer carries, read in the snapshot of its rows. */
  const readHead = async (snapshot: Snapshot, filters: Filters) => {
    const dataVersion = await readDataVersion(snapshot)
    return { dataVersion, population: await countPopulation(snapshot, filters, dataVersion) }
  }

  const engine: DemandEngine = {
    demand: (filters) =>
      readSnapshot(pool, async (snapshot) => {
        const range = await readRange(snapshot, filters)
        const rows = range === null ? [] : await readDemand(snapshot, { filters, range, now: now() })
        return { ...(await readHead(snapshot, filters)), bucket: filters.bucket, rows }
      }),
    skills: (filters) =>
      readSnapshot(pool, async (snapshot) => {
        const range = await readRange(snapshot, filters)
        const head = await readHead(snapshot, filters)
        if (range === null) return { ...head, from: null, to: null, rows: [] }
        return { ...head, ...windowOf(range), rows: await readSkills(snapshot, { filters, range }) }
      }),
    levels: (filters, series) =>
      readSnapshot(pool, async (snapshot) => {
        const range = await readRange(snapshot, filters)
        const rows = range === null ? [] : await readLevels(snapshot, { filters, range, now: now(), series })
        return { ...(await readHead(snapshot, filters)), rows }
      }),
    regions: (filters, series) =>
      readSnapshot(pool, async (snapshot) => {
        const rows = await readRegions(snapshot, { filters, series })
        return { ...(await readHead(snapshot, filters)), rows }
      }),
    companions: (filters, series) =>
      readSnapshot(pool, async (snapshot) => {
        const rows = await readCompanions(snapshot, { filters, series })
        return { ...(await readHead(snapshot, filters)), rows }
      }),
    alternatives: (filters, skill) =>
      readSnapshot(pool, async (snapshot) => {
        const rows = await readAlternatives(snapshot, { filters, skill })
        return { ...(await readHead(snapshot, filters)), rows }
      }),
    table: (filters, series) =>
      readSnapshot(pool, async (snapshot) => {
        const range = await readRange(snapshot, filters)
        const dataVersion = await readDataVersion(snapshot)
        return { dataVersion, ...(await readTable(snapshot, { filters, range, now: now(), series })) }
      }),
    outline: (filters) =>
      readSnapshot(pool, async (snapshot) => {
        const range = await readRange(snapshot, filters)
        const dataVersion = await readDataVersion(snapshot)
        return { dataVersion, periods: listPeriods({ bucket: filters.bucket, range, now: now() }), contents: null }
      }),
    async lifts(filters, series, skills) {
      const dataVersion = await engine.dataVersion()
      return { dataVersion, sums: await liftsOfTables(engine, filters, { series, skills }) }
    },
    histories: (filters) => historiesOfTables(engine, filters),
    pair: (filters, series, spans) => pairOfTables(engine, filters, { series, spans }),
    dataVersion: () => readSnapshot(pool, (snapshot) => readDataVersion(snapshot)),
  }
  return engine
}
