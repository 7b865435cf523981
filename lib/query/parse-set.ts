import { families, type Level } from '@/lib/domain/skill'
import type { NamedSeries } from '@/lib/query/engine'
import { canonicalSet, isLevel, type SetExpression } from '@/lib/query/set-expression'
import { suggestWord } from '@/lib/query/suggest'

/** UTF-16 units of the longest expression that is read. */
export const longestSet = 400

export type ParsedSet = { ok: true; set: SetExpression } | { ok: false; message: string }

interface Token {
  kind: '&' | '|' | '!' | '(' | ')' | 'name' | 'end'
  text: string
  /** Place of its first character, from 1. */
  at: number
}

/** Told to the reader of the expression; never leaves this file. */
class SetError extends Error {}

const operatorWords = new Map<string, Token['kind']>([
  ['&', '&'],
  ['|', '|'],
  ['!', '!'],
  ['(', '('],
  [')', ')'],
  ['and', '&'],
  ['or', '|'],
  ['not', '!'],
])

const readTokens = (text: string): Token[] => [
  ...[...text.matchAll(/[&|!()]|[^\s&|!()]+/gu)].map(([word], index, all): Token => {
    const at = (all[index]?.index ?? 0) + 1
    return { kind: operatorWords.get(word.toLowerCase()) ?? 'name', text: word, at }
  }),
  { kind: 'end', text: '', at: text.length + 1 },
]

const found = ({ kind, text }: Token): string => (kind === 'end' ? 'the end' : `“${text}”`)

function expected(what: string, token: Token): never {
  throw new SetError(`expected ${what} at character ${token.at}, found ${found(token)}`)
}

interface SkillNames {
  /** Ids that may be named; null: any. */
  skills: ReadonlySet<string> | null
  /** Other ways to write a skill, in lower case, with its id. */
  spellings: ReadonlyMap<string, string>
}

function readName(token: Token, { skills, spellings }: SkillNames): SetExpression {
  const parts = token.text.split(':')
  const first = parts[0] ?? ''
  const level: Level | null = parts.length > 1 && isLevel(first) ? first : null
  const [kind, id] = level === null ? readKind(parts) : readKind(parts.slice(1))
  const known: ReadonlySet<string> | null = kind === 'family' ? new Set(families) : skills
  if (kind !== 'skill' && kind !== 'family')
    throw new SetError(
      `“${token.text}” at character ${token.at} starts with “${kind}”; expected required, preferred, mentioned, skill or family before a colon`,
    )
  if (known !== null && !known.has(id)) {
    const near = suggestWord(id, known, kind === 'skill' ? spellings : undefined)
    const hint = near === null ? '' : `; did you mean “${near}”?`
    throw new SetError(`there is no ${kind} “${id}” (character ${token.at})${hint}`)
  }
  const series: NamedSeries = kind === 'skill' ? `skill:${id}` : `family:${id}`
  return { kind: 'name', series, level }
}

const readKind = (parts: readonly string[]): [kind: string, id: string] =>
  parts.length === 1 ? ['skill', parts[0] ?? ''] : [parts[0] ?? '', parts.slice(1).join(':')]

/** Reads by descent: a union of intersections of what may be negated (Aho, Sethi, Ullman 1986, Compilers, section 4.4). */
class Parser {
  private next = 0

  constructor(
    private readonly tokens: readonly Token[],
    private readonly names: SkillNames,
  ) {}

  private get token(): Token {
    const token = this.tokens[Math.min(this.next, this.tokens.length - 1)]
    if (token === undefined) throw new Error('a list of tokens ends with its end')
    return token
  }

  private take(kind: Token['kind']): boolean {
    if (this.token.kind !== kind) return false
    this.next += 1
    return true
  }

  readAll(): SetExpression {
    const set = this.readUnion()
    if (this.token.kind !== 'end') expected('“&”, “|” or the end', this.token)
    return set
  }

  private readUnion(): SetExpression {
    const of = [this.readIntersection()]
    while (this.take('|')) of.push(this.readIntersection())
    return { kind: 'or', of }
  }

  private readIntersection(): SetExpression {
    const of = [this.readMember()]
    while (this.take('&')) of.push(this.readMember())
    return { kind: 'and', of }
  }

  private readMember(): SetExpression {
    const { token } = this
    if (this.take('!')) return { kind: 'not', of: this.readMember() }
    if (this.take('(')) {
      const inner = this.readUnion()
      if (!this.take(')')) expected('“)”', this.token)
      return inner
    }
    if (!this.take('name')) expected('a skill, “family:” with a family, “!” or “(”', token)
    return readName(token, this.names)
  }
}

/**
 * Reads "docker & kubernetes", "family:iac & !terraform" or "(aws | gcp) & required:kubernetes"; `and`, `or` and `not`
 * stand for the signs. The set comes back canonical.
 * @param skills ids that may be named; null: any
 * @param spellings other ways to write a skill, in lower case, with its id: what a name that is no id may have meant
 */
export function parseSet(
  text: string,
  skills: ReadonlySet<string> | null,
  spellings: ReadonlyMap<string, string> = new Map(),
): ParsedSet {
  if (text.length > longestSet) return { ok: false, message: `is longer than ${longestSet} characters` }
  try {
    return { ok: true, set: canonicalSet(new Parser(readTokens(text), { skills, spellings }).readAll()) }
  } catch (error) {
    if (error instanceof SetError) return { ok: false, message: error.message }
    throw error
  }
}

/** The set of a series key. Throws for text that no parser has let through. */
export function setOfSeries(series: `set:${string}`): SetExpression {
  const parsed = parseSet(series.slice('set:'.length), null)
  if (!parsed.ok) throw new Error(`“${series}” was not checked: ${parsed.message}`)
  return parsed.set
}
