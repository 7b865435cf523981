import type { Bucket, Month } from '@/lib/domain/month'
import type { Filters } from '@/lib/query/filters'
import type { LiftSums, PairSums, TrendSums } from '@/lib/query/sums'

/** One skill (with all that imply it) or one family (the union of its skills): what facts name. */
export type NamedSeries = `skill:${string}` | `family:${string}`

/** What a series counts: a skill, a family, or a set made from them (lib/query/set-expression). */
export type SeriesKey = NamedSeries | `set:${string}`

/** A share with the counts it was made from. All figures of one row belong to one population and period. */
export interface Share {
  /** Vacancies of the population in the period that name the series. */
  vacancies: number
  /** All vacancies of the population in the period. */
  ofVacancies: number
  /** vacancies / ofVacancies; null when the denominator is 0. */
  share: number | null
  /** 95 % interval, clustered by employer; null when the share is. */
  low: number | null
  high: number | null
  /** Sample size that a simple random sample of the same precision would have. */
  effectiveN: number
  /** True below an effective sample of 30: too thin to lean on. */
  isThin: boolean
}

export interface DemandRow extends Share {
  series: SeriesKey
  /** First month of the period. */
  start: Month
  /** Postings before duplicates are grouped, of the whole population in the period. */
  ofPostings: number
  /** Employers in the population in the period. */
  employers: number
  /** True while months of the period are still to come or being read. */
  isPartial: boolean
}

export interface Population {
  /** First and last month with data inside the filters; null when there is none. */
  from: Month | null
  to: Month | null
  vacancies: number
  postings: number
  employers: number
  /** Vacancies by source, largest first, and its first and last month: sources are never pooled in silence. */
  sources: { source: string; vacancies: number; from: Month; to: Month }[]
}

/** Latest change of facts that the figures include; 0 and null before any data. */
export interface DataVersion {
  id: number
  at: Date | null
  taxonomyVersion: string | null
  rulesVersion: string | null
}

export interface DemandResult {
  dataVersion: DataVersion
  bucket: Bucket
  population: Population
  /** Series in the order asked, each with every period of the range, zero-filled, oldest first. */
  rows: DemandRow[]
}

/** A skill over the last 12 months against the 12 months before. */
export interface SkillRow extends Share {
  skill: string
  /** Share 12 months earlier; null when its denominator is 0 or the range does not hold those months whole. */
  shareYearBefore: number | null
  /** share - shareYearBefore, as a share (0.04 = 4 points); null when either is. */
  change: number | null
  /** Share by calendar year, oldest first, for the spark line. */
  yearly: { start: Month; share: number | null }[]
}

export interface LevelRow {
  start: Month
  required: Share
  preferred: Share
  mentioned: Share
  isPartial: boolean
}

export interface RegionRow extends Share {
  /** ISO 3166-1, or `EU`. */
  region: string
}

export interface CompanionRow {
  skill: string
  /** Vacancies that name both, of those that name the series asked. */
  share: Share
  /** Share among all vacancies of the population. */
  base: number | null
  /** share / base: how much likelier the companion is beside the series. */
  lift: number | null
}

/** A skill that vacancies put up as an alternative to the one asked, or any at all. */
export interface AlternativeRow extends Share {
  /** Id of the skill; null for vacancies that offer any alternative. */
  skill: string | null
}

/** What a table tells of its rows before any of them is read. */
export interface TableOutline {
  dataVersion: DataVersion
  /** Every period of the range, whether it holds vacancies or not. */
  periods: { start: Month; isPartial: boolean }[]
  /**
   * For each period, what its rows are made of: where it is equal for two tables of an engine, they hold the same rows
   * there, whatever else they hold. Null from an engine that cannot tell.
   */
  contents: readonly string[] | null
}

/**
 * What a population counts, one row each, as columns: what every statistic beyond a plain share is made from. Rows of one
 * period lie together, oldest period first.
 */
export interface VacancyTable extends TableOutline {
  /** Position in `periods`. */
  period: Uint16Array
  /** Number of the employer: equal for equal employers within this table, and without meaning elsewhere. */
  employer: Uint32Array
  /** Position in `sources`. */
  source: Uint8Array
  sources: string[]
  /** Position in `countries`: the first country of the vacancy in the order of codes, '' where it names none. */
  country: Uint16Array
  countries: string[]
  /** Position in the list of seniority levels of the lowest one named; 255 where none is. */
  seniority: Uint8Array
  /** Position in the list of bands of the text's length. */
  band: Uint8Array
  /** A column for each series asked: 1 where the vacancy names it at the level of the filters. */
  named: Uint8Array[]
}

/** One skill over the months of a range, and over the last two whole years of it. */
export interface SkillHistory {
  skill: string
  /** The earlier year against the later. */
  sums: PairSums
  /** Vacancies that name it, by month of the range. */
  named: Uint32Array
  /** What employers add to its trend over the whole months of the range. */
  trend: TrendSums
}

/** Two spans of months, one behind the other: from `from`, from `middle`, and up to `to`. */
export interface TwoSpans {
  from: Month
  middle: Month
  to: Month
}

/** What a comparison of all skills over time is made from. */
export interface HistoriesResult {
  dataVersion: DataVersion
  population: Population
  /** Every month of the range, oldest first, and its vacancies. */
  months: { periods: { start: Month; isPartial: boolean }[]; vacancies: Uint32Array }
  /** First month of the earlier year, first and last of the later; null where the range holds no 24 whole months. */
  years: TwoSpans | null
  /** Skills that any vacancy of the two years names, in no order; none where there are no two years. */
  skills: SkillHistory[]
}

/** Seniority of a vacancy that names none, in a VacancyTable. */
export const noSeniority = 255

/**
 * Answers every figure that a page, a file or an endpoint shows. SQL over facts is the reference
 * implementation (lib/db/sql-demand-engine.ts); another one must agree with it to the last count.
 */
export interface DemandEngine {
  /** Share per period for each series of `filters.skills` and `filters.families`. */
  demand(filters: Filters): Promise<DemandResult>
  /** All skills that any vacancy of the population names in the last 12 months of the range, largest share first. */
  skills(filters: Filters): Promise<{
    dataVersion: DataVersion
    population: Population
    from: Month | null
    to: Month | null
    rows: SkillRow[]
  }>
  /** How strongly the series is asked for, per period. The three levels add up to the share at any level. */
  levels(
    filters: Filters,
    series: SeriesKey,
  ): Promise<{ dataVersion: DataVersion; population: Population; rows: LevelRow[] }>
  /** Share by country over the whole range, largest population first. */
  regions(
    filters: Filters,
    series: SeriesKey,
  ): Promise<{ dataVersion: DataVersion; population: Population; rows: RegionRow[] }>
  /** Skills named beside the series over the whole range, highest share first. */
  companions(
    filters: Filters,
    series: SeriesKey,
  ): Promise<{ dataVersion: DataVersion; population: Population; rows: CompanionRow[] }>
  /**
   * Of the vacancies that name the skill at the level of the filters, those that ask for it or another ("AWS, GCP or
   * Azure") at that level: any alternative first, then each alternative, largest share first.
   */
  alternatives(
    filters: Filters,
    skill: string,
  ): Promise<{ dataVersion: DataVersion; population: Population; rows: AlternativeRow[] }>
  /**
   * What the lift of a series on each of some skills needs, over the whole range, in the order of the skills
   * (`estimateLift` in lib/query/lift.ts).
   */
  lifts(
    filters: Filters,
    series: SeriesKey,
    skills: readonly string[],
  ): Promise<{ dataVersion: DataVersion; sums: LiftSums[] }>
  /** Every skill by month, and in the last two whole years with what its employers have in common. */
  histories(filters: Filters): Promise<HistoriesResult>
  /** What the shares of a series in two spans of months, inside the range, and their difference need. */
  pair(filters: Filters, series: SeriesKey, spans: TwoSpans): Promise<{ dataVersion: DataVersion; sums: PairSums }>
  /**
   * The vacancies of the population over the range, with a column for each series.
   * @param spans the periods asked for, by the first months of the first and the last of each span; the rows of others may be
   *   left out by an engine that tells what its rows are made of
   */
  table(
    filters: Filters,
    series: readonly SeriesKey[],
    spans?: readonly { from: Month; to: Month }[],
  ): Promise<VacancyTable>
  /** The same without its rows: what was made of rows that stand need not be made again. */
  outline(filters: Filters): Promise<TableOutline>
  dataVersion(): Promise<DataVersion>
  /**
   * Notes a question that takes several answers, so that another version can be asked it; absent where nobody will.
   * @param name of the question, `args` being all else that it is asked with, as JSON has it
   * @returns the engine to be asked for those answers, which notes none of them
   */
  note?(name: string, args: readonly unknown[], ask: (engine: DemandEngine) => Promise<unknown>): DemandEngine
}
