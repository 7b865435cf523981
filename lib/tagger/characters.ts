/**
 * What the matcher sees of a character: a symbol that names are spelled in, and whether it belongs to a word.
 * Both are tables over UTF-16 code units, so that a look costs one array read.
 */

/** Number of symbols, a power of two so that a trie row is found by a shift. */
export const symbolBits = 6
const codeUnits = 65_536

/** Symbol 0 stands in no name. */
export const noSymbol = 0
/** Spaces and hyphens of every kind, line breaks excepted: what may stand between the words of a name. */
export const joiner = 37
export const underscore = 38
/** Number of symbols that a sign may have. */
export const symbolCount = 1 << symbolBits
export const slash = 42

/** Signs that stand in no name, yet matter to what is read around names. */
export const lineBreak = 47
export const colon = 48
export const opensTag = 49
/** Other spaces than the plain one, invisible characters. */
export const odd = 50
export const ampersand = 43
export const apostrophe = 44
export const numberSign = 40

const punctuation: Record<string, number> = {
  '+': 39,
  '#': numberSign,
  '♯': numberSign,
  '.': 41,
  '/': slash,
  '&': ampersand,
  "'": apostrophe,
  '’': apostrophe,
  '*': 45,
  ',': 46,
  '\n': lineBreak,
  ':': colon,
  '<': opensTag,
}
const joiners =
  ' \t-\u00a0\u00ad\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2010\u2011\u2012\u2013\u202f\u205f\u2060\u3000\ufeff'

const firstFullWidth = 0xff01
const lastFullWidth = 0xff5e
const fullWidthOffset = 0xfee0

const foldWidth = (unit: number): number =>
  unit >= firstFullWidth && unit <= lastFullWidth ? unit - fullWidthOffset : unit

/** The plain letter under an accent, or null: names are found in it, and compared with the accent afterwards. */
function plainLetter(character: string): string | null {
  if (character === 'ø' || character === 'Ø') return 'o'
  if (character < '\u00c0' || character > '\u024f') return null
  const base = character.normalize('NFD').charAt(0).toLowerCase()
  return base >= 'a' && base <= 'z' ? base : null
}

/** Letters that only an alias with the same accent may match. */
export const isAccented = (unit: number): boolean => plainLetter(String.fromCharCode(unit)) !== null

function symbolOf(unit: number): number {
  const character = String.fromCharCode(foldWidth(unit))
  if (joiners.includes(character)) return joiner
  if (character === '_') return underscore
  const letter = plainLetter(character)
  if (letter) return letter.charCodeAt(0) - 96
  if (/[a-z]/i.test(character)) return character.toLowerCase().charCodeAt(0) - 96
  if (/[0-9]/.test(character)) return character.charCodeAt(0) - 48 + 27
  return punctuation[character] ?? noSymbol
}

/** Letters, digits, marks; scripts written without spaces are no part of a word, so that names inside them are found. */
const wordPattern = /[\p{L}\p{N}\p{M}_]/u
const spacelessPattern =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

export const symbols = new Uint8Array(codeUnits)
const wordUnits = new Uint8Array(codeUnits)
for (let unit = 0; unit < codeUnits; unit++) {
  symbols[unit] = symbolOf(unit)
  const character = String.fromCharCode(unit)
  wordUnits[unit] = wordPattern.test(character) && !spacelessPattern.test(character) ? 1 : 0
}

/** Whether a symbol is always of a word; 0 may be or not. */
export const isWordSymbol = (symbol: number): boolean => (symbol > noSymbol && symbol < joiner) || symbol === underscore

/** Low bits of a class: the symbol. */
export const symbolMask = (1 << symbolBits) - 1
/** Set in the class of a unit that belongs to a word. */
export const wordFlag = 128
/** Symbol and word flag of every code unit in one byte. */
export const classes = symbols.map((symbol, unit) => symbol | (wordUnits[unit] === 1 ? wordFlag : 0))

const oddPattern = /[\t\r\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]/
/** The same with spaces of other kinds and invisible characters told apart, which `classes` takes for joiners or nothing. */
export const scanClasses = classes.map((kind, unit) => (oddPattern.test(String.fromCharCode(unit)) ? odd : kind))

/** A spelling with full-width forms narrowed, every joiner run a space, apostrophes straight: what letter case is compared on. */
export function plainSpelling(text: string): string {
  let plain = ''
  let inJoiner = false
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    const isJoiner = symbols[unit] === joiner
    if (!isJoiner) plain += symbols[unit] === apostrophe ? "'" : String.fromCharCode(foldWidth(unit))
    else if (!inJoiner) plain += ' '
    inJoiner = isJoiner
  }
  return plain
}
