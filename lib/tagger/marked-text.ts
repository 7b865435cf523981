import { cueIndex } from '@/lib/tagger/cue-kinds'
import type { Scan } from '@/lib/tagger/scan'
import { opens, sieveBits } from '@/lib/tagger/sieve'

/** A text as the rules look at it: with what one pass over it marked. Valid until the next scan. */
export interface MarkedText {
  text: string
  lower: string
  units: Uint16Array
  marks: Int32Array
  count: number
  found: Int32Array
  /** At each mark of a sentence that was read the kinds of cues that may begin there. */
  bits: Int32Array
}

/** Lower-cased with every offset kept: a few letters grow when lower-cased, texts that hold one are folded in ASCII only. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

const isCue = opens.cue << sieveBits
let scratch = new Int32Array(0)

export function markText(text: string, { units, marks, found, count }: Scan): MarkedText {
  if (scratch.length < count) scratch = new Int32Array(marks.length)
  const bits = scratch
  return { text, lower: lowerCase(text), units, marks, count, found, bits }
}

/** Kinds of the cues that may begin at a mark. */
export const cuesAt = ({ units, marks, found }: MarkedText, mark: number): number =>
  ((found[mark] ?? 0) & isCue) === 0 ? 0 : cueIndex.at(units, marks[mark] ?? 0)
