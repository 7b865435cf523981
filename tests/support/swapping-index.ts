import { seriesCode } from '@/lib/db/series-code'
import { createIndexEngine } from '@/lib/demand-index/engine'
import { createNames, type IndexSnapshot, type MonthTable, openMonth } from '@/lib/demand-index/index-snapshot'
import { sealMonth } from '@/lib/demand-index/seal'
import type { Fact } from './facts'
import { toSeal } from './index-of-facts'
import { world } from './query-arbitraries'

const skillOf = new Map(world.skills.map((id) => [seriesCode(`skill:${id}`), id]))
const versionOf = (id: number) => ({ id, at: null, taxonomyVersion: null, rulesVersion: null })

/** An index whose months are opened anew only where they are of other facts, as a web process holds it. */
export function createSwappingIndex(now: Date) {
  const names = createNames()
  const tables = new Map<string, MonthTable>()
  let snapshot: IndexSnapshot = { dataVersion: versionOf(0), months: [], names }
  const engine = createIndexEngine({
    snapshot: () => Promise.resolve(snapshot),
    now: () => now,
    codeOf: seriesCode,
    skillOf: (code) => skillOf.get(code),
  })
  return {
    engine,
    publish(facts: readonly Fact[]) {
      const months = [...new Set(facts.map(({ month }) => month))].toSorted().map((month) => {
        const held = facts.filter((fact) => fact.month === month)
        const key = JSON.stringify(held)
        const table = tables.get(key) ?? openMonth(sealMonth(month, held.map(toSeal)), names)
        tables.set(key, table)
        return table
      })
      snapshot = { dataVersion: versionOf(snapshot.dataVersion.id + 1), months, names }
    },
  }
}
