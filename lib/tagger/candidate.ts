import type { Level } from '@/lib/domain/skill'
import type { HitMode } from '@/lib/tagger/matcher'
import type { Section } from '@/lib/tagger/headings'
import type { Skill } from '@/lib/tagger/skill'
import type { Range } from '@/lib/tagger/sentences'

/** A name found in a text, before and after it is judged. */
export interface Candidate extends Range {
  skill: Skill
  mode: HitMode
  /** The longer name that it is a part of ("Ruby" of "Ruby on Rails"): shares its list, its level and its fate. */
  partOf: Candidate | null
  /** Bits of the patterns that may match right before and right behind it. */
  behind: number
  ahead: number
  /** Whether words that give it another meaning may stand next to it. */
  mayBeBlocked: boolean
  /** Number of the list it stands in: names with nothing but commas, slashes, "and", "or" between them. */
  list: number
  /** Why it is no skill here, or null while it stands. */
  refusal: string | null
  /** Why an ambiguous word was taken; for people who ask. */
  evidence: string
  level: Level
  levelReason: string
  /** Number of an "A, B or C" group within the text, or null. */
  anyOf: number | null
}

/** A sentence that holds candidates, with the texts that rules look at. Offsets are those of the whole text. */
export interface Sentence extends Range {
  text: string
  lower: string
  section: Section
  /** The line it stands in. */
  line: Range
  candidates: Candidate[]
  /** The candidates by list, list after list. */
  lists: Candidate[][]
  /** Number of the first of them. */
  firstList: number
  /** The marks of the scan that stand in it: from `firstMark` to before `endMark`. */
  firstMark: number
  endMark: number
  /** Kinds of cues that may stand anywhere in it. */
  cues: number
}

/** Lower-case text of a sentence before an offset, at most `reach` characters. */
export const textBefore = (sentence: Sentence, offset: number, reach: number): string =>
  sentence.lower.slice(Math.max(0, offset - sentence.start - reach), offset - sentence.start)

/** Lower-case text of a sentence after an offset, at most `reach` characters. */
export const textAfter = (sentence: Sentence, offset: number, reach: number): string =>
  sentence.lower.slice(offset - sentence.start, offset - sentence.start + reach)
