import { z } from 'zod'
import { explainTags } from '@/lib/tagger/explain'
import { tag } from '@/lib/tagger/tag'

/** One hard sentence: skills that must be found, skills that must not, and levels. */
const TaggerCase = z.object({
  text: z.string(),
  title: z.string().optional(),
  employer: z.string().optional(),
  expect: z.array(z.string()),
  reject: z.array(z.string()),
  levels: z.record(z.string(), z.enum(['required', 'preferred', 'mentioned', 'any_of', 'not_required'])).optional(),
  /** How many spans a skill must have. */
  spans: z.record(z.string(), z.number()).optional(),
})
export type TaggerCase = z.infer<typeof TaggerCase>

export const readCases = (jsonl: string): TaggerCase[] =>
  jsonl
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => TaggerCase.parse(JSON.parse(line)))

/** What is wrong with the tags of a sentence, in words; empty when all is well. */
export function faultsOf(sentence: TaggerCase): string[] {
  const input = { text: sentence.text, title: sentence.title ?? null, company: sentence.employer ?? null }
  const tags = new Map(tag(input).map((found) => [found.skill, found]))
  const decisions = explainTags(input)
  const why = (skill: string) => decisions.filter((each) => each.skill === skill).map((each) => each.reason)
  const missing = sentence.expect.filter((skill) => !tags.has(skill)).map((skill) => `misses ${skill}: ${why(skill)}`)
  const wrong = sentence.reject.filter((skill) => tags.has(skill)).map((skill) => `finds ${skill}: ${why(skill)}`)
  const levels = Object.entries(sentence.levels ?? {}).flatMap(([skill, wanted]) => {
    const level = tags.get(skill)?.level
    const isRight =
      wanted === 'any_of'
        ? decisions.some((each) => each.skill === skill && each.anyOf !== null)
        : wanted === 'not_required'
          ? level !== 'required'
          : level === wanted
    return isRight ? [] : [`${skill} is ${level}, not ${wanted}: ${why(skill)}`]
  })
  const spans = Object.entries(sentence.spans ?? {})
    .filter(([skill, count]) => tags.get(skill)?.spans.length !== count)
    .map(([skill, count]) => `${skill} has not ${count} spans`)
  return [...missing, ...wrong, ...levels, ...spans]
}
