import { eld } from 'eld/small'

const sampleLength = 1_000
const leastLetters = 60

// Addresses and lists of product names say nothing about the language of a posting.
const noise = /https?:\/\/\S+|\S+@\S+|\b\p{Lu}[\p{L}\d.+#-]*\b/gu

// Words of nearly every English paragraph that no other language of the Latin script shares.
const commonEnglish = 'the and to our you with of are for is we that your will this have from looking hiring'
  .split(' ')
  .map((word) => ` ${word} `)
const leastEnglishWords = 4

function isPlainlyEnglish(sample: string): boolean {
  let found = 0
  for (const word of commonEnglish) if (sample.includes(word) && ++found === leastEnglishWords) return true
  return false
}

/**
 * Language of a posting as ISO 639-1, from its first thousand characters; null when too short or undecided.
 */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, sampleLength)
  // Nine of ten postings are English and say so at once; the statistical detector is for the others.
  if (isPlainlyEnglish(sample)) return 'en'
  const words = sample.replace(noise, ' ')
  if (words.replace(/[^\p{L}]/gu, '').length < leastLetters) return null
  const result = eld.detect(words)
  return result.language !== '' && result.isReliable() ? result.language : null
}
