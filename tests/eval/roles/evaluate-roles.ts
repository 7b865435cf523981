/**
 * `npm run eval -- roles`: fits the scorecard of open roles to the hand labels that are not held out, and prints how often a
 * fit to four fifths of them is right on the last fifth. `--write` writes the fit to all of them to role-weights.json.
 * Needs SKILLTIDE_SHARED_DATA.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { backendRoles } from '@/lib/domain/posting'
import { opsFamilies } from '@/lib/domain/skill'
import { toRate } from '@/lib/evaluation/rates'
import { readRoleInput } from '@/lib/normalise/normalise'
import { readOpenRole } from '@/lib/normalise/role'
import { listGrounds, type Scorecard } from '@/lib/normalise/role-scorecard'
import { tag } from '@/lib/tagger/tag'
import { skills } from '@/lib/tagger/taxonomy'
import { toRead } from '@/tests/eval/draw-sample'
import { heldOutSplits, readLabels, type Split } from '@/tests/eval/labels'
import { createPostingFinder, recordedFolder } from '@/tests/eval/postings'
import { decide, type Example, fitScorecard } from '@/tests/eval/roles/fit-scorecard'

const weightsFile = 'lib/normalise/role-weights.json'
const folds = 5
/** A ground that fewer postings have says nothing yet. */
const fewest = 15

/** What is measured must not decide who is counted: skills of the ops families are no grounds. */
const measured = new Set(
  skills.flatMap(({ id, family }) => (opsFamilies.some((ops) => ops === family) ? [`skill ${id}`] : [])),
)

interface Judged {
  split: Split
  isOfBoard: boolean
  label: number
  /** Names of its grounds; the class itself where roles are settled by their names. */
  reading: readonly string[] | number
}

/** Reads all labelled postings that rules may be tuned on. @throws Error when one is not recorded */
function readJudged(data: string): Judged[] {
  const findPosting = createPostingFinder(data)
  return readLabels().flatMap(({ id, split, backend }): Judged[] => {
    if (backend === null || heldOutSplits.has(split)) return []
    const { title, text, placeTexts, remoteText } = toRead(findPosting(id))
    const input = { title, company: null, text, placeTexts, remoteText, salaryText: null }
    const read = readOpenRole(readRoleInput(input, tag({ text, title })))
    const label = backendRoles.indexOf(backend === 'yes' ? 'strict' : backend)
    const reading =
      'backend' in read
        ? backendRoles.indexOf(read.backend)
        : [...listGrounds(read.role).keys()].filter((name) => !measured.has(name))
    return [{ split, isOfBoard: title !== null, label, reading }]
  })
}

/** Places of the grounds that are frequent enough, by name. */
function numberGrounds(judged: readonly Judged[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { reading } of judged)
    if (typeof reading !== 'number') for (const name of reading) counts.set(name, (counts.get(name) ?? 0) + 1)
  const frequent = [...counts].flatMap(([name, count]) => (count >= fewest ? [name] : [])).toSorted()
  return new Map(frequent.map((name, index) => [name, index]))
}

const toExample = ({ reading, label }: Judged, places: ReadonlyMap<string, number>): Example => ({
  grounds: typeof reading === 'number' ? [] : reading.flatMap((name) => places.get(name) ?? []),
  label,
})

function fit(judged: readonly Judged[]) {
  const places = numberGrounds(judged)
  const open = judged.filter(({ reading }) => typeof reading !== 'number')
  const found = fitScorecard(
    open.map((one) => toExample(one, places)),
    places.size,
    backendRoles.length,
  )
  return { places, found }
}

/** Whether each posting is told rightly by a fit that has not seen it. */
function crossValidate(judged: readonly Judged[]): boolean[] {
  const right = judged.map(({ reading, label }) => reading === label)
  for (let fold = 0; fold < folds; fold += 1) {
    const { places, found } = fit(judged.filter((_, index) => index % folds !== fold))
    for (const [index, one] of judged.entries())
      if (index % folds === fold && typeof one.reading !== 'number')
        right[index] = decide(found, toExample(one, places)) === one.label
  }
  return right
}

const rounded = (weights: Float64Array): [number, number, number] => {
  const [strict = 0, broad = 0, no = 0] = Array.from(weights, (weight) => Number(weight.toFixed(2)))
  return [strict, broad, no]
}

function toScorecard({ places, found }: ReturnType<typeof fit>): Scorecard {
  const { length } = backendRoles
  const grounds = [...places].map(([name, at]) => [name, rounded(found.weights.slice(at * length, (at + 1) * length))])
  return { intercept: rounded(found.intercept), grounds: Object.fromEntries(grounds) }
}

/** One ground a line. */
function print({ intercept, grounds }: Scorecard): string {
  const lines = Object.entries(grounds).map(([name, weights]) => `    ${JSON.stringify(name)}: [${weights.join(', ')}]`)
  return `{\n  "intercept": [${intercept.join(', ')}],\n  "grounds": {\n${lines.join(',\n')}\n  }\n}\n`
}

export function evaluateRoles({ args }: { args: string[] }): void {
  const { values } = parseArgs({ args, options: { write: { type: 'boolean', default: false } } })
  const data = recordedFolder()
  const judged = readJudged(data)
  const right = crossValidate(judged)
  const rate = (of: (one: Judged) => boolean) => {
    const own = right.filter((_, index) => {
      const one = judged[index]
      return one !== undefined && of(one)
    })
    const { rate: accuracy, n } = toRate(own.filter(Boolean).length, own.length)
    return { accuracy, n }
  }
  console.table({
    all: rate(() => true),
    'settled by names': rate(({ reading }) => typeof reading === 'number'),
    'left to the scorecard': rate(({ reading }) => typeof reading !== 'number'),
    'with a title of their own': rate(({ isOfBoard }) => isOfBoard),
    ...Object.fromEntries(
      [...new Set(judged.map(({ split }) => split))].map((name) => [name, rate(({ split }) => split === name)]),
    ),
  })
  if (!values.write) return
  const fitted = fit(judged)
  writeFileSync(weightsFile, print(toScorecard(fitted)))
  console.log(`${fitted.places.size} grounds written to ${weightsFile}`)
}
