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
import { opens, type Sieve, slotOf } from '@/lib/tagger/sieve'

/** What one pass over a text found. Valid until the next scan: the arrays are used again. */
export interface Scan {
  /** UTF-16 code units of the text, a few zeros behind them. An array is read faster than a string. */
  units: Uint16Array
  length: number
  /** Offsets at which something may begin, first to last, and how many there are. */
  marks: Int32Array
  count: number
  /** At each mark what may begin there, as bits of `opens`. */
  found: Uint8Array
  /** Whether the text may hold what `toPlainText` evens out. */
  isOdd: boolean
  /** Whether some unit needs two bytes. */
  isWide: boolean
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
/**
 * The same for two units of ASCII at once, by their seven bits each: the kinds of the first (four bits), whether the second
 * begins something (one bit), the kinds that may begin something behind both.
 */
const pairSteps = Uint16Array.from({ length: 1 << 14 }, (_, pair) => {
  const first = steps[pair & 0x7f] ?? 0
  const second = steps[pair >> 7] ?? 0
  const begins = (second & (first >> 4)) === 0 ? 0 : 1
  return (first & 0xf) | (begins << 4) | ((second >> 4) << 5)
})
/** Bits that two units of ASCII, read as one number, have none of. */
const beyondAscii = 0xff80ff80 | 0
const beyondByte = 0xff00ff00 | 0
/** Bound here, as constants of the loops: what is imported is none. */
const firsts = scanClasses
const others = symbols
const nextAtStart = kinds.sign | kinds.word | kinds.lead

const unitsIn = (signs: string): ReadonlySet<number> => new Set([...signs].map((sign) => sign.charCodeAt(0)))
const [tagSign, entitySign] = [60, 38]
const behindTagSign = unitsIn('abcdefhiloprstuABCDEFHILOPRSTU/')
const behindEntitySign = unitsIn('abeghlmnqrstzABEGHLMNQRSTZ#')

/** Whether what was marked as odd is: a sign of HTML is by what follows it. */
function isOddAt(units: Uint16Array, at: number): boolean {
  const unit = units[at]
  if (unit === tagSign) return behindTagSign.has(units[at + 1] ?? 0)
  return unit !== entitySign || behindEntitySign.has(units[at + 1] ?? 0)
}

function hasOddity({ units, marks, found, count }: Scan): boolean {
  for (let index = 0; index < count; index++)
    if (((found[index] ?? 0) & opens.oddity) !== 0 && isOddAt(units, marks[index] ?? 0)) return true
  return false
}

const spare = 4
const usualRoom = 1 << 17

/**
 * Makes what scans texts for a sieve. Its arrays are made once, as constants of the loops: V8 then knows where they lie and
 * how long they are, and the loops take half the time. A longer text than there is room for gets a scanner of its own.
 */
export function createScanner({ five, three }: Sieve, room = usualRoom): (text: string) => Scan {
  const buffer = Buffer.alloc(2 * (room + spare))
  const units = new Uint16Array(buffer.buffer, buffer.byteOffset, room + spare)
  const pairs = new Int32Array(buffer.buffer, buffer.byteOffset, (room + spare) >> 1)
  const starts = new Int32Array(room + 1)
  const marks = new Int32Array(room + 1)
  const found = new Uint8Array(room + 1)
  const result: Scan = { units, length: 0, marks, count: 0, found, isOdd: false, isWide: false }
  let larger: ((text: string) => Scan) | null = null
  let largerRoom = room

  /**
   * Marks the beginnings of words and the signs that matter, two units at a time. Without a branch on where words end,
   * which cannot be guessed.
   */
  function markStarts(length: number): number {
    let next = nextAtStart
    let count = 0
    let beyond = 0
    for (let pair = 0; pair << 1 < length; pair++) {
      const both = pairs[pair] ?? 0
      const at = pair << 1
      if ((both & beyondAscii) === 0) {
        const step = pairSteps[(both & 0x7f) | ((both >> 9) & 0x3f80)] ?? 0
        starts[count] = at
        count += ((step & next) + 15) >> 4
        starts[count] = at + 1
        count += (step >> 4) & 1
        next = step >> 5
      } else {
        beyond |= both
        const first = steps[both & 0xffff] ?? 0
        const second = steps[both >>> 16] ?? 0
        starts[count] = at
        count += ((first & next) + 15) >> 4
        starts[count] = at + 1
        count += ((second & (first >> 4)) + 15) >> 4
        next = second >> 4
      }
    }
    result.isWide = (beyond & beyondByte) !== 0
    return count
  }

  /** Keeps the marks whose symbols open something, again without a branch. */
  function sift(startCount: number): number {
    let count = 0
    for (let index = 0; index < startCount; index++) {
      const at = starts[index] ?? 0
      const first = (firsts[units[at] ?? 0] ?? 0) & symbolMask
      const second = others[units[at + 1] ?? 0] ?? 0
      const third = others[units[at + 2] ?? 0] ?? 0
      const fourth = others[units[at + 3] ?? 0] ?? 0
      const fifth = others[units[at + 4] ?? 0] ?? 0
      const key = (first << 12) | (second << 6) | third
      const what = (three[key] ?? 0) | (five[slotOf((key << 12) | (fourth << 6) | fifth)] ?? 0)
      marks[count] = at
      found[count] = what
      count += (what + 31) >> 5
    }
    return count
  }

  return function scan(text: string): Scan {
    const { length } = text
    if (length > room) {
      if (larger === null || length > largerRoom) {
        largerRoom = 2 * length
        larger = createScanner({ five, three }, largerRoom)
      }
      return larger(text)
    }
    buffer.write(text, 'utf16le')
    for (let at = length; at < length + spare; at++) units[at] = 0
    result.length = length
    result.count = sift(markStarts(length))
    result.isOdd = hasOddity(result)
    return result
  }
}
