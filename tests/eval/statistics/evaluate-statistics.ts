/**
 * `npm run eval -- statistics`: what readers see, how often intervals hold the truth over that range, of synthetic
 * employers and of real ones drawn anew, beside intervals of the literature, and how they compare with a bootstrap by
 * employer; and precision and recall of duplicates. `--samples` and `--since` choose how much is drawn, and from when on the
 * bootstrap is made.
 */
import { parseArgs } from 'node:util'
import { Month } from '@/lib/domain/month'
import { readEnv } from '@/lib/env'
import { thinBelow } from '@/lib/query/statistics'
import { evaluateDuplicates } from '@/tests/eval/duplicates/evaluate-duplicates'
import { compareWithBootstrap, comparedSeries } from '@/tests/eval/statistics/compare-bootstrap'
import {
  type Coverage,
  effectiveSizes,
  isMostlyThin,
  leastExpected,
  shares,
  simulateCoverage,
} from '@/tests/eval/statistics/coverage'
import { simulateDifferences } from '@/tests/eval/statistics/difference-coverage'
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

function printCoverage(cells: readonly Coverage[], samples: number): void {
  const error = Math.sqrt((0.95 * 0.05) / samples)
  console.log(
    `\nPart of 95 % intervals that hold the true share (nₑ: effective sample, ${thinBelow} is the least that is not drawn hollow; * fewer than ${leastExpected} expected; ~ mostly marked as thin; ! outside, ? undecided); ${samples} samples a cell, standard error ${(error * 100).toFixed(2)} points, more where they do not tell whether a cell is inside`,
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
  const cells = simulateDifferences(samples, effectiveSizes).map((cell) => ({
    ...cell,
    samples,
    expected: Math.min(cell.before, cell.after) * cell.effectiveSize,
  }))
  console.log(`\nChanges between two periods that share employers; ${samples} samples a cell`)
  printSums('Changes', cells)
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
  const cells = coverReal(vacancies, samples, (key) => asked.has(key)).map((cell) => ({ ...cell, samples }))
  console.log(`\nReal employers of the largest period of each kind, drawn anew; ${samples} samples a cell`)
  printSums('Real employers', cells)
  for (const cell of cells)
    if (cell.expected >= leastExpected && verdictOf(cell) !== 'inside')
      console.log(
        ` ${marks[verdictOf(cell)]} ${cell.series}, ${cell.bucket}, ${cell.employers} employers, share ${percent(cell.share)}: ${percent(cell.covered)}`,
      )
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
  const widths = rows.map(({ width }) => width)
  console.log(
    `${rows.length} intervals: ours is ${median(widths).toFixed(2)} times as wide in the median, ${Math.min(...widths).toFixed(2)} to ${Math.max(...widths).toFixed(2)} in all.`,
  )
}

/** Prints all of it. */
export async function evaluateStatistics({ args }: { args: string[] }): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { samples: { type: 'string', default: '4000' }, since: { type: 'string', default: '2022-01' } },
  })
  const samples = Number(values.samples)
  if (!Number.isInteger(samples) || samples < 1) throw new Error('Give --samples as a whole number from 1.')
  const since = Month.parse(values.since)
  printCoverage(simulateCoverage(samples), samples)
  printDifferences(Math.ceil(samples / 4))
  const data = readEnv().SKILLTIDE_SHARED_DATA
  if (data === undefined)
    return console.log('\nSet SKILLTIDE_SHARED_DATA for real employers, the bootstrap and duplicates.')
  const vacancies = readRecorded(data, () => true)
  printReal(vacancies, samples)
  printBootstrap(vacancies, since)
  await evaluateDuplicates(data)
}
