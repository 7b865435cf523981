import { createHash } from 'node:crypto'

const notLettersOrDigits = /[^\p{L}\p{N}]+/gu

/**
 * Key that is equal for texts which differ only in white space, case and punctuation: 128 bits of SHA-256, in hex.
 */
export function duplicateKeyOf(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replace(notLettersOrDigits, ' ').trim()
  return createHash('sha256').update(folded).digest('hex').slice(0, 32)
}
