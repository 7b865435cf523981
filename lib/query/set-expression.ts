import { type Level, levels } from '@/lib/domain/skill'
import type { NamedSeries } from '@/lib/query/engine'

/** A set of vacancies, made from the skills and families that they name. */
export type SetExpression =
  | {
      kind: 'name'
      series: NamedSeries
      /** Level at which it must be named; null: the level that the query asks for. */
      level: Level | null
    }
  | { kind: 'not'; of: SetExpression }
  | { kind: 'and' | 'or'; of: readonly SetExpression[] }

const operators = { and: '&', or: '|' } as const
// How tightly each binds: "a | b & !c" is "a | (b & (!c))".
const strength = { or: 0, and: 1, not: 2, name: 3 } as const

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const printName = ({ series, level }: { series: NamedSeries; level: Level | null }): string => {
  const name = series.startsWith('skill:') ? series.slice('skill:'.length) : series
  return level === null ? name : `${level}:${name}`
}

/** The text of an expression; of equal sets the same one, once they are canonical. */
export function printSet(set: SetExpression): string {
  const within = (inner: SetExpression) =>
    strength[inner.kind] < strength[set.kind] ? `(${printSet(inner)})` : printSet(inner)
  if (set.kind === 'name') return printName(set)
  if (set.kind === 'not') return `!${within(set.of)}`
  return set.of.map(within).join(` ${operators[set.kind]} `)
}

/** The same set without needless brackets, repetitions and double negations; the members of unions and intersections sorted. */
export function canonicalSet(set: SetExpression): SetExpression {
  if (set.kind === 'name') return set
  if (set.kind === 'not') {
    const of = canonicalSet(set.of)
    return of.kind === 'not' ? of.of : { kind: 'not', of }
  }
  const { kind } = set
  const members = set.of.map(canonicalSet).flatMap((inner) => (inner.kind === kind ? inner.of : [inner]))
  const byText = new Map(members.map((inner) => [printSet(inner), inner]))
  // What is wanted stands before what is not: "family:iac & !terraform".
  const sorted = [...byText].toSorted(
    ([a, one], [b, other]) => Number(one.kind === 'not') - Number(other.kind === 'not') || byCodeUnit(a, b),
  )
  const [only] = sorted
  return sorted.length === 1 && only !== undefined ? only[1] : { kind, of: sorted.map(([, inner]) => inner) }
}

/** Every skill and family that the expression names, each once. */
export function namesInSet(set: SetExpression): NamedSeries[] {
  if (set.kind === 'name') return [set.series]
  const inner = set.kind === 'not' ? [set.of] : set.of
  return [...new Set(inner.flatMap(namesInSet))]
}

/** Whether a vacancy is in the set, given what it names. */
export function isInSet(set: SetExpression, names: (series: NamedSeries, level: Level | null) => boolean): boolean {
  if (set.kind === 'name') return names(set.series, set.level)
  if (set.kind === 'not') return !isInSet(set.of, names)
  return set.kind === 'and' ? set.of.every((one) => isInSet(one, names)) : set.of.some((one) => isInSet(one, names))
}

/** How each level is said behind a name. */
const levelTails: Record<Level, string> = {
  required: ' as required',
  preferred: ' as a plus',
  mentioned: ' in passing',
}

/** "a", "a and b", "a, b and c". */
const join = (words: readonly string[], conjunction: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1) ?? ''}`

/**
 * The set in plain words: "Docker and Kubernetes", "any infrastructure as code but not Terraform".
 * @param nameOf name of a skill or family inside a sentence
 */
export function describeSet(set: SetExpression, nameOf: (series: NamedSeries) => string): string {
  const describe = (one: SetExpression) => describeSet(one, nameOf)
  const within = (one: SetExpression) =>
    one.kind === 'and' || one.kind === 'or' ? `(${describe(one)})` : describe(one)
  if (set.kind === 'name') return nameOf(set.series) + (set.level === null ? '' : levelTails[set.level])
  if (set.kind === 'not') return `not ${within(set.of)}`
  if (set.kind === 'or') return join(set.of.map(within), 'or')
  const wanted = set.of.filter((one) => one.kind !== 'not')
  const unwanted = set.of.flatMap((one) => (one.kind === 'not' ? [within(one.of)] : []))
  if (wanted.length === 0) return `neither ${join(unwanted, 'nor')}`
  return join(wanted.map(within), 'and') + (unwanted.length === 0 ? '' : ` but not ${join(unwanted, 'or')}`)
}

export const isLevel = (text: string): text is Level => levels.some((level) => level === text)
