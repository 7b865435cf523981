import type { DemandEngine, SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { rowsOfTable } from './table-rows'

/** Everything that an engine can be asked. */
export const engineMethods: Record<
  string,
  (of: DemandEngine, filters: Filters, series: SeriesKey) => Promise<unknown>
> = {
  demand: (of, filters) => of.demand(filters),
  skills: (of, filters) => of.skills(filters),
  levels: (of, filters, series) => of.levels(filters, series),
  regions: (of, filters, series) => of.regions(filters, series),
  companions: (of, filters, series) => of.companions(filters, series),
  alternatives: (of, filters, series) =>
    of.alternatives(filters, series.startsWith('skill:') ? series.slice('skill:'.length) : 'kubernetes'),
  lifts: (of, filters, series) => of.lifts(filters, series, ['docker', 'kubernetes', 'go']),
  histories: async (of, filters) => {
    const { skills, ...rest } = await of.histories(filters)
    return { ...rest, skills: skills.toSorted((a, b) => (a.skill < b.skill ? -1 : 1)) }
  },
  pair: (of, filters, series) => of.pair(filters, series, { from: '2024-01', middle: '2024-02', to: '2024-02' }),
  table: async (of, filters, series) => rowsOfTable(await of.table(filters, [series, 'family:cloud'])),
}
