import type { IndexSnapshot, Selection } from '@/lib/demand-index/index-snapshot'

/** Months from the newest on that are counted anew: what changes is hardly ever older. */
const recentMonths = 2

/** Months of a population, oldest first, cut into those that stand and the newest of the version. */
export function splitRecent({ months }: IndexSnapshot, selections: readonly Selection[]) {
  const from = months.at(-recentMonths)?.chunk.month ?? ''
  const old = selections.filter(({ table }) => table.chunk.month < from)
  return { old, recent: selections.slice(old.length) }
}
