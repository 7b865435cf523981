/**
 * `npm run eval`: error rates of the tagger and the normaliser on the hand-labelled postings.
 * Needs SKILLTIDE_SHARED_DATA. `--split` chooses the split (`dev` unless said; labels.ts has them all), `--skills`
 * adds the table by skill, `--errors` lists every error (not of a held-out split) with the words around it, `--write`
 * measures the test split and writes its totals to the file that pages show, dated `--date` or today.
 */
import { parseArgs } from 'node:util'
import { type Counts, type Rate, toFinding, toRate } from '@/lib/evaluation/rates'
import { toRead } from '@/tests/eval/draw-sample'
import { judgePosting } from '@/tests/eval/judge-posting'
import { heldOutSplits, readLabels, type Split, splits } from '@/tests/eval/labels'
import { createPostingFinder, recordedFolder } from '@/tests/eval/postings'
import { toPublishedRates, writeRates } from '@/tests/eval/publish-rates'
import { Tallies } from '@/tests/eval/tallies'

/** Judges every posting of a split. */
function evaluate(split: Split, data: string): { tallies: Tallies; errors: string[] } {
  const labels = readLabels().filter((label) => label.split === split)
  const findPosting = createPostingFinder(data)
  const tallies = new Tallies()
  const errors = labels.flatMap((label) => judgePosting(label, toRead(findPosting(label.id)), tallies))
  return { tallies, errors }
}

const rounded = (rate: number | null) => (rate === null ? null : Number(rate.toFixed(3)))
const interval = ({ low, high }: Rate) => (low === null || high === null ? '' : `${low.toFixed(3)}–${high.toFixed(3)}`)

function findingRow(counts: Counts) {
  const { precision, recall, f1 } = toFinding(counts)
  return {
    precision: rounded(precision.rate),
    'precision 95 %': interval(precision),
    recall: rounded(recall.rate),
    'recall 95 %': interval(recall),
    f1: rounded(f1),
    ...counts,
  }
}

function printTables(tallies: Tallies, hasSkills: boolean): void {
  const isShown = (name: string) => hasSkills || !name.startsWith('skill ')
  const findings = tallies.under('').filter(([name]) => isShown(name))
  console.table(Object.fromEntries(findings.map(([name, counts]) => [name, findingRow(counts)])))
  const rows = [...tallies.judged].map(([name, { right, n }]) => {
    const rate = toRate(right, n)
    return [name, { accuracy: rounded(rate.rate), '95 %': interval(rate), right, of: n }]
  })
  console.table(Object.fromEntries(rows))
}

function readSplit(given: string): Split {
  const split = splits.find((known) => known === given)
  if (split === undefined) throw new Error(`There is no split “${given}”; the splits are ${splits.join(', ')}.`)
  return split
}

/** Error rates on the hand labels. `today` is the day that published rates get unless one is given. */
export function evaluateLabels({ args, today }: { args: string[]; today: string }): void {
  const { values } = parseArgs({
    args,
    options: {
      split: { type: 'string' },
      skills: { type: 'boolean', default: false },
      errors: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      date: { type: 'string', default: today },
    },
  })
  const data = recordedFolder()
  const split = readSplit(values.split ?? (values.write ? 'test' : 'dev'))
  if (values.write && split !== 'test') throw new Error('Only the rates of the test split are published.')
  if (values.errors && heldOutSplits.has(split))
    throw new Error(`Errors of ${split} are not listed: rules would be tuned on them. Use --split dev.`)
  const { tallies, errors } = evaluate(split, data)
  if (values.errors) console.log(errors.join('\n'))
  printTables(tallies, values.skills)
  if (values.write) console.log(`Written to ${writeRates(toPublishedRates(tallies, values.date))}`)
}
