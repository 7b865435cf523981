import type { Population } from '@/lib/query/engine'
import { defaultFilters, type Filters, printFilters } from '@/lib/query/filters'
import type { IndexSnapshot, Selection } from '@/lib/demand-index/index-snapshot'
import { countPopulation } from '@/lib/demand-index/population'
import { selectRows } from '@/lib/demand-index/select-rows'

/** The rows that a query counts over, and their counts. */
export interface CountedRows {
  selections: readonly Selection[]
  population: Population
}

/** Populations remembered for each snapshot: the charts of one page, and of a few readers, stand on the same ones. */
const remembered = 6

const known = new WeakMap<IndexSnapshot, Map<string, CountedRows>>()

/** The population of a query at a data version; whatever chooses the numerator or cuts the periods has no say in it. */
export function populationOf(snapshot: IndexSnapshot, filters: Filters): CountedRows {
  const { skills, families, sets, level, view, bucket, asOf } = defaultFilters
  const key = printFilters({ ...filters, skills, families, sets, level, view, bucket, asOf })
  const held = known.get(snapshot) ?? new Map<string, CountedRows>()
  known.set(snapshot, held)
  const found = held.get(key)
  // Asked last, gone last.
  held.delete(key)
  const counted = found ?? countRows(snapshot, filters)
  held.set(key, counted)
  const [oldest] = held.keys()
  if (held.size > remembered && oldest !== undefined) held.delete(oldest)
  return counted
}

function countRows(snapshot: IndexSnapshot, filters: Filters): CountedRows {
  const selections = selectRows(snapshot, filters)
  const employers = snapshot.names.employers.size
  return { selections, population: countPopulation(selections, { unit: filters.unit, employers }) }
}
