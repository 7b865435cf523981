import type { Candidate, Sentence } from '@/lib/tagger/candidate'

const longestGap = 48
const separators =
  /^(?:[\s,;/&+•·()[\]"'’“”*`~|>→–—:-]|v?\d{1,2}(?:\.[\dx]+)*(?![\p{L}\d])|\b(?:and|or|und|oder|och|eller|samt|et|ou|y|as well as|plus|such as|like|front-?\s?end|back-?\s?end|full-?\s?stack|web|e\.g\.|i\.e\.|etc\.?|even)\b)*$/u
const breaks = /[;|•]|\bbut\b/

/** Whether the text between two names joins them into one list. */
const isGlue = (gap: string): boolean =>
  gap.length > 0 && gap.length <= longestGap && separators.test(gap) && !breaks.test(gap)

/** Numbers the lists of a sentence: neighbours that only separators stand between share a number. */
export function numberLists(sentence: Sentence, first: number): number {
  let list = first
  let previous: Candidate | null = null
  for (const candidate of sentence.candidates) {
    if (candidate.partOf) {
      candidate.list = candidate.partOf.list
      continue
    }
    if (previous) {
      const gap = sentence.lower.slice(previous.end - sentence.start, candidate.start - sentence.start)
      // Adjacent words ("Spring Kafka") are no list for want of a separator, yet one phrase.
      if (!isGlue(gap)) list++
    }
    candidate.list = list
    previous = candidate
  }
  return list + 1
}

/** The standing candidates of a list, in order; the last may be a part of the one before it. */
export const membersOf = (sentence: Sentence, list: number): Candidate[] =>
  sentence.candidates.filter((candidate) => candidate.list === list && candidate.refusal === null)
