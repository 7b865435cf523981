import { colon, isWordSymbol, noSymbol, symbolCount, symbols, underscore } from '@/lib/tagger/characters'

/**
 * The first characters that a regular expression may match, read from its source: what text must hold for a rule to
 * be worth trying. Always on the safe side: looks at what stands around (`\b`, `(?=…)`, `^`) are taken as fulfilled, and where
 * anything may follow an opening ends early.
 */

/** Symbols in the order they are read, one per character; any text may follow. */
export type Opening = string

/** How characters are told apart. */
export interface Alphabet {
  /** By symbol of `characters`. */
  symbols: Uint8Array
  /** A symbol of which a run counts as one, or -1. */
  collapsed: number
}

const lastLetter = 26
const digit = 27
const gap = 28

function wordSymbol(symbol: number): number {
  if (symbol === colon || (symbol > noSymbol && symbol <= lastLetter)) return symbol
  return isWordSymbol(symbol) && symbol !== underscore ? digit : gap
}

/** Letters, any digit, colons, anything else as often as it stands there: what stands around a name, whatever the signs. */
export const words: Alphabet = {
  symbols: Uint8Array.from({ length: symbolCount }, (_, symbol) => wordSymbol(symbol)),
  collapsed: gap,
}
/** Every sign as the matcher sees it. */
export const signs: Alphabet = {
  symbols: Uint8Array.from({ length: symbolCount }, (_, symbol) => symbol),
  collapsed: -1,
}

type Part =
  | { kind: 'symbols'; symbols: readonly string[] }
  | { kind: 'anything' }
  | { kind: 'nothing' }
  | { kind: 'sequence'; parts: Part[] }
  | { kind: 'choice'; parts: Part[] }
  | { kind: 'repeat'; part: Part; optional: boolean; again: boolean }

/** A class of more symbols than this is taken for anything. */
const mostSymbols = 12
/** Units that stand for all others when a class is asked what it holds. */
const samples = Array.from({ length: 0x250 }, (_, unit) => String.fromCharCode(unit)).concat([...'–—‐―…‘’“”•·○●☰中я'])

const symbolOf = (character: string): string => String.fromCharCode(symbols[character.charCodeAt(0)] ?? 0)

const knownClasses = new Map<string, Part>()

/** What a class or an escape holds; anything when that is much. */
function classPart(source: string): Part {
  const known = knownClasses.get(source)
  if (known) return known
  const pattern = new RegExp(source, 'u')
  const held = [...new Set(samples.filter((character) => pattern.test(character)).map(symbolOf))]
  const part: Part = held.length > mostSymbols ? { kind: 'anything' } : { kind: 'symbols', symbols: held }
  knownClasses.set(source, part)
  return part
}

/** Reads the subset of the syntax that the rules are written in. */
class Reader {
  private at = 0
  constructor(private readonly source: string) {}

  readAll(): Part {
    const part = this.readChoice()
    if (this.at < this.source.length) throw new Error(`openings: cannot read “${this.source}” from ${this.at}`)
    return part
  }

  private readChoice(): Part {
    const parts = [this.readSequence()]
    while (this.source[this.at] === '|') {
      this.at++
      parts.push(this.readSequence())
    }
    return { kind: 'choice', parts }
  }

  private readSequence(): Part {
    const parts: Part[] = []
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at] ?? '')) {
      parts.push(this.readRepeat(this.readAtom()))
    }
    return { kind: 'sequence', parts }
  }

  private readRepeat(part: Part): Part {
    const [whole = '', bounds = ''] = /^(\*|\+|\?|\{\d+(?:,\d*)?\})?\??/.exec(this.source.slice(this.at)) ?? []
    if (bounds === '') return part
    this.at += whole.length
    const optional = bounds === '*' || bounds === '?' || bounds.startsWith('{0')
    return { kind: 'repeat', part, optional, again: bounds !== '?' }
  }

  private take(pattern: RegExp): string {
    const text = pattern.exec(this.source.slice(this.at))?.[0] ?? ''
    this.at += text.length
    return text
  }

  private readAtom(): Part {
    const first = this.source[this.at] ?? ''
    if (first === '(') return this.readGroup()
    if (first === '[') return classPart(this.take(/^\[(?:[^\]\\]|\\[pP]\{[^}]*\}|\\.)*\]/))
    if (first === '.') {
      this.at++
      return { kind: 'anything' }
    }
    if (this.take(/^(?:\^|\$|\\[bB])/) !== '') return { kind: 'nothing' }
    const escaped = this.take(/^\\(?:[pP]\{[^}]*\}|.)/)
    if (escaped !== '') return classPart(escaped)
    this.at++
    return { kind: 'symbols', symbols: [symbolOf(first)] }
  }

  private readGroup(): Part {
    const opening = this.take(/^\((?:\?(?:<?[=!]|:))?/)
    const part = this.readChoice()
    this.at++
    return /[=!]$/.test(opening) ? { kind: 'nothing' } : part
  }
}

/** Openings under way: `open` ones may still grow. */
interface Growth {
  open: ReadonlySet<Opening>
  closed: ReadonlySet<Opening>
}

const union = <Value>(one: ReadonlySet<Value>, other: ReadonlySet<Value>): Set<Value> => new Set([...one, ...other])

interface Aim {
  depth: number
  isBackward: boolean
  alphabet: Alphabet
}

function append(opening: Opening, symbol: string, { symbols: fold, collapsed }: Alphabet): Opening {
  const folded = fold[symbol.charCodeAt(0)] ?? 0
  return folded === collapsed && opening.charCodeAt(opening.length - 1) === collapsed
    ? opening
    : opening + String.fromCharCode(folded)
}

function grow(part: Part, from: ReadonlySet<Opening>, aim: Aim): Growth {
  if (from.size === 0 || part.kind === 'nothing') return { open: from, closed: new Set() }
  if (part.kind === 'anything') return { open: new Set(), closed: from }
  if (part.kind === 'symbols') {
    const grown = [...from].flatMap((opening) => part.symbols.map((symbol) => append(opening, symbol, aim.alphabet)))
    const isFull = ({ length }: Opening): boolean => length >= aim.depth
    return { open: new Set(grown.filter((each) => !isFull(each))), closed: new Set(grown.filter(isFull)) }
  }
  if (part.kind === 'choice') {
    const ways = part.parts.map((each) => grow(each, from, aim))
    return {
      open: ways.map(({ open }) => open).reduce(union, new Set()),
      closed: ways.map(({ closed }) => closed).reduce(union, new Set()),
    }
  }
  if (part.kind === 'sequence') {
    let open = from
    let closed: ReadonlySet<Opening> = new Set()
    for (const each of aim.isBackward ? part.parts.toReversed() : part.parts) {
      const next = grow(each, open, aim)
      open = next.open
      closed = union(closed, next.closed)
    }
    return { open, closed }
  }
  let { open, closed } = grow(part.part, from, aim)
  let latest = open
  for (let turn = 1; part.again && turn < aim.depth && latest.size > 0; turn++) {
    const next = grow(part.part, latest, aim)
    latest = new Set([...next.open].filter((opening) => !open.has(opening)))
    open = union(open, next.open)
    closed = union(closed, next.closed)
  }
  return { open: part.optional ? union(open, from) : open, closed }
}

/** Everything that a match may begin with, or for `isBackward` end with, read from its end; at most `depth` symbols. */
export function openingsOf(source: string, aim: Aim): Opening[] {
  const { open, closed } = grow(new Reader(source).readAll(), new Set(['']), aim)
  return [...union(open, closed)]
}
