import type { AlternativeRow, DemandRow, LevelRow, RegionRow, Share, SkillRow } from '@/lib/query/engine'
import type { CompanionWithLift } from '@/lib/query/companion-lifts'
import type { Level } from '@/lib/domain/skill'

export type Cell = string | number | boolean | null

/** One column: its heading in tables, key in JSON, header in CSV and line in the data dictionary. */
export interface ColumnInfo {
  key: string
  heading: string
  /** What one step of the number is; null for words and flags. */
  unit: string | null
  description: string
  kind: 'text' | 'month' | 'count' | 'share' | 'points' | 'ratio' | 'flag'
  /** Decimals kept in files and endpoints; null for what is no number. */
  decimals: number | null
}

export interface Column<Row> extends ColumnInfo {
  value(row: Row): Cell
}

type NumberKind = 'count' | 'share' | 'points' | 'ratio'
const decimalsOf: Record<NumberKind, number> = { count: 0, share: 6, points: 6, ratio: 4 }

export const numeric = <Row>(
  kind: NumberKind,
  key: string,
  [heading, unit, description]: [heading: string, unit: string, description: string],
  value: (row: Row) => number | null,
): Column<Row> => ({ key, heading, unit, description, kind, decimals: decimalsOf[kind], value })

export const worded = <Row>(
  kind: 'text' | 'month' | 'flag',
  key: string,
  [heading, description]: [heading: string, description: string],
  value: (row: Row) => Cell,
): Column<Row> => ({ key, heading, unit: null, description, kind, decimals: null, value })

export const ofUnit = 'share of vacancies, 0 to 1'

/** The columns of a share, in every dataset the same. */
export const shareColumns = <Row>(pick: (row: Row) => Share): Column<Row>[] => [
  numeric(
    'share',
    'share',
    ['Share', ofUnit, 'vacancies / ofVacancies, or as the view weighs them; empty when ofVacancies is 0'],
    (row) => pick(row).share,
  ),
  numeric(
    'share',
    'low',
    ['Low', ofUnit, 'lower end of the 95 % interval, clustered by employer (log-odds on the effective sample size)'],
    (row) => pick(row).low,
  ),
  numeric('share', 'high', ['High', ofUnit, 'upper end of the same interval'], (row) => pick(row).high),
  numeric(
    'count',
    'vacancies',
    [
      'Vacancies',
      'vacancy-months',
      'vacancies that name the series, each once a calendar month unless the query says another unit',
    ],
    (row) => pick(row).vacancies,
  ),
  numeric(
    'count',
    'ofVacancies',
    ['Of vacancies', 'vacancy-months', 'all vacancies of the population, counted in the same way'],
    (row) => pick(row).ofVacancies,
  ),
  numeric(
    'ratio',
    'effectiveN',
    ['Effective n', 'vacancies', 'size of the simple random sample that would be as precise'],
    (row) => pick(row).effectiveN,
  ),
  worded(
    'flag',
    'isThin',
    ['Thin', 'true when effectiveN is below 30: too thin to lean on'],
    (row) => pick(row).isThin,
  ),
]

export const startColumn = <Row extends { start: string }>(): Column<Row> =>
  worded('month', 'start', ['Period', 'first month of the period, YYYY-MM'], (row) => row.start)

export const partialColumn = <Row extends { isPartial: boolean }>(): Column<Row> =>
  worded(
    'flag',
    'isPartial',
    ['Partial', 'true when months of the period are outside the data or the range, or still running'],
    (row) => row.isPartial,
  )

export const demandColumns: Column<DemandRow>[] = [
  worded(
    'text',
    'series',
    ['Series', 'what is counted: skill:<id>, family:<id> (the union of its skills) or set:<expression>'],
    (row) => row.series,
  ),
  startColumn(),
  ...shareColumns<DemandRow>((row) => row),
  numeric(
    'count',
    'ofPostings',
    ['Postings', 'postings', 'postings of the population before duplicates are grouped'],
    (row) => row.ofPostings,
  ),
  numeric(
    'count',
    'employers',
    ['Employers', 'employers', 'employers of the population in the period'],
    (row) => row.employers,
  ),
  partialColumn(),
]

export const skillColumns: Column<SkillRow>[] = [
  worded('text', 'skill', ['Skill', 'id of the skill'], (row) => row.skill),
  ...shareColumns<SkillRow>((row) => row),
  numeric(
    'share',
    'shareYearBefore',
    ['A year before', ofUnit, 'share in the 12 months before; empty when the range does not hold them whole'],
    (row) => row.shareYearBefore,
  ),
  numeric(
    'points',
    'change',
    ['Change', 'difference of shares: 0.04 is 4 points', 'share − shareYearBefore'],
    (row) => row.change,
  ),
]

/** One level of one period. */
export interface LevelShareRow extends Share {
  start: string
  level: Level
  isPartial: boolean
}

export const levelColumns: Column<LevelShareRow>[] = [
  startColumn(),
  worded(
    'text',
    'level',
    ['Level', 'strongest level of the series in the vacancy: required, preferred or mentioned'],
    (row) => row.level,
  ),
  ...shareColumns<LevelShareRow>((row) => row),
  partialColumn(),
]

/** The three levels of each period as rows of their own. */
export const toLevelShareRows = (rows: readonly LevelRow[]): LevelShareRow[] =>
  rows.flatMap(({ start, isPartial, ...shares }) =>
    (['required', 'preferred', 'mentioned'] as const).map((level) => ({ start, level, isPartial, ...shares[level] })),
  )

export const regionColumns: Column<RegionRow>[] = [
  worded(
    'text',
    'region',
    ['Region', 'ISO 3166-1 code of the country, or EU with its member states'],
    (row) => row.region,
  ),
  ...shareColumns<RegionRow>((row) => row),
]

export const companionColumns: Column<CompanionWithLift>[] = [
  worded('text', 'skill', ['Skill', 'id of the skill named beside the series'], (row) => row.skill),
  ...shareColumns<CompanionWithLift>((row) => row.share),
  numeric(
    'share',
    'base',
    ['Everywhere', ofUnit, 'share of the companion among all vacancies of the population'],
    (row) => row.base,
  ),
  numeric(
    'ratio',
    'lift',
    ['Lift', 'times', 'share / base: how much likelier the companion is beside the series'],
    (row) => row.lift,
  ),
  numeric(
    'ratio',
    'liftLow',
    [
      'Lift, low',
      'times',
      'lower end of its 95 % interval (delta method on the log scale, clustered by employer); empty for few',
    ],
    (row) => row.liftLow,
  ),
  numeric('ratio', 'liftHigh', ['Lift, high', 'times', 'upper end of the same interval'], (row) => row.liftHigh),
]

/** Stands for the skill of the row that counts vacancies with any alternative at all. */
const anyAlternative = 'any'

export const alternativeColumns: Column<AlternativeRow>[] = [
  worded(
    'text',
    'skill',
    ['Alternative', `id of the skill that would do as well; ${anyAlternative} for vacancies with any alternative`],
    (row) => row.skill ?? anyAlternative,
  ),
  ...shareColumns<AlternativeRow>((row) => row),
]

/** Ends every row, so that a figure cut out of a file still names the data it was counted from. */
export const dataVersionColumn: ColumnInfo = {
  key: 'dataVersion',
  heading: 'Data version',
  unit: null,
  description: 'number of the data version that the row was counted from',
  kind: 'count',
  decimals: 0,
}

/** A row of the data dictionary itself. */
export interface DictionaryRow extends ColumnInfo {
  dataset: string
}

export const dictionaryColumns: Column<DictionaryRow>[] = [
  worded('text', 'dataset', ['Dataset', 'dataset that holds the column'], (row) => row.dataset),
  worded('text', 'key', ['Column', 'key in JSON and header in CSV'], (row) => row.key),
  worded('text', 'heading', ['Heading', 'heading in tables on pages'], (row) => row.heading),
  worded('text', 'unit', ['Unit', 'what one step of the number is; empty for words and flags'], (row) => row.unit),
  worded(
    'text',
    'kind',
    ['Kind', 'text, month, count, share, points (a difference of shares), ratio or flag'],
    (row) => row.kind,
  ),
  numeric(
    'count',
    'decimals',
    ['Decimals', 'digits', 'decimals kept in JSON and CSV; empty for what is no number'],
    (row) => row.decimals,
  ),
  worded('text', 'description', ['Description', 'what the column holds'], (row) => row.description),
]

/** Rounds as the files do: JSON, CSV and the command line show the same digits. */
export function roundCell(cell: Cell, decimals: number | null): Cell {
  if (typeof cell !== 'number' || decimals === null) return cell
  const rounded = Number(cell.toFixed(decimals))
  return Object.is(rounded, -0) ? 0 : rounded
}

/** Cells of a row in the order of the columns, rounded. */
export const cellsOf = <Row>(columns: readonly Column<Row>[], row: Row): Cell[] =>
  columns.map((column) => roundCell(column.value(row), column.decimals))
