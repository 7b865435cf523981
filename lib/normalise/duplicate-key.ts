import { createHash } from 'node:crypto'

const asciiPunctuation = /[\s!-/:-@[-`{-~]+/g
// Runs beyond ASCII are few, so the costly classes see only them.
const beyondAscii = /[^ -~]+/g
const notLettersOrDigits = /[^\p{L}\p{N}]+/gu

const foldText = (text: string): string =>
  text
    .toLowerCase()
    .replace(asciiPunctuation, ' ')
    .replace(beyondAscii, (run) => run.normalize('NFKC').toLowerCase().replace(notLettersOrDigits, ' '))
    .replace(/ {2,}/g, ' ')
    .trim()

/**
 * Key that is equal for texts which differ only in white space, case and punctuation: 128 bits of SHA-256, in hex.
 */
export const duplicateKeyOf = (text: string): string =>
  createHash('sha256').update(foldText(text)).digest('hex').slice(0, 32)
