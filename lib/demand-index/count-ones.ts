/** How many ones a mask of ones and zeros holds. */
export function countOnes(mask: Uint8Array): number {
  let count = 0
  for (let row = 0; row < mask.length; row += 1) count += mask[row] ?? 0
  return count
}
