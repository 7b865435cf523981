import { addMonths } from '@/lib/domain/month'
import { opsFamilies } from '@/lib/domain/skill'
import type { DemandEngine } from '@/lib/query/engine'
import { defaultFilters } from '@/lib/query/filters'

type OpsFamily = (typeof opsFamilies)[number]

/** Share of each ops family among backend vacancies of the last 12 months that a data version holds. */
export async function readHeadlines(engine: DemandEngine, version: number): Promise<Map<OpsFamily, number>> {
  const { rows, population } = await engine.demand({ ...defaultFilters, families: [...opsFamilies], asOf: version })
  const from = population.to === null ? '' : addMonths(population.to, -11)
  const shares = new Map<OpsFamily, number>()
  for (const family of opsFamilies) {
    const months = rows.filter((row) => row.series === `family:${family}` && row.start >= from)
    const of = months.reduce((sum, row) => sum + row.ofVacancies, 0)
    const named = months.reduce((sum, row) => sum + row.vacancies, 0)
    if (of > 0) shares.set(family, named / of)
  }
  return shares
}

export interface Move {
  family: OpsFamily
  before: number | null
  after: number
}

/** Least change that is told: what a page rounds away has not moved. */
const leastChange = 0.0005

/** Families whose share differs between two versions by a tenth of a point or what rounds to one, the largest first. */
export function findMoves(before: ReadonlyMap<OpsFamily, number>, after: ReadonlyMap<OpsFamily, number>): Move[] {
  const sizeOf = (move: Move) => Math.abs(move.after - (move.before ?? 0))
  return [...after]
    .map(([family, share]): Move => ({ family, before: before.get(family) ?? null, after: share }))
    .filter((move) => sizeOf(move) >= leastChange)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))
}
