import { findMatches } from '@/lib/domain/find-matches'
import { testAt } from '@/lib/tagger/around'
import type { Sentence } from '@/lib/tagger/candidate'
import { cueKind } from '@/lib/tagger/cue-kinds'
import { abilityBefore, backdrop, describes, needBefore, wishBefore } from '@/lib/tagger/level-cues'
import type { MarkedText } from '@/lib/tagger/marked-text'

/** Brackets that begin a line and hold a cue alone are its label: "(Nice to have) Kafka". */
const labelBefore = /^\W*\($/

/** Whether brackets around a cue are closed before an offset: "(Go is a bonus), Postgres" wishes for Go alone. */
function isClosedOff(lower: string, cueEnd: number, at: number): boolean {
  const close = lower.indexOf(')', cueEnd)
  if (close === -1 || close >= at) return false
  const open = lower.lastIndexOf('(', cueEnd)
  if (open <= lower.lastIndexOf(')', cueEnd - 1)) return false
  return close > cueEnd || cueEnd - open > 20 || !labelBefore.test(lower.slice(0, open + 1))
}

/** A sentence has no more characters, and a cue at least one. */
const mostCues = 2_048

/** Where the cues of one kind end in a sentence, first to last; its room is used again for the next sentence. */
class CueEnds {
  private readonly ends = new Int32Array(mostCues)
  private count = 0

  clear(): void {
    this.count = 0
  }

  /** Adds the cue that begins at an offset, if one does, and not inside the one before. */
  read(pattern: RegExp, lower: string, at: number): void {
    if (this.count > 0 && at < (this.ends[this.count - 1] ?? 0)) return
    if (testAt(pattern, lower, at)) this.ends[this.count++] = pattern.lastIndex
  }

  /** End of the nearest cue before an offset and behind a floor that no brackets close off, or -1. */
  nearest(lower: string, at: number, floor: number): number {
    for (let index = this.count - 1; index >= 0; index--) {
      const end = this.ends[index] ?? 0
      if (end <= at && end > floor && !isClosedOff(lower, end, at)) return end
    }
    return -1
  }
}

/** Cues that are said before what they bear on, of the sentence that `readCues` read last. */
export const cuesBefore = {
  wish: new CueEnds(),
  need: new CueEnds(),
  ability: new CueEnds(),
  description: new CueEnds(),
  backdrop: new CueEnds(),
}

const kinds = [
  { kind: cueKind.wish, pattern: wishBefore, ends: cuesBefore.wish },
  { kind: cueKind.need, pattern: needBefore, ends: cuesBefore.need },
  { kind: cueKind.ability, pattern: abilityBefore, ends: cuesBefore.ability },
  { kind: cueKind.description, pattern: describes, ends: cuesBefore.description },
  { kind: cueKind.backdrop, pattern: backdrop, ends: cuesBefore.backdrop },
]
const anyKind = kinds.reduce((all, { kind }) => all | kind, 0)

/** German joins abilities to other words: “Programmierkenntnisse”. */
const joinedAbility = /kenntnis|erfahrung/g
/** Looked for by a rare letter first: each place of the first letter is a start of the search. */
const holdsJoinedAbility = (lower: string): boolean => lower.includes('kennt') || lower.includes('fahrun')

/** Reads the abilities again, with those inside words in their turn. */
function readJoinedAbilities(sentence: Sentence, lower: string, { marks, bits }: MarkedText): void {
  const starts = Array.from(findMatches(lower, joinedAbility), ({ index }) => index)
  for (let mark = sentence.firstMark; mark < sentence.endMark; mark++)
    if (((bits[mark] ?? 0) & cueKind.ability) !== 0) starts.push((marks[mark] ?? 0) - sentence.start)
  const { ability } = cuesBefore
  ability.clear()
  for (const at of starts.toSorted((one, other) => one - other))
    if (at < lower.length) ability.read(abilityBefore, lower, at)
}

/** Reads the cues up to the last name of a sentence: later ones bear on none that follows. */
export function readCues(sentence: Sentence, text: MarkedText): void {
  for (const { ends } of kinds) ends.clear()
  const { candidates } = sentence
  const until = (candidates[candidates.length - 1]?.end ?? sentence.end) - sentence.start
  const lower = sentence.lower.slice(0, until)
  if ((sentence.cues & anyKind) !== 0) {
    const { marks, bits } = text
    for (let mark = sentence.firstMark; mark < sentence.endMark; mark++) {
      const found = (bits[mark] ?? 0) & anyKind
      if (found === 0) continue
      const at = (marks[mark] ?? 0) - sentence.start
      if (at >= until) break
      for (const { kind, pattern, ends } of kinds) if ((found & kind) !== 0) ends.read(pattern, lower, at)
    }
  }
  if (holdsJoinedAbility(lower)) readJoinedAbilities(sentence, lower, text)
}
