import type { SkillTag } from '@/lib/domain/skill'
import { normalise } from '@/lib/normalise/normalise'
import { tag } from '@/lib/tagger/tag'
import { skillById } from '@/lib/tagger/taxonomy'
import type { ReadPosting } from '@/tests/eval/draw-sample'
import type { Label } from '@/tests/eval/labels'
import type { Tallies } from '@/tests/eval/tallies'

const backendOf = { strict: 'yes', broad: 'broad', no: 'no' } as const

const excerpt = (text: string, at: number) => text.slice(Math.max(0, at - 60), at + 60).replaceAll('\n', ' ⏎ ')

function contextOf(posting: ReadPosting, words: string): string {
  const at = posting.text.indexOf(words)
  return at >= 0 ? excerpt(posting.text, at) : `title: ${posting.title ?? ''}`
}

const evidenceOf = (found: SkillTag | undefined) => found?.spans[0]?.text ?? found?.titleSpans[0]?.text ?? ''

function judgeSkills(label: Label, posting: ReadPosting, tags: readonly SkillTag[], tallies: Tallies): string[] {
  const labelled = label.skills
  if (labelled === null) return []
  const errors: string[] = []
  const gold = new Map(labelled.filter(({ skill }) => skillById(skill)).map((one) => [one.skill, one]))
  const found = new Map(tags.map((one) => [one.skill, one]))
  const { wrong, missed } = tallies.add('skills', gold.keys(), found.keys())
  for (const skill of new Set([...gold.keys(), ...found.keys()])) {
    const family = skillById(skill)?.family ?? 'none'
    const answers = [gold.has(skill) ? [skill] : [], found.has(skill) ? [skill] : []] as const
    tallies.add(`family ${family}`, ...answers)
    tallies.add(`skill ${skill}`, ...answers)
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
    if (answer && !tallies.judge('level', answer.level === level)) {
      errors.push(`${label.id} level of ${skill} ${answer.level}, not ${level}: ${contextOf(posting, evidence)}`)
    }
  }
  return errors
}

/** Judges one posting against its label. @returns its errors, each with the words around it */
export function judgePosting(label: Label, posting: ReadPosting, tallies: Tallies): string[] {
  tallies.judge('text unchanged since labelling', posting.textSha256 === label.textSha256)
  const { title, text, placeTexts, remoteText } = posting
  const tags = tag({ text, title })
  const normal = normalise({ title, company: null, text, placeTexts, remoteText, salaryText: null }, tags)
  const errors = judgeSkills(label, posting, tags, tallies)

  const { role, remote } = normal
  const header = JSON.stringify(title ?? text.slice(0, 160))
  const right = backendOf[role.backend] === label.backend
  if (label.backend !== null) {
    tallies.judge(`backend, ${posting.stratum}`, right)
    tallies.judge('backend, as first labelled', backendOf[role.backend] === (label.firstBackend ?? label.backend))
  }
  if (label.backend !== null && !tallies.judge('backend', right)) {
    errors.push(`${label.id} backend ${role.backend} (${role.reason}), not ${label.backend}: ${header}`)
  }
  if (label.remote !== null && !tallies.judge('remote', remote === label.remote)) {
    errors.push(`${label.id} remote ${remote}, not ${label.remote}: ${header}`)
  }
  const countries = label.countries && tallies.add('countries', label.countries, normal.countries)
  if (countries && countries.wrong.length + countries.missed.length > 0) {
    errors.push(`${label.id} countries ${normal.countries}, not ${label.countries}: ${header} ${placeTexts.join('; ')}`)
  }
  const seniority = label.seniority && tallies.add('seniority', label.seniority, normal.seniority)
  if (seniority && seniority.wrong.length + seniority.missed.length > 0) {
    errors.push(`${label.id} seniority ${normal.seniority}, not ${label.seniority}: ${header}`)
  }
  return errors
}
