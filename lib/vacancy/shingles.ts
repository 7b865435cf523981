/** Words of one shingle. */
export const shingleWords = 3

/** Finaliser of MurmurHash3: every bit of the input moves every bit of the result. A signed 32-bit integer. */
export function mix32(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35)
  return hash ^ (hash >>> 16)
}

/** 32-bit FNV-1a over the UTF-16 units of a text, mixed. */
export function hashText(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93)
  return mix32(hash)
}

/**
 * The set of hashes of all runs of three words (Broder 1997), each once, sorted. A text of fewer words is one shingle.
 * Two of some hundreds of shingles meet by chance in 32 bits about once in a hundred thousand texts.
 */
export function shinglesOf(words: readonly string[]): Int32Array {
  const single = Int32Array.from(words, hashText)
  const length = Math.min(shingleWords, single.length)
  const hashes = new Int32Array(length === 0 ? 0 : single.length - length + 1)
  for (let first = 0; first < hashes.length; first += 1) {
    let hash = 0
    for (let next = first; next < first + length; next += 1) hash = Math.imul(hash, 31) + (single[next] ?? 0)
    hashes[first] = mix32(hash)
  }
  hashes.sort()
  let kept = 0
  for (let row = 0; row < hashes.length; row += 1) {
    const hash = hashes[row] ?? 0
    if (kept === 0 || hashes[kept - 1] !== hash) hashes[kept++] = hash
  }
  return hashes.slice(0, kept)
}

/** Jaccard similarity of two sorted sets: what they share over what either has; 0 when both are empty. */
export function jaccardOf(left: Int32Array, right: Int32Array): number {
  let shared = 0
  let row = 0
  let column = 0
  while (row < left.length && column < right.length) {
    const difference = (left[row] ?? 0) - (right[column] ?? 0)
    if (difference === 0) shared += 1
    if (difference <= 0) row += 1
    if (difference >= 0) column += 1
  }
  const either = left.length + right.length - shared
  return either === 0 ? 0 : shared / either
}
