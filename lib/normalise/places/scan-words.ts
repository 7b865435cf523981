/**
 * Words of plain texts, found code by code: regular expressions with an array a match cost several times as much, and
 * places are sought in every part of every header.
 */

const letter = 1
const digit = 2

/** What an ASCII code is: a letter, a digit or neither. */
const kinds = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code)
  return /[A-Za-z]/.test(character) ? letter : /\d/.test(character) ? digit : 0
})

const isApostrophe = (code: number): boolean => code === 0x27 || code === 0x2019
const dot = 0x2e

/** Dashes, quotes, bullets and hard spaces part words as ASCII marks do; any other code needs Unicode's classes. */
const isMark = (code: number): boolean => code === 0xa0 || code === 0xb7 || (code >= 0x2010 && code <= 0x2027)

const kindAt = (text: string, index: number): number => kinds[text.charCodeAt(index)] ?? 0

/** One step of the hash of a word: ASCII letters in small letters, digits as they are. */
const addCode = (hash: number, code: number): number => (Math.imul(hash, 31) + (code | 0x20)) | 0

/** Hash of a folded name's word; the same that `scanWords` gives for it. */
export function hashWord(folded: string): number {
  let hash = 0
  for (let index = 0; index < folded.length; index += 1) hash = addCode(hash, folded.charCodeAt(index))
  return hash
}

/** Is told each word until it answers false. */
type Visit = (start: number, end: number, hash: number) => boolean

/**
 * Visits the words of a text: runs of letters and digits, with apostrophes between letters ("Ra'anana").
 * False when the text has something that only Unicode's classes tell, or an abbreviation such as "U.S."; the words
 * visited so far then mean nothing.
 */
export function scanWords(text: string, visit: Visit): boolean {
  for (let index = 0; index < text.length;) {
    const code = text.charCodeAt(index)
    if (code >= 0x80 && !isMark(code)) return false
    if (kindAt(text, index) === 0) {
      index += 1
      continue
    }
    const start = index
    let hash = 0
    let isTail = false
    for (; index < text.length; index += 1) {
      const next = text.charCodeAt(index)
      const kind = next < 0x80 ? (kinds[next] ?? 0) : 0
      if (kind === letter || (kind === digit && !isTail)) hash = addCode(hash, next)
      else if (isApostrophe(next) && kindAt(text, index + 1) === letter) isTail = true
      else break
    }
    const isAbbreviation = index === start + 1 && text.charCodeAt(index) === dot && kindAt(text, start) === letter
    if (isAbbreviation && kindAt(text, index + 1) === letter && text.charCodeAt(index + 2) === dot) return false
    if (!visit(start, index, hash)) return true
  }
  return true
}
