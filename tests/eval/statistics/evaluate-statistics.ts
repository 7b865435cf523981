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
import { type Coverage, effectiveSizes, shares, simulateCoverage } from '@/tests/eval/statistics/coverage'
import { simulateDifferences } from '@/tests/eval/statistics/difference-coverage'
import { coverReal } from '@/tests/eval/statistics/real-coverage'
import { readRecorded, type RecordedVacancy } from '@/tests/eval/statistics/recorded-employers'
import { describeRange } from '@/tests/eval/statistics/seen-range'
import { shapes } from '@/tests/eval/statistics/shapes'

/** Fewer expected on either side leave so few possible counts that no interval of a count can hold its level (Brown, Cai and DasGupta 2001, Statistical Science 16). */
const leastExpected = 5
const [least, most] = [0.93, 0.97]
const ours = 'ours: log-odds, r'

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const isInside = (covered: number) => covered >= least && covered <= most

/** Median of a list that holds something. */
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** "150 of 160 between 93 % and 97 %, 2 below (least 92.6 %), 8 above (most 97.9 %)". */
function describeCells(covered: readonly number[]): string {
  const below = covered.filter((one) => one < least)
  const above = covered.filter((one) => one > most)
  const told = [
    below.length === 0 ? 'none below' : `${below.length} below (least ${percent(Math.min(...below))})`,
    above.length === 0 ? 'none above' : `${above.length} above (most ${percent(Math.max(...above))})`,
  ]
  return `${covered.filter(isInside).length} of ${covered.length} between 93 % and 97 %, ${told.join(', ')}, median ${percent(median(covered))}`
}

function printSums(title: string, cells: readonly { covered: number; expected: number }[]): void {
  const coveredOf = (isTold: boolean) =>
    cells.filter(({ expected }) => expected >= leastExpected === isTold).map(({ covered }) => covered)
  console.log(`${title}: ${describeCells(coveredOf(true))}.`)
  console.log(
    `  With fewer than ${leastExpected} expected to name it, or not to (*): ${describeCells(coveredOf(false))}.`,
  )
}

function printCoverage(cells: readonly Coverage[], samples: number): void {
  const error = Math.sqrt((0.95 * 0.05) / samples)
  console.log(
    `\nPart of 95 % intervals that hold the true share (nₑ: effective sample, ${thinBelow} is the least that is not drawn hollow; * fewer than ${leastExpected} expected); ${samples} samples a cell, standard error ${(error * 100).toFixed(2)} points`,
  )
  for (const { name } of shapes) {
    const rows = shares.map((share) => {
      const own = effectiveSizes.map((effectiveSize) => {
        const cell = cells.find(
          (one) => one.shape === name && one.share === share && one.effectiveSize === effectiveSize,
        )
        if (cell === undefined) throw new Error('every cell is simulated')
        const mark = cell.expected < leastExpected ? ' *' : isInside(cell.covered[ours] ?? 0) ? '' : ' !'
        return [`nₑ ${effectiveSize}`, `${percent(cell.covered[ours] ?? 0)}${mark}`] as const
      })
      return [percent(share), Object.fromEntries(own)] as const
    })
    console.log(`\nEmployers: ${name}`)
    console.table(Object.fromEntries(rows))
  }
  printSums(
    'Shares',
    cells.map(({ covered, expected }) => ({ covered: covered[ours] ?? 0, expected })),
  )
  printPeers(cells)
}

function printPeers(cells: readonly Coverage[]): void {
  console.log('\nThe same samples under intervals of the literature, cells with enough expected')
  const told = cells.filter(({ expected }) => expected >= leastExpected)
  const rows = Object.keys(told[0]?.covered ?? {}).map((name) => {
    const covered = told.map((cell) => cell.covered[name] ?? 0)
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
  const cells = coverReal(vacancies, samples, (key) => asked.has(key))
  console.log(`\nReal employers of the largest period of each kind, drawn anew; ${samples} samples a cell`)
  printSums('Real employers', cells)
  for (const cell of cells)
    if (cell.expected >= leastExpected && !isInside(cell.covered))
      console.log(
        `  ! ${cell.series}, ${cell.bucket}, ${cell.employers} employers, share ${percent(cell.share)}: ${percent(cell.covered)}`,
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
