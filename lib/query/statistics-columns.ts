import { opsFamilies } from '@/lib/domain/skill'
import { type BlurRow, blurredFrom } from '@/lib/query/blur'
import { type Column, numeric, ofUnit, partialColumn, shareColumns, startColumn, worded } from '@/lib/query/columns'
import type { Difference } from '@/lib/query/linearised'
import type { MoverRow } from '@/lib/query/movers'
import type { SensitivityRow } from '@/lib/query/sensitivity'
import type { ChangeRow, PartRow, ViewRow } from '@/lib/query/views-report'

const points = 'difference of shares: 0.04 is 4 points'
const viewWords =
  'raw (as counted), mix (fixed mix), employers (same employers), votes (one employer, one vote) or length'

const differenceColumns = <Row>(pick: (row: Row) => Difference): Column<Row>[] => [
  numeric(
    'points',
    'change',
    ['Change', points, 'share in the later 12 months less that in the earlier'],
    (row) => pick(row).change,
  ),
  numeric(
    'points',
    'changeLow',
    ['Change, low', points, 'lower end of its 95 % interval, clustered by employer over both'],
    (row) => pick(row).low,
  ),
  numeric('points', 'changeHigh', ['Change, high', points, 'upper end of the same interval'], (row) => pick(row).high),
]

const spreadColumn = <Row extends { spread: number }>(): Column<Row> =>
  numeric(
    'share',
    'spread',
    ['Spread', 'part of the weights, 0 to 1', 'weight of cells that held no vacancies, given to the others'],
    (row) => row.spread,
  )

export const viewColumns: Column<ViewRow>[] = [
  worded('text', 'view', ['View', viewWords], (row) => row.view),
  startColumn(),
  ...shareColumns<ViewRow>((row) => row),
  spreadColumn(),
  partialColumn(),
]

const windowColumns = <Row extends { comparison: string; from: string; to: string }>(): Column<Row>[] => [
  worded(
    'text',
    'comparison',
    ['Comparison', 'year (12 months before) or range (first 12 of the range)'],
    (row) => row.comparison,
  ),
  worded('month', 'from', ['From', 'first of the 12 months compared with, YYYY-MM'], (row) => row.from),
  worded('month', 'to', ['To', 'first of the last 12 whole months, YYYY-MM'], (row) => row.to),
]

export const changeColumns: Column<ChangeRow>[] = [
  ...windowColumns<ChangeRow>(),
  worded('text', 'view', ['View', viewWords], (row) => row.view),
  numeric('share', 'shareBefore', ['Share before', ofUnit, 'share in the earlier 12 months'], (row) => row.shareBefore),
  numeric('share', 'shareAfter', ['Share after', ofUnit, 'share in the later 12 months'], (row) => row.shareAfter),
  ...differenceColumns<ChangeRow>((row) => row),
  numeric(
    'count',
    'vacanciesBefore',
    ['Vacancies before', 'vacancy-months', 'vacancies that the view counts in the earlier 12 months'],
    (row) => row.vacanciesBefore,
  ),
  numeric(
    'count',
    'vacanciesAfter',
    ['Vacancies after', 'vacancy-months', 'vacancies that the view counts in the later 12 months'],
    (row) => row.vacanciesAfter,
  ),
  spreadColumn(),
]

export const partColumns: Column<PartRow>[] = [
  ...windowColumns<PartRow>(),
  worded(
    'text',
    'part',
    [
      'Part',
      'within (employers), turnover (entry and exit), shift (weights of the same employers), source, length, or all: their sum',
    ],
    (row) => row.part,
  ),
  numeric('points', 'points', ['Points', points, 'what the part adds to the change'], (row) => row.points),
]

export const moverColumns: Column<MoverRow>[] = [
  worded('text', 'skill', ['Skill', 'id of the skill'], (row) => row.skill),
  ...shareColumns<MoverRow>((row) => row),
  numeric(
    'share',
    'shareYearBefore',
    ['A year before', ofUnit, 'share in the 12 months before'],
    (row) => row.shareYearBefore,
  ),
  ...differenceColumns<MoverRow>(({ difference }) => difference),
  numeric('count', 'rank', ['Rank', 'place', '1 for the largest share'], (row) => row.rank),
  numeric(
    'count',
    'rankYearBefore',
    ['Rank a year before', 'place', 'rank by the share of the 12 months before'],
    (row) => row.rankYearBefore,
  ),
  worded(
    'text',
    'trend',
    [
      'Trend',
      'rising, falling or none over the months of the range (Mann-Kendall by month and Cochran-Armitage by employer, false discovery rate 5 %); empty for too few months',
    ],
    (row) => row.trend,
  ),
  numeric(
    'points',
    'slope',
    ['Slope', 'shares a year', 'median change a year over the range (Sen)'],
    (row) => row.slope,
  ),
  numeric(
    'share',
    'pValue',
    [
      'p',
      'probability',
      'two-sided p-value of the Mann-Kendall test (Hamed and Rao’s correction for dependent months)',
    ],
    (row) => row.pValue,
  ),
  numeric(
    'share',
    'pEmployers',
    ['p, employers', 'probability', 'two-sided p-value of the Cochran-Armitage test clustered by employer'],
    (row) => row.pEmployers,
  ),
  numeric(
    'share',
    'adjusted',
    [
      'p, adjusted',
      'probability',
      'larger of both, 1 where they point apart, adjusted for the number of skills (Benjamini and Hochberg)',
    ],
    (row) => row.adjusted,
  ),
  numeric(
    'share',
    'passed',
    ['Passed', ofUnit, 'largest of 1, 5, 10, 25 and 50 % that the skill passed and held for 12 months'],
    (row) => row.passed,
  ),
  worded(
    'month',
    'passedIn',
    ['Passed in', 'first month in which it did, YYYY-MM; empty when it held it from the start of the range'],
    (row) => row.passedIn,
  ),
]

export const sensitivityColumns: Column<SensitivityRow>[] = [
  worded(
    'text',
    'way',
    [
      'Way of counting',
      'published, or the one parameter that differs from it: unit=posting, without=<source>, role=broad, …; asked: several differ, as in the query',
    ],
    (row) => row.way,
  ),
  worded('flag', 'isAsked', ['Asked', 'true when the query itself is counted in this way'], (row) => row.isAsked),
  ...shareColumns<SensitivityRow>((row) => row),
  ...differenceColumns<SensitivityRow>((row) => row.change),
  numeric('points', 'difference', ['Difference', points, 'share − share as published'], (row) => row.difference),
]

export const blurColumns: Column<BlurRow>[] = [
  startColumn(),
  numeric(
    'ratio',
    'mean',
    ['Mean', 'families', 'ops families that a vacancy names on average, 0 to 6'],
    (row) => row.mean,
  ),
  numeric('ratio', 'meanLow', ['Mean, low', 'families', 'lower end of its 95 % interval'], (row) => row.meanLow),
  numeric('ratio', 'meanHigh', ['Mean, high', 'families', 'upper end of the same interval'], (row) => row.meanHigh),
  ...Array.from({ length: opsFamilies.length + 1 }, (_, count) =>
    numeric<BlurRow>(
      'count',
      `families${count}`,
      [`${count} families`, 'vacancy-months', `vacancies that name exactly ${count} of the ops families`],
      (row) => row.byFamilies[count] ?? 0,
    ),
  ),
  ...shareColumns<BlurRow>((row) => row.blurred).map((column) => ({
    ...column,
    description: column.description.replace('name the series', `name ${blurredFrom} ops families or more`),
  })),
  partialColumn(),
]
