import { mix32 } from '@/lib/vacancy/shingles'

/** Hash functions of a signature, and how it is cut: 32 bands of 2. */
export const hashCount = 64
export const bandRows = 2
export const bandCount = hashCount / bandRows

/** Multipliers and offsets of the hash functions; any fixed numbers do, as long as they never change. */
const multipliers = Int32Array.from({ length: hashCount }, (_, index) => mix32(index + 1) | 1)
const offsets = Int32Array.from({ length: hashCount }, (_, index) => mix32(index + 0x10_00))

/**
 * MinHash (Broder 1997): of each hash function the least value over the shingles. Two signatures agree at a place with a
 * probability that is the Jaccard similarity of the two sets.
 */
export function minHashesOf(shingles: Int32Array): Int32Array {
  const least = new Int32Array(hashCount)
  for (let index = 0; index < hashCount; index += 1) {
    const multiplier = multipliers[index] ?? 1
    const offset = offsets[index] ?? 0
    let smallest = 0x7f_ff_ff_ff
    for (let row = 0; row < shingles.length; row += 1) {
      const hash = (Math.imul(shingles[row] ?? 0, multiplier) + offset) | 0
      if (hash < smallest) smallest = hash
    }
    least[index] = smallest
  }
  return least
}

/**
 * Keys of the bands of a signature (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4), as signed
 * 32-bit integers: two sets of similarity s share at least one with probability 1 - (1 - s^2)^32, which is 99.9 % at 0.45.
 * @param scope mixed into every key: only postings of one scope are ever looked up together.
 */
export function bandsOf(minHashes: Int32Array, scope: number): Int32Array {
  return Int32Array.from({ length: bandCount }, (_, band) => {
    let key = mix32(scope ^ band)
    for (let row = 0; row < bandRows; row += 1)
      key = mix32(Math.imul(key, 31) ^ (minHashes[band * bandRows + row] ?? 0))
    return key
  })
}
