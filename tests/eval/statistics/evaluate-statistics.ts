/**
 * `npm run eval -- statistics`: how often the intervals hold the true share of synthetic employers, and how they compare
 * with a bootstrap by employer over the recorded threads; and precision and recall of duplicates. `--samples` and `--since` choose how much is drawn and read.
 */
import { parseArgs } from 'node:util'
import { Month } from '@/lib/domain/month'
import { readEnv } from '@/lib/env'
import { evaluateDuplicates } from '@/tests/eval/duplicates/evaluate-duplicates'
import { compareWithBootstrap } from '@/tests/eval/statistics/compare-bootstrap'
import { type Coverage, effectiveSizes, shapes, shares, simulateCoverage } from '@/tests/eval/statistics/coverage'
import { readRecorded } from '@/tests/eval/statistics/recorded-employers'

/** Fewer named vacancies than this leave so few possible counts that no interval of a count can hold its level (Brown, Cai and DasGupta 2001). */
const leastExpected = 3
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

/** Median of a list that holds something. */
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

function printCoverage(cells: readonly Coverage[]): void {
  console.log(
    '\nPart of 95 % intervals that hold the true share (nₑ: effective sample; * fewer than 3 expected to name it)',
  )
  for (const { name } of shapes) {
    const rows = shares.map((share) => {
      const own = effectiveSizes.map((effectiveSize) => {
        const cell = cells.find(
          (one) => one.shape === name && one.share === share && one.effectiveSize === effectiveSize,
        )
        const mark = (cell?.expected ?? 0) < leastExpected ? ' *' : ''
        return [`nₑ ${effectiveSize}`, `${percent(cell?.covered ?? 0)}${mark}`] as const
      })
      return [percent(share), Object.fromEntries(own)] as const
    })
    console.log(`\nEmployers: ${name}`)
    console.table(Object.fromEntries(rows))
  }
  const told = cells.filter(({ expected }) => expected >= leastExpected)
  const inside = told.filter(({ covered }) => covered >= 0.93 && covered <= 0.97)
  const all = told.map(({ covered }) => covered)
  console.log(
    `${inside.length} of ${told.length} cells with 3 or more expected lie between 93 % and 97 %; all between ${percent(Math.min(...all))} and ${percent(Math.max(...all))}, median ${percent(median(all))}.`,
  )
}

function printBootstrap(data: string, since: Month): void {
  const rows = compareWithBootstrap(readRecorded(data, (month) => month >= since))
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

/** Prints coverage, the bootstrap, and which duplicates are found of those judged by hand. */
export async function evaluateStatistics({ args }: { args: string[] }): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { samples: { type: 'string', default: '2000' }, since: { type: 'string', default: '2022-01' } },
  })
  const samples = Number(values.samples)
  if (!Number.isInteger(samples) || samples < 1) throw new Error('Give --samples as a whole number from 1.')
  const since = Month.parse(values.since)
  printCoverage(simulateCoverage(samples))
  const data = readEnv().SKILLTIDE_SHARED_DATA
  if (data === undefined)
    return console.log('\nSet SKILLTIDE_SHARED_DATA for the bootstrap over recorded threads, and for duplicates.')
  printBootstrap(data, since)
  await evaluateDuplicates(data)
}
