import type { Candidate, Sentence } from '@/lib/tagger/candidate'
import { createPatternIndex, type Entry, type PatternIndex } from '@/lib/tagger/pattern-index'
import { words } from '@/lib/tagger/pattern-openings'

/**
 * Patterns of what stands right before or right behind a name. All of them are looked up at once by the next letters,
 * and only those that may match are tried.
 */

const deep = 9

/** A pattern that is read from an offset on. */
export interface Ahead {
  pattern: RegExp
  bit: number
}

/** A pattern that is read backwards from an offset: it costs what it matches, not the text that stands before. */
export interface Behind {
  pattern: RegExp
  bit: number
}

const aheadEntries: Entry[] = []
const behindEntries: Entry[] = []

function enter(entries: Entry[], source: string): number {
  if (entries.length === 31) throw new Error('rules: more patterns around names than bits')
  const bit = 1 << entries.length
  entries.push({ bit, source })
  return bit
}

export const ahead = (source: string): Ahead => ({
  pattern: new RegExp(source, 'uy'),
  bit: enter(aheadEntries, source),
})

/** The source stands in a look behind; use with `matchBehind`. */
export const behind = (source: string): Behind => ({
  pattern: new RegExp(`(?<=(${source}))`, 'uy'),
  bit: enter(behindEntries, source),
})

let aheadIndex: PatternIndex | null = null
let behindIndex: PatternIndex | null = null

/** Bits of the `ahead` patterns that may match from an offset on. */
export function bitsAhead(units: Uint16Array, offset: number): number {
  aheadIndex ??= createPatternIndex(aheadEntries, { depth: deep, alphabet: words, step: 1 })
  return aheadIndex.at(units, offset)
}

/** Bits of the `behind` patterns that may match up to an offset. */
export function bitsBehind(units: Uint16Array, offset: number): number {
  behindIndex ??= createPatternIndex(behindEntries, { depth: deep, alphabet: words, step: -1 })
  return behindIndex.at(units, offset)
}

export const testAt = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at
  return pattern.test(text)
}

/** Whether a pattern matches right behind a name. */
export const follows = (sentence: Sentence, candidate: Candidate, { pattern, bit }: Ahead): boolean =>
  (candidate.ahead & bit) !== 0 && testAt(pattern, sentence.lower, candidate.end - sentence.start)

/** Whether a pattern matches right before a name. */
export const precedes = (sentence: Sentence, candidate: Candidate, { pattern, bit }: Behind): boolean =>
  (candidate.behind & bit) !== 0 && testAt(pattern, sentence.lower, candidate.start - sentence.start)

/** The words right before a name that fit a pattern, or null. */
export const wordsBefore = (sentence: Sentence, candidate: Candidate, { pattern, bit }: Behind): string | null =>
  (candidate.behind & bit) === 0 ? null : matchBehind(pattern, sentence.lower, candidate.start - sentence.start)

/** The words that end at an offset and fit a pattern that looks behind, or null. */
export function matchBehind(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[1] ?? null
}
