/** How many ones a mask of ones and zeros holds. */
export function countOnes(mask: Uint8Array): number {
  let count = 0
  for (let row = 0; row < mask.length; row += 1) count += mask[row] ?? 0
  return count
}

/** How many bits of a 32-bit word are set (Warren 2012, Hacker's Delight, 2nd ed., section 5–1). */
function onesOf(bits: number): number {
  let word = bits - ((bits >>> 1) & 0x55555555)
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** How many bits are set, in 32-bit words. */
export function countBits(words: Uint32Array): number {
  let count = 0
  for (let index = 0; index < words.length; index += 1) count += onesOf(words[index] ?? 0)
  return count
}

/**
 * The ones of a mask by their place among all: the ones before a row are those before its word and those of the word before it
 * (rank of a bit vector, Jacobson 1989, Space-efficient static trees and graphs, FOCS, 549–554). Two bits a row.
 */
export class Ranks {
  private readonly words: Uint32Array
  private readonly before: Uint32Array

  constructor(mask: Uint8Array) {
    const count = Math.ceil(mask.length / 32)
    this.words = new Uint32Array(count)
    this.before = new Uint32Array(count)
    let ones = 0
    for (let word = 0; word < count; word += 1) {
      const first = word * 32
      const end = Math.min(first + 32, mask.length)
      let bits = 0
      for (let row = first; row < end; row += 1) bits |= (mask[row] ?? 0) << (row - first)
      this.words[word] = bits
      this.before[word] = ones
      ones += onesOf(bits)
    }
  }

  /** Place of a row among the ones, from 0; -1 for a row that is none. */
  placeOf(row: number): number {
    const bits = this.words[row >>> 5] ?? 0
    const at = row & 31
    if (((bits >>> at) & 1) === 0) return -1
    return (this.before[row >>> 5] ?? 0) + onesOf(bits & ((1 << at) - 1))
  }
}
