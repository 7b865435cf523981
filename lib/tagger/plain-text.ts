import { decodeHTMLStrict } from 'entities'
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
  /[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}|[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]|[\u2028\u2029]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+|\r(?=\n)|<\/?(?:p|li|ul|ol|div|br|h[1-6]|tr|td|th|table|tbody|section|article|header|a|b|i|u|strong|em|span|code|pre|font|hr|img|small|blockquote)\b[^<>]{0,400}>|&(?:amp|nbsp|quot|lt|gt|apos|bull|middot|[lr][sd]quo|[mn]dash|hellip|e[mn]sp|thinsp|shy|zwn?j|#\d{2,5}|#x[\da-f]{2,4});/gi
/** Cheaper than the search itself; most texts hold none. */
const hasOddities = /[\t\r\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff<&]| {2}/
/** Characters that show nothing and part nothing: joiners, marks of direction, soft hyphens. */
const invisible = /^[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/
const inlineTag = /^<\/?(?:a|b|i|u|strong|em|span|code|font|small)\b/i
const unusualSpace = /^[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/

/** The character of an entity that was left where a text was escaped twice or not read as HTML; null where it shows none. */
function decode(entity: string): string | null {
  const name = entity.slice(1, -1).toLowerCase()
  if (!name.startsWith('#')) return decodeHTMLStrict(`&${name};`)
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  // Control characters, halves of pairs and what lies beyond them stay as they are written.
  const isShown = code >= 32 && (code <= 126 || code >= 160) && (code < 0xd800 || code >= 0xe000) && code <= 0xffff
  return isShown ? String.fromCharCode(code) : null
}

/** One character of an entity, evened out as any other. */
function characterOf(entity: string): string {
  const character = decode(entity) ?? entity
  return unusualSpace.test(character) ? ' ' : invisible.test(character) ? '' : character
}

function replacementOf(odd: string): string {
  const first = odd.charCodeAt(0)
  if (first === 60) return inlineTag.test(odd) ? '' : '\n'
  if (first === 38) return characterOf(odd)
  if (first === 0x2028 || first === 0x2029) return '\n'
  return first === 13 || invisible.test(odd) ? '' : ' '
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
