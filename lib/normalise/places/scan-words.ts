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

/** The words of a text, one an index; the arrays hold more than `count`. */
export interface ScannedWords {
  count: number
  starts: Int32Array
  ends: Int32Array
  hashes: Int32Array
}

const makeWords = (size: number): ScannedWords => ({
  count: 0,
  starts: new Int32Array(size),
  ends: new Int32Array(size),
  hashes: new Int32Array(size),
})

let scratch = makeWords(256)

/**
 * The words of a text: runs of letters and digits, with apostrophes between letters ("Ra'anana"). Valid until the next
 * scan. Null when the text has something that only Unicode's classes tell, or an abbreviation such as "U.S.".
 */
export function scanWords(text: string): ScannedWords | null {
  // No text has more words than every other character.
  if (scratch.starts.length < text.length / 2 + 1) scratch = makeWords(text.length)
  const { starts, ends, hashes } = scratch
  let count = 0
  for (let index = 0; index < text.length;) {
    const code = text.charCodeAt(index)
    if (code >= 0x80 && !isMark(code)) return null
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
    if (isAbbreviation && kindAt(text, index + 1) === letter && text.charCodeAt(index + 2) === dot) return null
    starts[count] = start
    ends[count] = index
    hashes[count] = hash
    count += 1
  }
  scratch.count = count
  return scratch
}
