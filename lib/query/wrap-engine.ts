import type { DataVersion, DemandEngine, SeriesKey, TwoSpans } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import type { Month } from '@/lib/domain/month'

/** Every answer says its version. */
export interface Versioned {
  dataVersion: DataVersion
}

/** A method of an engine that answers about a population, with the engine to ask as its first argument. */
export type AskAbout<Rest extends unknown[], Answer> = (
  engine: DemandEngine,
  filters: Filters,
  ...rest: Rest
) => Promise<Answer>

/** What is put around such a method. */
export type Wrap = <Rest extends unknown[], Answer extends Versioned>(
  name: string,
  ask: AskAbout<Rest, Answer>,
) => (filters: Filters, ...rest: Rest) => Promise<Answer>

/** An engine with something around each method that answers about a population; the others stay as they are. */
export const wrapEngine = (engine: DemandEngine, wrap: Wrap): DemandEngine => ({
  ...engine,
  demand: wrap('demand', (of, filters) => of.demand(filters)),
  skills: wrap('skills', (of, filters) => of.skills(filters)),
  levels: wrap('levels', (of, filters, series: SeriesKey) => of.levels(filters, series)),
  regions: wrap('regions', (of, filters, series: SeriesKey) => of.regions(filters, series)),
  companions: wrap('companions', (of, filters, series: SeriesKey) => of.companions(filters, series)),
  alternatives: wrap('alternatives', (of, filters, skill: string) => of.alternatives(filters, skill)),
  lifts: wrap('lifts', (of, filters, series: SeriesKey, skills: readonly string[]) =>
    of.lifts(filters, series, skills),
  ),
  histories: wrap('histories', (of, filters) => of.histories(filters)),
  pair: wrap('pair', (of, filters, series: SeriesKey, spans: TwoSpans) => of.pair(filters, series, spans)),
  table: wrap('table', (of, filters, series: readonly SeriesKey[], spans?: readonly { from: Month; to: Month }[]) =>
    of.table(filters, series, spans),
  ),
})
