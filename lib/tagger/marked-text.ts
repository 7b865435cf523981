import { cueIndex } from '@/lib/tagger/cue-kinds'
import type { Scan } from '@/lib/tagger/scan'
import { opens } from '@/lib/tagger/sieve'

/** Bound once: strings are of so many kinds that looking the method up in each would take a search. */
const { toLowerCase } = String.prototype

/** Lower-cased with every offset kept: a few letters grow when lower-cased, texts that hold one are folded in ASCII only. */
function lowerCase(text: string): string {
  const lower = toLowerCase.call(text)
  return lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

const lastNarrow = 0xff
let narrow = Buffer.alloc(0)

/** A text at a byte a character, what is wider cut off. */
function narrowed(text: string): string {
  if (narrow.length < text.length) narrow = Buffer.alloc(2 * text.length)
  return narrow.toString('latin1', 0, narrow.write(text, 'latin1'))
}

/** A text as the rules look at it: with what one pass over it marked. Valid until the next scan. */
export class MarkedText {
  readonly units: Uint16Array
  readonly marks: Int32Array
  readonly count: number
  readonly found: Uint8Array
  /** At each mark of a sentence that was read the kinds of cues that may begin there. */
  readonly bits: Int32Array
  private readonly isWide: boolean
  /** The whole in lower case at a byte a character, once a part was asked for; what is wider is cut off. */
  private lowered: string | null = null

  constructor(
    readonly text: string,
    { units, marks, found, count, isWide }: Scan,
  ) {
    if (scratch.length < count) scratch = new Int32Array(marks.length)
    this.isWide = isWide
    this.units = units
    this.marks = marks
    this.count = count
    this.found = found
    this.bits = scratch
  }

  /** Whether a part needs two bytes a character. */
  private holdsWide(start: number, end: number): boolean {
    const { units, text } = this
    const until = Math.min(end, text.length)
    for (let at = start; at < until; at++) if ((units[at] ?? 0) > lastNarrow) return true
    return false
  }

  /**
   * A part of the text in lower case. One dash makes the whole of a text a string of two bytes a character, which patterns
   * are slower on; the parts that need but one are given so.
   */
  lower(start: number, end: number): string {
    if (this.isWide && this.holdsWide(start, end)) return lowerCase(this.text.slice(start, end))
    this.lowered ??= toLowerCase.call(this.isWide ? narrowed(this.text) : this.text)
    return this.lowered.slice(start, end)
  }
}

let scratch = new Int32Array(0)

/** Kinds of the cues that may begin at a mark. */
export const cuesAt = ({ units, marks, found }: MarkedText, mark: number): number =>
  ((found[mark] ?? 0) & opens.cue) === 0 ? 0 : cueIndex.at(units, marks[mark] ?? 0)
