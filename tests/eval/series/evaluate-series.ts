/**
 * `npm run eval -- series`: recounts the terms of the published HN Hiring Trends series over the recorded threads (every
 * posting of any role, duplicates kept) and compares month by month. `--write` renews the figures and the drawing of
 * docs/validation.md; `--csv` prints every month.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readEnv } from '@/lib/env'
import { compareTerm, farMonths, type TermComparison } from '@/tests/eval/series/compare'
import { drawComparisons } from '@/tests/eval/series/draw'
import { readPublished } from '@/tests/eval/series/published-series'
import { terms } from '@/tests/eval/series/published-rule'
import { gapReasons, recountThreads } from '@/tests/eval/series/recount'

const points = (value: number): string => value.toFixed(2)

/** The table of docs/validation.md. */
function tableOf(comparisons: readonly TermComparison[]): string {
  const rows = comparisons.map(
    ({ term, lines, meanGap, meanGapOfTags, reasons }) =>
      `| ${term} | ${lines.length} | ${points(meanGap)} | ${points(meanGapOfTags)} | ${gapReasons.map((reason) => points(reasons[reason])).join(' | ')} |`,
  )
  return [
    `| term | months | mean gap, recount | mean gap, our tags | ${gapReasons.join(' | ')} |`,
    `| --- | --: | --: | --: | ${gapReasons.map(() => '--:').join(' | ')} |`,
    ...rows,
  ].join('\n')
}

/** Months further away than two points, each with the numbers that explain it. */
function farOf(comparisons: readonly TermComparison[]): string {
  const rows = comparisons.flatMap((comparison) =>
    farMonths(comparison, 2).map(
      (line) =>
        `| ${comparison.term} | ${line.month} | ${points(line.published)} | ${points(line.recounted)} | ${line.publishedComments} | ${line.comments} |`,
    ),
  )
  return [
    '| term | month | published % | recounted % | comments published | comments recorded |',
    '| --- | --- | --: | --: | --: | --: |',
    ...rows,
  ].join('\n')
}

const marked = (name: string): RegExp => new RegExp(`(<!-- ${name} -->\\n)[^]*?(\\n<!-- end -->)`)

function writeDocs(comparisons: readonly TermComparison[]): void {
  const page = 'docs/validation.md'
  const text = readFileSync(page, 'utf8')
    .replace(marked('gaps'), (_, start: string, end: string) => `${start}${tableOf(comparisons)}${end}`)
    .replace(marked('far months'), (_, start: string, end: string) => `${start}${farOf(comparisons)}${end}`)
  writeFileSync(page, text)
  writeFileSync('docs/validation/series.svg', drawComparisons(comparisons))
}

export function evaluateSeries({ args }: { args: string[] }): void {
  const { values } = parseArgs({ args, options: { write: { type: 'boolean' }, csv: { type: 'boolean' } } })
  const data = readEnv().SKILLTIDE_SHARED_DATA
  if (data === undefined) throw new Error('Set SKILLTIDE_SHARED_DATA to the folder of recorded data.')
  const published = readPublished(join(data, 'series/hn-hiring-trends-2011-2024.csv'))
  const recounts = recountThreads(data, terms)
  const comparisons = terms.map(({ name }) => compareTerm(name, recounts, published))
  if (values.csv === true) {
    console.log('term,month,published,recounted,tagged,comments published,comments recorded')
    for (const { term, lines } of comparisons)
      for (const line of lines)
        console.log(
          [
            term,
            line.month,
            line.published,
            points(line.recounted),
            points(line.tagged),
            line.publishedComments,
            line.comments,
          ].join(','),
        )
    return
  }
  console.log(tableOf(comparisons))
  console.log(`\nMonths further away than two points:\n${farOf(comparisons)}`)
  if (values.write === true) writeDocs(comparisons)
}
