/** How many ones a mask of ones and zeros holds. */
export function countOnes(mask: Uint8Array): number {
  let count = 0
  for (let row = 0; row < mask.length; row += 1) count += mask[row] ?? 0
  return count
}

/** How many bits are set, in 32-bit words (Warren 2012, Hacker's Delight, 2nd ed., section 5–1). */
export function countBits(words: Uint32Array): number {
  let count = 0
  for (let index = 0; index < words.length; index += 1) {
    let word = words[index] ?? 0
    word -= (word >>> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}
