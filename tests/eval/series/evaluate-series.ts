/**
 * `npm run eval -- series`: recounts the terms of a published series, HN Hiring Trends unless told, over recorded threads
 * (every posting of any role, duplicates kept) and compares month by month. docs/validation.md tells the options for another
 * series, other threads, terms and rules; `--write` renews the figures and the drawing there, `--csv` prints every month.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { readEnv } from '@/lib/env'
import { compareTerm, explainMonth, farMonths, type TermComparison } from '@/tests/eval/series/compare'
import { drawComparisons } from '@/tests/eval/series/draw'
import { readPublished } from '@/tests/eval/series/published-series'
import { gapReasons, recountThreads } from '@/tests/eval/series/recount'
import { chooseTerms, readSeriesOptions } from '@/tests/eval/series/series-options'

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
        `| ${comparison.term} | ${line.month} | ${points(line.published)} | ${points(line.recounted)} | ${line.publishedComments ?? ''} | ${line.comments} | ${explainMonth(line)} |`,
    ),
  )
  return [
    '| term | month | published % | recounted % | comments published | comments recorded | why |',
    '| --- | --- | --: | --: | --: | --: | --- |',
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

function printMonths(comparisons: readonly TermComparison[]): void {
  console.log('term,month,published,recounted,tagged,comments published,comments recorded')
  for (const { term, lines } of comparisons)
    for (const { month, published, recounted, tagged, publishedComments, comments } of lines)
      console.log(
        [term, month, published, points(recounted), points(tagged), publishedComments ?? '', comments].join(','),
      )
}

export function evaluateSeries({ args }: { args: string[] }): void {
  const options = readSeriesOptions(args, readEnv().SKILLTIDE_SHARED_DATA ?? null)
  const series = readPublished(options.series, options.columns)
  const terms = chooseTerms(options.terms, series)
  if (terms.length === 0) throw new Error('The series has none of the usual terms: name some with --terms.')
  const recounts = recountThreads(options.threads, { ...options, terms })
  const all = terms.map(({ name }) => compareTerm(name, recounts, series.rows))
  const comparisons = all.filter(({ lines }) => lines.length > 0)
  if (comparisons.length === 0) throw new Error('No month is both in the series and in the folder of threads.')
  if (options.isCsv) return printMonths(comparisons)
  console.log(tableOf(comparisons))
  console.log(`\nMonths further away than two points:\n${farOf(comparisons)}`)
  const close = comparisons.filter(({ meanGap }) => meanGap < 0.5).length
  console.log(`\n${close} of ${comparisons.length} terms have a mean gap under 0.5 points by the rule of the series.`)
  if (options.isWriting) writeDocs(comparisons)
}
