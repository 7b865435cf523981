import type { Candidate, Sentence } from '@/lib/tagger/candidate'

const longestGap = 48
const separators =
  /^(?:[\s,;/&+•·()[\]"'’“”*`~|>→–—:-]|v?\d{1,2}(?:\.[\dx]+)*(?![\p{L}\d])|\b(?:and|or|und|oder|och|eller|samt|et|ou|y|as well as|plus|such as|like|front-?\s?end|back-?\s?end|full-?\s?stack|web|e\.g\.|i\.e\.|etc\.?|even)\b)*$/u
const breaks = /[;|•]|\bbut\b/

/** Signs that join and divide nothing, letters and digits that a joining word or a version may begin with. */
const unitsOf = (signs: string): Uint8Array => {
  const units = new Uint8Array(65_536)
  for (const sign of signs) units[sign.charCodeAt(0)] = 1
  return units
}
const joining = unitsOf(' ,/&+\n()[]"*:-·–—“”’\'')
const initials = unitsOf('abcdefiloprstuwvy0123456789')

function skipJoining(lower: string, from: number, until: number): number {
  let at = from
  while (at < until && joining[lower.charCodeAt(at)] === 1) at++
  return at
}

/** Whether the text between two names joins them into one list. */
function isGlue(lower: string, from: number, until: number): boolean {
  if (until <= from || until - from > longestGap) return false
  let at = skipJoining(lower, from, until)
  const length = lower.startsWith('and', at) ? 3 : lower.startsWith('or', at) ? 2 : 0
  if (length > 0 && at + length < until && joining[lower.charCodeAt(at + length)] === 1)
    at = skipJoining(lower, at + length, until)
  if (at === until) return true
  const unit = lower.charCodeAt(at)
  if (((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)) && initials[unit] === 0) return false
  const gap = lower.slice(from, until)
  return separators.test(gap) && !breaks.test(gap)
}

/** Puts the candidates of a sentence into lists, numbered from `first`: neighbours that only separators stand between share one. */
export function formLists(sentence: Sentence, first: number): number {
  const { lower, start, lists } = sentence
  let next = first
  let members: Candidate[] = []
  let previous: Candidate | null = null
  sentence.firstList = first
  for (const candidate of sentence.candidates) {
    const isWhole = candidate.partOf === null
    // Adjacent words ("Spring Kafka") are no list for want of a separator, yet one phrase.
    if (previous === null || (isWhole && !isGlue(lower, previous.end - start, candidate.start - start))) {
      next++
      // Made of its first member: an empty array makes room for sixteen at the first push.
      members = [candidate]
      lists.push(members)
    } else members.push(candidate)
    if (isWhole) previous = candidate
    candidate.list = next - 1
  }
  return next
}

/** Those of a list that stand. */
export const standing = (list: readonly Candidate[]): readonly Candidate[] =>
  list.every(isStanding) ? list : list.filter(isStanding)

const isStanding = ({ refusal }: Candidate): boolean => refusal === null
