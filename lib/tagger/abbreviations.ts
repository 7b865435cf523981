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

/** The letters of an ambiguous name in brackets when the words before them begin with these letters, or null. */
function ownAbbreviation({ start, lower, text }: Sentence, candidate: Candidate, previous?: Candidate): string | null {
  const at = candidate.start - start
  if (!isAmbiguous(candidate) || lower.charCodeAt(at - 1) !== openBracket) return null
  const letters = text.slice(at, candidate.end - start)
  if (!/^[A-Z]{2,5}$/.test(letters)) return null
  if (previous && previous.skill === candidate.skill && candidate.start - previous.end <= 2) return null
  return isSpeltOut(text.slice(Math.max(0, at - longestExpansion), at - 1), letters) ? letters : null
}

/**
 * Refuses ambiguous abbreviations that the posting itself gives another meaning, wherever they stand in it: after
 * "Electronic Medical Records (EMR)" no EMR of the text is the service of that name.
 */
export function refuseOwnAbbreviations(sentences: readonly Sentence[]): void {
  const own: string[] = []
  for (const sentence of sentences) {
    const { candidates } = sentence
    for (let index = 0; index < candidates.length; index++) {
      const candidate = candidates[index]
      const previous = index === 0 ? undefined : candidates[index - 1]
      const letters = candidate ? ownAbbreviation(sentence, candidate, previous) : null
      if (letters !== null) own.push(letters)
    }
  }
  if (own.length === 0) return
  for (const { candidates, text, start } of sentences)
    for (const candidate of candidates)
      if (isAmbiguous(candidate) && own.includes(text.slice(candidate.start - start, candidate.end - start)))
        candidate.refusal = 'an abbreviation that the posting explains otherwise'
}
