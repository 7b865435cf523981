import { eld } from 'eld/small'

const sampleLength = 1_000
const leastLetters = 60

// Addresses and lists of product names say nothing about the language of a posting.
const noise = /https?:\/\/\S+|\S+@\S+|\b\p{Lu}[\p{L}\d.+#-]*\b/gu

const englishSampleLength = 500
const commonEnglish = /\b(?:the|and|with|for|you|our|are|we|is|to|of)\b/gi

/**
 * Language of a posting as ISO 639-1, from its first thousand characters; null when too short or undecided.
 */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, sampleLength)
  // Nine of ten postings are English and say so at once; the statistical detector is for the others.
  const start = sample.slice(0, englishSampleLength)
  const englishWords = start.match(commonEnglish)?.length ?? 0
  if (englishWords >= 4 && englishWords * 72 > start.length) return 'en'
  const words = sample.replace(noise, ' ')
  if (words.replace(/[^\p{L}]/gu, '').length < leastLetters) return null
  const result = eld.detect(words)
  return result.language !== '' && result.isReliable() ? result.language : null
}
