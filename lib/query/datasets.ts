import { claimColumns } from '@/lib/query/claims/claim-columns'
import {
  alternativeColumns,
  type Cell,
  cellsOf,
  type Column,
  type ColumnInfo,
  companionColumns,
  dataVersionColumn,
  demandColumns,
  dictionaryColumns,
  type DictionaryRow,
  levelColumns,
  regionColumns,
  skillColumns,
  toLevelShareRows,
} from '@/lib/query/columns'
import type { DataVersion, DemandEngine, Population, SeriesKey } from '@/lib/query/engine'
import { canonicalFilters, defaultFilters, type Filters } from '@/lib/query/filters'
import { readBlur } from '@/lib/query/blur'
import { readCompanionLifts } from '@/lib/query/companion-lifts'
import { differenceColumns } from '@/lib/query/difference-columns'
import { readDemandUnderView } from '@/lib/query/demand-under-view'
import { readMovers } from '@/lib/query/movers'
import { readViews } from '@/lib/query/views-report'
import { readSensitivity } from '@/lib/query/sensitivity'
import {
  blurColumns,
  changeColumns,
  moverColumns,
  partColumns,
  sensitivityColumns,
  viewColumns,
} from '@/lib/query/statistics-columns'
import { operatorTables } from '@/lib/query/operator-columns'
import type { FilterIssue } from '@/lib/query/parse-filters'
import { seriesOf, withDefaultSeries } from '@/lib/query/series'

export const datasetIds = [
  'demand',
  'skills',
  'levels',
  'regions',
  'companions',
  'alternatives',
  'composition',
  'changes',
  'decomposition',
  'movers',
  'blur',
  'sensitivity',
] as const
export type DatasetId = (typeof datasetIds)[number]
export const isDatasetId = (id: string): id is DatasetId => datasetIds.some((known) => known === id)

export interface LoadedDataset {
  dataVersion: DataVersion
  population: Population
  /** Cells in the order of the dataset's columns, rounded as its columns say. */
  rows: Cell[][]
}

/** A table that pages, JSON, CSV and the command line give alike. */
export interface Dataset {
  id: DatasetId
  title: string
  description: string
  columns: readonly ColumnInfo[]
  /** The query as this dataset answers it: canonical, with the series it takes when none is named. */
  complete(filters: Filters): Filters
  /** What the dataset needs beyond a well-formed query; empty when it can answer. */
  check(filters: Filters): FilterIssue[]
  load(engine: DemandEngine, filters: Filters): Promise<LoadedDataset>
}

interface Definition<Row> {
  id: DatasetId
  title: string
  description: string
  columns: readonly Column<Row>[]
  /** Filters that have no meaning here. */
  ignores: readonly (keyof Filters)[]
  complete?(filters: Filters): Filters
  check?(filters: Filters): FilterIssue[]
  read(
    engine: DemandEngine,
    filters: Filters,
  ): Promise<{ dataVersion: DataVersion; population: Population; rows: readonly Row[] }>
}

/** Closes over the type of the rows, so that datasets of different rows stand in one registry. */
const defineDataset = <Row>({ read, columns, ignores, ...definition }: Definition<Row>): Dataset => ({
  complete: (filters) => canonicalFilters({ ...filters, ...pickDefaults(ignores) }),
  check: () => [],
  ...definition,
  columns: [...columns, dataVersionColumn],
  async load(engine, filters) {
    const { dataVersion, population, rows } = await read(engine, filters)
    return { dataVersion, population, rows: rows.map((row) => [...cellsOf(columns, row), dataVersion.id]) }
  },
})

/** Filters that change nothing in a dataset, back at their defaults: the printed query then says what was counted. */
const pickDefaults = (keys: readonly (keyof Filters)[]): Partial<Filters> =>
  Object.fromEntries(keys.map((key) => [key, defaultFilters[key]]))

function checkOneSeries(filters: Filters): FilterIssue[] {
  const count = seriesOf(filters).length
  if (count === 1) return []
  return [
    { parameter: 'skill', message: `expected exactly one skill, family or set; found ${count === 0 ? 'none' : count}` },
  ]
}

function checkOneSkill(filters: Filters): FilterIssue[] {
  if (filters.skills.length === 1 && seriesOf(filters).length === 1) return []
  const found =
    filters.sets.length > 0
      ? 'a set'
      : filters.families.length > 0
        ? 'a family'
        : filters.skills.length === 0
          ? 'none'
          : filters.skills.length
  return [{ parameter: 'skill', message: `expected exactly one skill; found ${found}` }]
}

/** The one skill of a query that `checkOneSkill` has passed. */
function onlySkill({ skills: [skill] }: Filters): string {
  if (skill === undefined) throw new Error('the query names no skill; check() must run before load()')
  return skill
}

/** The one series of a query that `checkOneSeries` has passed. */
function onlySeries(filters: Filters): SeriesKey {
  const [series] = seriesOf(filters)
  if (series === undefined) throw new Error('the query names no series; check() must run before load()')
  return series
}

export const datasets: Record<DatasetId, Dataset> = {
  demand: defineDataset({
    id: 'demand',
    title: 'Demand over time',
    description:
      'share of vacancies that name each skill or family, by period, under the composition view asked; the six ops families when none is asked',
    columns: demandColumns,
    ignores: [],
    complete: (filters) => canonicalFilters(withDefaultSeries(filters)),
    read: readDemandUnderView,
  }),
  skills: defineDataset({
    id: 'skills',
    title: 'Skills',
    description: 'every skill named in the last 12 months of the range, against the 12 months before',
    columns: skillColumns,
    ignores: ['skills', 'families', 'sets', 'view', 'bucket'],
    read: (engine, filters) => engine.skills(filters),
  }),
  levels: defineDataset({
    id: 'levels',
    title: 'Levels',
    description:
      'how strongly one skill or family is asked for, by period; the three levels add up to any level (of a set, each counts the vacancies that are in it when all its names are taken at that level)',
    columns: levelColumns,
    ignores: ['level', 'view'],
    check: checkOneSeries,
    async read(engine, filters) {
      const result = await engine.levels(filters, onlySeries(filters))
      return { ...result, rows: toLevelShareRows(result.rows) }
    },
  }),
  regions: defineDataset({
    id: 'regions',
    title: 'Regions',
    description:
      'share of one skill or family by country over the whole range; a vacancy with places in two countries counts in both',
    columns: regionColumns,
    ignores: ['view', 'bucket'],
    check: checkOneSeries,
    read: (engine, filters) => engine.regions(filters, onlySeries(filters)),
  }),
  companions: defineDataset({
    id: 'companions',
    title: 'Named beside it',
    description: 'skills that vacancies name beside one skill or family, over the whole range',
    columns: companionColumns,
    ignores: ['view', 'bucket'],
    check: checkOneSeries,
    read: (engine, filters) => readCompanionLifts(engine, filters, onlySeries(filters)),
  }),
  alternatives: defineDataset({
    id: 'alternatives',
    title: 'Alternatives',
    description:
      'skills that vacancies naming one skill would take instead (“AWS, GCP or Azure”), over the whole range; the denominator is the vacancies that name the skill',
    columns: alternativeColumns,
    ignores: ['view', 'bucket'],
    check: checkOneSkill,
    read: (engine, filters) => engine.alternatives(filters, onlySkill(filters)),
  }),
  composition: defineDataset({
    id: 'composition',
    title: 'Composition views',
    description:
      'share of one skill, family or set by period under each composition view: as counted, fixed mix, same employers, one employer one vote, same text lengths',
    columns: viewColumns,
    ignores: ['view'],
    check: checkOneSeries,
    async read(engine, filters) {
      const { views, ...head } = await readViews(engine, filters, onlySeries(filters))
      return { ...head, rows: views }
    },
  }),
  changes: defineDataset({
    id: 'changes',
    title: 'Changes under each view',
    description:
      'change of the share of one skill, family or set between the last 12 whole months and the 12 before (year) or the first 12 of the range (range), under each composition view',
    columns: changeColumns,
    ignores: ['view', 'bucket'],
    check: checkOneSeries,
    async read(engine, filters) {
      const { changes, ...head } = await readViews(engine, filters, onlySeries(filters))
      return { ...head, rows: changes }
    },
  }),
  decomposition: defineDataset({
    id: 'decomposition',
    title: 'Parts of a change',
    description: 'the same changes as counted, taken apart; the parts add up to the change',
    columns: partColumns,
    ignores: ['view', 'bucket'],
    check: checkOneSeries,
    async read(engine, filters) {
      const { parts, ...head } = await readViews(engine, filters, onlySeries(filters))
      return { ...head, rows: parts }
    },
  }),
  movers: defineDataset({
    id: 'movers',
    title: 'Movers',
    description:
      'skills by their change between the last 12 whole months and the 12 before, with a test of their trend over all months of the range',
    columns: moverColumns,
    ignores: ['skills', 'families', 'sets', 'view', 'bucket'],
    read: readMovers,
  }),
  blur: defineDataset({
    id: 'blur',
    title: 'Blur index',
    description: 'how many of the six ops families a vacancy names, by period',
    columns: blurColumns,
    ignores: ['skills', 'families', 'sets', 'view'],
    read: readBlur,
  }),
  sensitivity: defineDataset({
    id: 'sensitivity',
    title: 'Sensitivity',
    description:
      'share of one skill, family or set in the last 12 months of the range and its change in a year, counted in other ways: duplicates, reposts or places kept apart, a source left out, other populations',
    columns: sensitivityColumns,
    ignores: ['view', 'bucket'],
    check: checkOneSeries,
    read: (engine, filters) => readSensitivity(engine, filters, onlySeries(filters)),
  }),
}

/** The data dictionary: every column of every dataset, the dictionary's own included. */
export function listDictionary(): { columns: readonly ColumnInfo[]; rows: Cell[][] } {
  const claims = { id: 'claims', columns: claimColumns }
  const tables = [
    ...Object.values(datasets),
    claims,
    ...operatorTables,
    { id: 'compare', columns: differenceColumns },
    { id: 'dictionary', columns: dictionaryColumns },
  ]
  const rows: DictionaryRow[] = tables.flatMap(({ id, columns }) =>
    columns.map((column) => ({
      dataset: id,
      key: column.key,
      heading: column.heading,
      unit: column.unit,
      kind: column.kind,
      decimals: column.decimals,
      description: column.description,
    })),
  )
  return { columns: dictionaryColumns, rows: rows.map((row) => cellsOf(dictionaryColumns, row)) }
}
