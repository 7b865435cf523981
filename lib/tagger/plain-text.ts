import { findMatches } from '@/lib/domain/find-matches'

/** A text as the rules read it, and the way back to the offsets of the text given. */
export interface PlainText {
  text: string
  /** Offset in the original of the character at an offset in the plain text. */
  startOf(offset: number): number
  /** Offset in the original behind the character before an offset in the plain text. */
  endOf(offset: number): number
}

const oddities =
  /[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}|[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]|[\u00ad\u200b\u2060\ufeff]+|\r(?=\n)|<\/?(?:p|li|ul|ol|div|br|h[1-6]|tr|td|th|table|tbody|section|article|header|a|b|i|u|strong|em|span|code|pre|font|hr|img|small|blockquote)\b[^<>]{0,400}>|&(?:amp|nbsp|quot|lt|gt|apos|#x27|#39|#x2f|#47);/gi
/** Cheaper than the search itself; most texts hold none. */
const hasOddities = /[\t\r\u00a0\u00ad\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff<&]| {2}/
const inlineTag = /^<\/?(?:a|b|i|u|strong|em|span|code|font|small)\b/i
const entities: Record<string, string> = {
  '&amp;': '&',
  '&nbsp;': ' ',
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&apos;': "'",
  '&#x27;': "'",
  '&#39;': "'",
  '&#x2f;': '/',
  '&#47;': '/',
}

function replacementOf(odd: string): string {
  const first = odd.charCodeAt(0)
  if (first === 60) return inlineTag.test(odd) ? '' : '\n'
  if (first === 38) return entities[odd.toLowerCase()] ?? odd
  if (first === 13 || first === 0xad || first === 0x200b || first === 0x2060 || first === 0xfeff) return ''
  return ' '
}

const identity = (text: string): PlainText => ({ text, startOf: (offset) => offset, endOf: (offset) => offset })

/**
 * Evens out what carries no meaning: runs and kinds of space, invisible characters, remains of HTML. Rules then see
 * one spelling of everything, and spans still count in the text given.
 */
export function toPlainText(original: string): PlainText {
  if (!hasOddities.test(original)) return identity(original)
  let text = ''
  let from = 0
  // Ends of the replaced pieces: in the plain text, and how far the original is ahead there.
  const ends: number[] = []
  const shifts: number[] = []
  for (const match of findMatches(original, oddities)) {
    const replacement = replacementOf(match[0])
    text += original.slice(from, match.index) + replacement
    from = match.index + match[0].length
    ends.push(text.length)
    shifts.push(from - text.length)
  }
  if (ends.length === 0) return identity(original)
  text += original.slice(from)

  const startOf = (offset: number): number => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ends[middle] ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return offset + (low === 0 ? 0 : (shifts[low - 1] ?? 0))
  }
  return { text, startOf, endOf: (offset) => startOf(offset - 1) + 1 }
}
