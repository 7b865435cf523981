/**
 * `npm run eval -- statistics`, in parts that can be asked for alone (`--part changes`): how often intervals hold the truth
 * over what readers see, of synthetic employers beside intervals of the literature (coverage, changes) and of recorded ones
 * drawn anew (real, derived); how often trends are found that are none (trends); our interval beside a bootstrap by employer
 * (bootstrap); precision and recall of duplicates (duplicates). `--samples` and `--since` choose how much is drawn, and from
 * when on the bootstrap is made.
 */
import { parseArgs } from 'node:util'
import { Month } from '@/lib/domain/month'
import { readEnv } from '@/lib/env'
import { thinBelow } from '@/lib/query/statistics'
import { evaluateDuplicates } from '@/tests/eval/duplicates/evaluate-duplicates'
import { type BootstrapRow, compareWithBootstrap, comparedSeries } from '@/tests/eval/statistics/compare-bootstrap'
import {
  type Coverage,
  effectiveSizes,
  isMostlyThin,
  leastExpected,
  shares,
  simulateCoverage,
} from '@/tests/eval/statistics/coverage'
import { coverDerived } from '@/tests/eval/statistics/derived-coverage'
import { simulateDifferences } from '@/tests/eval/statistics/difference-coverage'
import { countFalseTrends, type FalseTrends } from '@/tests/eval/statistics/false-trends'
import { coverReal } from '@/tests/eval/statistics/real-coverage'
import { readRecorded, type RecordedVacancy } from '@/tests/eval/statistics/recorded-employers'
import { describeRange } from '@/tests/eval/statistics/seen-range'
import { least, type Measured, most, type Verdict, verdictOf } from '@/tests/eval/statistics/settled'
import { shapes } from '@/tests/eval/statistics/shapes'

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

/** Median of a list that holds something. */
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** "150 of 160 inside 93 to 97 %, 2 below, none above, 8 undecided; 92.6 % to 97.2 %, median 95.0 %". */
function describeCells(cells: readonly Measured[]): string {
  const covered = cells.map((cell) => cell.covered)
  const count = (verdict: Verdict) => cells.filter((cell) => verdictOf(cell) === verdict).length || 'none'
  return (
    `${count('inside')} of ${cells.length} inside ${percent(least)} to ${percent(most)}, ${count('below')} below, ${count('above')} above, ` +
    `${count('undecided')} undecided (within three standard errors of a border); ${percent(Math.min(...covered))} to ${percent(Math.max(...covered))}, median ${percent(median(covered))}`
  )
}

function printSums(title: string, cells: readonly (Measured & { expected: number })[]): void {
  const cellsOf = (isTold: boolean) => cells.filter(({ expected }) => expected >= leastExpected === isTold)
  console.log(`${title}: ${describeCells(cellsOf(true))}.`)
  console.log(
    `  With fewer than ${leastExpected} expected to name it, or not to (*): ${describeCells(cellsOf(false))}.`,
  )
}

const marks: Record<Verdict, string> = { inside: '', below: ' !', above: ' !', undecided: ' ?' }

/** Cells with enough expected whose figures readers see without a mark. */
const seen = (cells: readonly Coverage[]) =>
  cells.filter((cell) => cell.expected >= leastExpected && !isMostlyThin(cell))

/** Cells near the least effective size: its figures are marked as thin in most samples, and so are counted apart. */
function printThin(cells: readonly Coverage[]): void {
  const marked = cells.filter((cell) => cell.expected >= leastExpected && isMostlyThin(cell))
  console.log(`Mostly marked as thin (~), of all samples: ${describeCells(marked)}; of those without a mark:`)
  for (const { shape, share, effectiveSize, thin, coveredUnmarked } of marked)
    console.log(
      `  ${shape}, share ${percent(share)}, nₑ ${effectiveSize}: ${percent(thin)} marked, of the others ${(coveredUnmarked * 100).toFixed(2)} % hold the truth`,
    )
}

/** What was drawn again, and the cells of which that does not say that they are inside. */
function printOpen(cells: readonly Coverage[], samples: number): void {
  const again = cells.filter((cell) => cell.samples > samples)
  const open = seen(cells).filter((cell) => verdictOf(cell) !== 'inside')
  const largest = Math.max(...cells.map((cell) => cell.samples))
  console.log(`\n${again.length} cells took more samples, up to ${largest}; not inside are ${open.length || 'none'}:`)
  for (const cell of open)
    console.log(
      `  ${cell.shape}, share ${percent(cell.share)}, nₑ ${cell.effectiveSize}: ${(cell.covered * 100).toFixed(2)} % of ${cell.samples}, ${verdictOf(cell)}`,
    )
}

/** "4000 samples a cell, standard error 0.34 points, more where they do not tell whether a cell is inside". */
function describeSamples(samples: number): string {
  const error = Math.sqrt((0.95 * 0.05) / samples)
  return `${samples} samples a cell, standard error ${(error * 100).toFixed(2)} points, more where they do not tell whether a cell is inside`
}

function printCoverage(cells: readonly Coverage[], samples: number): void {
  console.log(
    `\nPart of 95 % intervals that hold the true share (nₑ: effective sample, ${thinBelow} is the least that is not drawn hollow; * fewer than ${leastExpected} expected; ~ mostly marked as thin; ! outside, ? undecided); ${describeSamples(samples)}`,
  )
  for (const { name } of shapes) {
    const rows = shares.map((share) => {
      const own = effectiveSizes.map((effectiveSize) => {
        const cell = cells.find(
          (one) => one.shape === name && one.share === share && one.effectiveSize === effectiveSize,
        )
        if (cell === undefined) throw new Error('every cell is simulated')
        const mark = cell.expected < leastExpected ? ' *' : isMostlyThin(cell) ? ' ~' : marks[verdictOf(cell)]
        return [`nₑ ${effectiveSize}`, `${percent(cell.covered)}${mark}`] as const
      })
      return [percent(share), Object.fromEntries(own)] as const
    })
    console.log(`\nEmployers: ${name}`)
    console.table(Object.fromEntries(rows))
  }
  printOpen(cells, samples)
  printSums(
    'Shares',
    cells.filter((cell) => cell.expected < leastExpected || !isMostlyThin(cell)),
  )
  printThin(cells)
  printPeers(cells)
}

function printPeers(cells: readonly Coverage[]): void {
  console.log('\nThe same samples under intervals of the literature, cells with enough expected')
  const told = seen(cells)
  const rows = Object.keys(told[0]?.compared ?? {}).map((name) => {
    const covered = told.map((cell) => cell.compared[name] ?? 0)
    const width = told.reduce((sum, cell) => sum + (cell.widths[name] ?? 0), 0) / told.length
    const row = {
      'below 93 %': covered.filter((one) => one < least).length,
      'above 97 %': covered.filter((one) => one > most).length,
      least: percent(Math.min(...covered)),
      median: percent(median(covered)),
      most: percent(Math.max(...covered)),
      'mean width': width.toFixed(3),
    }
    return [name, row] as const
  })
  console.table(Object.fromEntries(rows))
}

function printDifferences(samples: number): void {
  const cells = simulateDifferences(samples, effectiveSizes)
  console.log(`\nChanges between two periods that share employers; ${describeSamples(samples)}`)
  printSums('Changes', cells)
  for (const cell of cells)
    if (cell.expected >= leastExpected && verdictOf(cell) !== 'inside')
      console.log(
        ` ${marks[verdictOf(cell)]} ${cell.shape}, ${percent(cell.before)} to ${percent(cell.after)}, nₑ ${cell.effectiveSize}: ${(cell.covered * 100).toFixed(2)} % of ${cell.samples}`,
      )
}

function printReal(vacancies: readonly RecordedVacancy[], samples: number): void {
  console.log('\nWhat readers of the recorded threads see (5 % · 50 % · 95 % of periods, or of points of all skills)')
  const ranges = describeRange(vacancies, thinBelow, leastExpected)
  console.table(
    Object.fromEntries(
      ranges.map(({ bucket, solid, rare, ...rest }) => [
        bucket,
        { ...rest, 'not thin': percent(solid), 'rare (*)': percent(rare) },
      ]),
    ),
  )
  const asked = new Set<string>(comparedSeries)
  const cells = coverReal(vacancies, samples, (key) => asked.has(key))
  console.log(`\nReal employers of the largest period of each kind, drawn anew; ${describeSamples(samples)}`)
  printSums('Real employers', cells)
  for (const cell of cells)
    if (cell.expected >= leastExpected ? verdictOf(cell) !== 'inside' : verdictOf(cell) === 'below')
      console.log(
        ` ${cell.expected < leastExpected ? ' *' : marks[verdictOf(cell)]} ${cell.series}, ${cell.bucket}, ${cell.employers} employers, share ${percent(cell.share)}, ${cell.expected.toFixed(1)} expected: ${(cell.covered * 100).toFixed(2)} % of ${cell.samples}`,
      )
}

function printDerived(vacancies: readonly RecordedVacancy[], samples: number): void {
  console.log(
    `\nFigures made from several shares, of the employers of the last two years drawn anew; ${describeSamples(samples)}`,
  )
  console.table(
    coverDerived(vacancies, samples).map((cell) => ({
      figure: cell.figure,
      employers: cell.employers,
      'of all': cell.truth.toFixed(3),
      'holds it': `${(cell.covered * 100).toFixed(2)} % of ${cell.samples}${marks[verdictOf(cell)]}`,
    })),
  )
}

/** "4.2 % to 6.1 %" over the shares. */
const spanOf = (parts: readonly number[]): string => `${percent(Math.min(...parts))} to ${percent(Math.max(...parts))}`

function printTrends(vacancies: readonly RecordedVacancy[], samples: number): void {
  const error = Math.sqrt((0.05 * 0.95) / samples)
  console.log(
    `\nTrends found at a level of 5 % among skills without one, over the months in which the recorded employers posted: least to most over shares of 0.3 to 50 %; ${samples} samples a cell, standard error ${(error * 100).toFixed(1)} points`,
  )
  const cells = countFalseTrends(vacancies, samples)
  const kindOf = ({ months, correlation }: FalseTrends) => `${months} months, likeness ${correlation}`
  const rows = [...new Set(cells.map(kindOf))].map((kind) => {
    const own = cells.filter((cell) => kindOf(cell) === kind)
    const row = {
      'Mann-Kendall, by month': spanOf(own.map(({ byMonth }) => byMonth)),
      'Cochran-Armitage, by employer': spanOf(own.map(({ byEmployer }) => byEmployer)),
      'both, as movers': spanOf(own.map(({ both }) => both)),
    }
    return [kind, row] as const
  })
  console.table(Object.fromEntries(rows))
  const most = Math.max(...cells.map(({ both }) => both))
  console.log(`Of ${cells.length} cells both together find a trend in ${percent(most)} at most.`)
}

function printBootstrap(vacancies: readonly RecordedVacancy[], since: Month): void {
  const rows = compareWithBootstrap(vacancies.filter(({ month }) => month >= since))
  console.log(`\nOur interval beside a bootstrap by employer: backend postings of the recorded threads since ${since}`)
  console.table(
    rows.map((row) => ({
      series: row.series,
      period: row.period,
      employers: row.employers,
      vacancies: row.vacancies,
      share: percent(row.share),
      ours: `${percent(row.low)} to ${percent(row.high)}`,
      bootstrap: `${percent(row.bootLow)} to ${percent(row.bootHigh)}`,
      'width, ours / bootstrap': row.width.toFixed(2),
    })),
  )
  const points = (share: number) => (share * 100).toFixed(2)
  const describe = (some: readonly BootstrapRow[]) => {
    const widths = some.map(({ width }) => width)
    return `${some.length} intervals, ours ${median(widths).toFixed(2)} times as wide in the median, ${Math.min(...widths).toFixed(2)} to ${Math.max(...widths).toFixed(2)} in all; its lower end ${points(median(some.map(({ lowAbove }) => lowAbove)))} and its upper one ${points(median(some.map(({ highAbove }) => highAbove)))} points higher in the median`
  }
  console.log(`All: ${describe(rows)}.`)
  for (const [kind, own] of [
    [
      `With ${leastExpected} effective vacancies or more on either side`,
      rows.filter(({ behind }) => behind >= leastExpected),
    ],
    ['With fewer', rows.filter(({ behind }) => behind < leastExpected)],
    ['Remote vacancies alone', rows.filter(({ period }) => period.endsWith('remote'))],
  ] as const)
    if (own.length > 0) console.log(`${kind}: ${describe(own)}.`)
}

const simulated = {
  coverage: (samples: number) => printCoverage(simulateCoverage(samples), samples),
  changes: printDifferences,
}

const measured = {
  real: printReal,
  derived: printDerived,
  trends: (vacancies: readonly RecordedVacancy[], samples: number) => printTrends(vacancies, Math.ceil(samples / 8)),
}

const parts = [...Object.keys(simulated), ...Object.keys(measured), 'bootstrap', 'duplicates']

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      samples: { type: 'string', default: '4000' },
      since: { type: 'string', default: '2022-01' },
      part: { type: 'string', multiple: true, default: parts },
    },
  })
  const samples = Number(values.samples)
  if (!Number.isInteger(samples) || samples < 1) throw new Error('Give --samples as a whole number from 1.')
  const unknown = values.part.find((part) => !parts.includes(part))
  if (unknown !== undefined) throw new Error(`Give --part as one of ${parts.join(', ')}, not “${unknown}”.`)
  return { samples, since: Month.parse(values.since), asked: new Set(values.part) }
}

/** Prints the parts that are asked for, all of them unless said, each with the processor time that it took. */
export async function evaluateStatistics({ args }: { args: string[] }): Promise<void> {
  const { samples, since, asked } = readOptions(args)
  const timed = async (part: string, work: () => void | Promise<void>) => {
    if (!asked.has(part)) return
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    console.log(`(${part}: ${((user + system) / 1e6).toFixed(0)} s of processor time)`)
  }
  for (const [part, print] of Object.entries(simulated)) await timed(part, () => print(samples))
  const data = readEnv().SKILLTIDE_SHARED_DATA
  if (data === undefined)
    return console.log('\nSet SKILLTIDE_SHARED_DATA for real employers, trends, the bootstrap and duplicates.')
  const needsVacancies = [...Object.keys(measured), 'bootstrap'].some((part) => asked.has(part))
  const vacancies = needsVacancies ? readRecorded(data, () => true) : []
  for (const [part, print] of Object.entries(measured)) await timed(part, () => print(vacancies, samples))
  await timed('bootstrap', () => printBootstrap(vacancies, since))
  await timed('duplicates', () => evaluateDuplicates(data))
}
