import type { Candidate, Sentence } from '@/lib/tagger/candidate'

const longestExpansion = 80
const openBracket = 40

/** Whether the capitalised words before an opening bracket begin with the letters in it: "Field Service Team (FST". */
function isSpeltOut(before: string, letters: string): boolean {
  const words = before.match(/[\p{L}\p{N}]+/gu)?.filter((word) => /^\p{Lu}/u.test(word)) ?? []
  const initials = words.slice(-letters.length).map((word) => word.charAt(0))
  return initials.join('') === letters
}

const isAmbiguous = ({ mode }: Candidate): boolean => mode === 'cued' || mode === 'likely' || mode === 'folded'

/**
 * Refuses ambiguous abbreviations that the posting itself gives another meaning, wherever they stand in it: after
 * "Electronic Medical Records (EMR)" no EMR of the text is the service of that name.
 */
export function refuseOwnAbbreviations(sentences: readonly Sentence[]): void {
  const own = new Set<string>()
  for (const sentence of sentences) {
    sentence.candidates.forEach((candidate, index) => {
      if (!isAmbiguous(candidate)) return
      const at = candidate.start - sentence.start
      if (sentence.lower.charCodeAt(at - 1) !== openBracket) return
      const letters = sentence.text.slice(at, candidate.end - sentence.start)
      if (!/^[A-Z]{2,5}$/.test(letters)) return
      const previous = sentence.candidates[index - 1]
      if (previous && previous.skill === candidate.skill && candidate.start - previous.end <= 2) return
      if (isSpeltOut(sentence.text.slice(Math.max(0, at - longestExpansion), at - 1), letters)) own.add(letters)
    })
  }
  if (own.size === 0) return
  for (const sentence of sentences)
    for (const candidate of sentence.candidates)
      if (
        isAmbiguous(candidate) &&
        own.has(sentence.text.slice(candidate.start - sentence.start, candidate.end - sentence.start))
      )
        candidate.refusal = 'an abbreviation that the posting explains otherwise'
}
