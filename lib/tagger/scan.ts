import {
  colon,
  lineBreak,
  odd,
  opensTag,
  ampersand,
  apostrophe,
  scanClasses,
  symbolMask,
  symbols,
  wordFlag,
} from '@/lib/tagger/characters'
import { opens, type Sieve, sieveBits } from '@/lib/tagger/sieve'

/** What one pass over a text found. Valid until the next scan: the arrays are used again. */
export interface Scan {
  /** UTF-16 code units of the text, a few zeros behind them. An array is read faster than a string. */
  units: Uint16Array
  length: number
  /** Offsets at which something may begin, first to last, and how many there are. */
  marks: Int32Array
  count: number
  /** At each mark the key of its three symbols and, above them (from `sieveBits` on), what they may open. */
  found: Int32Array
  /** Whether the text may hold what `toPlainText` evens out. */
  isOdd: boolean
}

const spare = 4
const smallest = 16_384

let buffer = Buffer.alloc(0)
const scratch: Scan = {
  units: new Uint16Array(0),
  length: 0,
  marks: new Int32Array(0),
  count: 0,
  found: new Int32Array(0),
  isOdd: false,
}

function makeRoom(length: number): void {
  if (scratch.units.length >= length + spare) return
  const size = length + smallest
  buffer = Buffer.alloc(2 * size)
  scratch.units = new Uint16Array(buffer.buffer, buffer.byteOffset, size)
  scratch.marks = new Int32Array(size)
  scratch.found = new Int32Array(size)
}

/** Kinds of code unit by where something may begin with one. */
const kinds = { word: 1, sign: 2, space: 4, lead: 8 }
const space = 32
/** Signs that a name may begin with: ".NET", "*nix". */
const leads: ReadonlySet<number> = new Set([...'.*+#/'].map((sign) => symbols[sign.charCodeAt(0)] ?? 0))
/** Signs that mean something wherever they stand. */
const signs: ReadonlySet<number> = new Set([lineBreak, colon, opensTag, ampersand, odd, apostrophe])

/** In the low half the kind of a unit, in the high half the kinds that may begin something right behind it. */
const steps = scanClasses.map((kind, unit) => {
  const isWord = kind >= wordFlag
  const own =
    (isWord ? kinds.word : 0) |
    (signs.has(kind & symbolMask) ? kinds.sign : 0) |
    (unit === space ? kinds.space : 0) |
    (leads.has(symbols[unit] ?? 0) ? kinds.lead : 0)
  const next = kinds.sign | (isWord ? 0 : kinds.word | kinds.lead) | (unit === space ? kinds.space : 0)
  return own | (next << 4)
})
const stepBefore = (kinds.sign | kinds.word | kinds.lead) << 4

/**
 * Marks the beginnings of words and the signs that matter. Without a branch, as where words end cannot be guessed; all
 * that the loop reads is handed over, since it reads its own variables fastest.
 */
function markStarts(length: number, units: Uint16Array, stepOf: Uint8Array, marks: Int32Array): number {
  let previous = stepBefore
  let count = 0
  for (let at = 0; at < length; at++) {
    const step = stepOf[units[at] ?? 0] ?? 0
    marks[count] = at
    count += ((step & (previous >> 4)) + 15) >> 4
    previous = step
  }
  return count
}

/** Keeps the marks whose three symbols open something, again without a branch. */
function sift({ units, marks, found }: Scan, starts: number, classes: Uint8Array, sieve: Sieve): number {
  let count = 0
  for (let index = 0; index < starts; index++) {
    const at = marks[index] ?? 0
    const first = (classes[units[at] ?? 0] ?? 0) & 63
    const second = (classes[units[at + 1] ?? 0] ?? 0) & 63
    const third = (classes[units[at + 2] ?? 0] ?? 0) & 63
    const key = (first << 12) | (second << 6) | third
    const what = sieve[key] ?? 0
    marks[count] = at
    found[count] = key | (what << 18)
    count += (what + 31) >> 5
  }
  return count
}

const oddity = opens.oddity << sieveBits

function hasOddity({ found, count }: Scan): boolean {
  for (let index = 0; index < count; index++) if (((found[index] ?? 0) & oddity) !== 0) return true
  return false
}

/** Scans a text with a sieve. */
export function scanText(text: string, sieve: Sieve): Scan {
  const { length } = text
  makeRoom(length)
  buffer.write(text, 'utf16le')
  for (let at = length; at < length + spare; at++) scratch.units[at] = 0
  scratch.length = length
  scratch.count = sift(scratch, markStarts(length, scratch.units, steps, scratch.marks), scanClasses, sieve)
  scratch.isOdd = hasOddity(scratch)
  return scratch
}
