/**
 * `npm run eval`: error rates of the tagger and the normaliser on the hand-labelled postings.
 * Needs SKILLTIDE_SHARED_DATA. `--split dev|test` chooses the split (dev unless said; look at the errors of dev
 * only), `--errors` lists every error with the words around it.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readEnv } from '@/lib/env'
import { levels, type SkillTag } from '@/lib/domain/skill'
import { seniorities } from '@/lib/domain/posting'
import { normalise } from '@/lib/normalise/normalise'
import { tag } from '@/lib/tagger/tag'
import { skillById } from '@/lib/tagger/taxonomy'
import { type DrawnPosting, drawSample } from '@/tests/eval/draw-sample'
import { readPostings } from '@/tests/eval/postings'

const Label = z.object({
  id: z.string(),
  textSha256: z.string(),
  split: z.enum(['dev', 'test']),
  backend: z.enum(['yes', 'broad', 'no']),
  countries: z.array(z.string()),
  remote: z.enum(['remote', 'hybrid', 'onsite', 'unknown']),
  seniority: z.array(z.enum(seniorities)),
  skills: z.array(z.object({ skill: z.string(), level: z.enum(levels), evidence: z.string() })),
})
type Label = z.infer<typeof Label>

const backendOf = { strict: 'yes', broad: 'broad', no: 'no' } as const

/** Right, wrong and missed answers of one kind; precision, recall and F1 follow. */
class Tally {
  right = 0
  wrong = 0
  missed = 0
  add(expected: Iterable<string>, found: Iterable<string>): { wrong: string[]; missed: string[] } {
    const gold = new Set(expected)
    const answers = new Set(found)
    const wrong = [...answers].filter((answer) => !gold.has(answer))
    const missed = [...gold].filter((answer) => !answers.has(answer))
    this.right += answers.size - wrong.length
    this.wrong += wrong.length
    this.missed += missed.length
    return { wrong, missed }
  }
  row() {
    const precision = this.right / (this.right + this.wrong)
    const recall = this.right / (this.right + this.missed)
    const f1 = (2 * precision * recall) / (precision + recall)
    const rounded = (rate: number) => Number(rate.toFixed(3))
    return {
      precision: rounded(precision),
      recall: rounded(recall),
      f1: rounded(f1),
      right: this.right,
      wrong: this.wrong,
      missed: this.missed,
    }
  }
}

const excerpt = (text: string, at: number) => text.slice(Math.max(0, at - 60), at + 60).replaceAll('\n', ' ⏎ ')

function contextOf(posting: DrawnPosting, words: string): string {
  const at = posting.text.indexOf(words)
  return at >= 0 ? excerpt(posting.text, at) : `title: ${posting.title ?? ''}`
}

const evidenceOf = (found: SkillTag | undefined) => found?.spans[0]?.text ?? found?.titleSpans[0]?.text ?? ''

function readLabels(): Label[] {
  const lines = readFileSync('tests/eval/labels.jsonl', 'utf8').trim().split('\n')
  return lines.map((line) => Label.parse(JSON.parse(line)))
}

/** Every line of output, so that a caller can print or keep it. */
function evaluate(split: 'dev' | 'test', data: string): { tables: Record<string, object>; errors: string[] } {
  const labels = readLabels()
  const postings = new Map(drawSample(readPostings(data), labels.length).map((posting) => [posting.id, posting]))
  const tallies = new Map<string, Tally>()
  const tally = (name: string) => {
    const known = tallies.get(name) ?? new Tally()
    tallies.set(name, known)
    return known
  }
  const accuracy: Record<string, { right: number; of: number }> = {}
  const judge = (name: string, isRight: boolean) => {
    const counts = (accuracy[name] ??= { right: 0, of: 0 })
    counts.of += 1
    if (isRight) counts.right += 1
    return isRight
  }
  const errors: string[] = []

  for (const label of labels.filter((candidate) => candidate.split === split)) {
    const posting = postings.get(label.id)
    if (posting === undefined) throw new Error(`${label.id} is not in the draw: has the recorded data changed?`)
    judge('text unchanged since labelling', posting.textSha256 === label.textSha256)
    const tags = tag({ text: posting.text, title: posting.title })
    const { title, text, placeTexts, remoteText } = posting
    const normal = normalise({ title, company: null, text, placeTexts, remoteText, salaryText: null }, tags)

    const gold = new Map(label.skills.filter(({ skill }) => skillById(skill)).map((one) => [one.skill, one]))
    const found = new Map(tags.map((one) => [one.skill, one]))
    const { wrong, missed } = tally('skills').add(gold.keys(), found.keys())
    for (const skill of new Set([...gold.keys(), ...found.keys()])) {
      const family = skillById(skill)?.family ?? 'none'
      tally(`family ${family}`).add(gold.has(skill) ? [skill] : [], found.has(skill) ? [skill] : [])
    }
    for (const skill of wrong) {
      const words = evidenceOf(found.get(skill))
      errors.push(`${label.id} wrong ${skill} “${words}”: ${contextOf(posting, words)}`)
    }
    for (const skill of missed) {
      const words = gold.get(skill)?.evidence ?? ''
      errors.push(`${label.id} missed ${skill} “${words}”: ${contextOf(posting, words)}`)
    }
    for (const [skill, { level, evidence }] of gold) {
      const answer = found.get(skill)
      if (answer && !judge('level', answer.level === level)) {
        errors.push(`${label.id} level of ${skill} ${answer.level}, not ${level}: ${contextOf(posting, evidence)}`)
      }
    }
    const { role, remote } = normal
    const header = JSON.stringify(posting.title ?? text.slice(0, 160))
    if (!judge('backend', backendOf[role.backend] === label.backend)) {
      errors.push(`${label.id} backend ${role.backend} (${role.reason}), not ${label.backend}: ${header}`)
    }
    if (!judge('remote', remote === label.remote)) {
      errors.push(`${label.id} remote ${remote}, not ${label.remote}: ${header}`)
    }
    const countries = tally('countries').add(label.countries, normal.countries)
    if (countries.wrong.length + countries.missed.length > 0) {
      errors.push(
        `${label.id} countries ${normal.countries}, not ${label.countries}: ${header} ${placeTexts.join('; ')}`,
      )
    }
    const seniority = tally('seniority').add(label.seniority, normal.seniority)
    if (seniority.wrong.length + seniority.missed.length > 0) {
      errors.push(`${label.id} seniority ${normal.seniority}, not ${label.seniority}: ${header}`)
    }
  }
  const rates = Object.entries(accuracy).map(([name, { right, of }]) => [
    name,
    { accuracy: Number((right / of).toFixed(3)), right, of },
  ])
  return {
    tables: {
      rates: Object.fromEntries(
        [...tallies].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, t]) => [name, t.row()]),
      ),
      accuracy: Object.fromEntries(rates),
    },
    errors,
  }
}

function main(): void {
  const { values } = parseArgs({
    options: { split: { type: 'string', default: 'dev' }, errors: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const data = readEnv().SKILLTIDE_SHARED_DATA
  if (data === undefined) throw new Error('Set SKILLTIDE_SHARED_DATA to the folder of recorded data.')
  const { tables, errors } = evaluate(values.split === 'test' ? 'test' : 'dev', data)
  if (values.errors) console.log(errors.join('\n'))
  for (const table of Object.values(tables)) console.table(table)
}

main()
