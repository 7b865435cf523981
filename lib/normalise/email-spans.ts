import { findMatches } from '@/lib/domain/find-matches'

/** Where an address stands in a text, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/** `dot` spelled out: `(dot)`, `[.]`, ` dot `. */
const wordyDot = String.raw`(?:\s?[\[({<]\s?(?:[dD][oO0][tT]|\.)\s?[\])}>]\s?|\s+(?:dot|DOT|Dot)\s+)`
const dot = String.raw`(?:${wordyDot}|\.)`
const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?`
const ending = String.raw`\p{L}{2,24}(?![\p{L}\p{N}])`
const before = String.raw`(?<![\p{L}\p{N}_.+%'-])`
const local = String.raw`[\p{L}\p{N}_+][\p{L}\p{N}_+%'-]{0,63}(?:${dot}[\p{L}\p{N}_+%'-]{1,63}){0,4}`
const plainLocal = String.raw`[\p{Ll}\p{N}_+][\p{Ll}\p{N}_+.-]{0,40}`
const domain = String.raw`(?:${label}${dot}){1,5}${ending}`

/** Not who is written to: `engineer @ example.com`, `email me at example.com`. */
const noName = String.raw`(?!(?:me|us|you|him|her|them|out|to|directly|here|there|anyone|people|founders?|team|positions?|jobs?|roles?|work|working|openings?|online|engineers?|developers?|interns?|lead|cto|ceo|is|am|pm)\s)`
const asksForMail = String.raw`(?<=\b(?:[Ee]-?[Mm]ail|EMAIL|[Mm]ail|[Ww]rite|[Cc]ontact|[Rr]each|[Aa]pply|CV|[Rr]esume)(?:\s(?:me|us|him|her|them))?(?:\s?[:,-]|\sto|\svia|\sis|\sat){0,3}\s)`

const address = new RegExp(
  [
    // As machines read it, but for dots spelled out.
    String.raw`${before}${local}@{1,2}${domain}`,
    // With spaces round the @; a name with a capital is more likely a title or a company.
    String.raw`${before}${noName}${plainLocal}\s@\s?${domain}`,
    // `at` that can be nothing else, with or without an ending: `jane [at] example`.
    String.raw`${before}${local}\s?[\[({<]{1,2}\s?(?:[aA][tT]|@)\s?[\])}>]{1,2}\s?(?:${label}${dot}){0,5}${label}`,
    // `-at-` in an address of a page is a word of its title.
    String.raw`${before}(?<!/)[\p{L}\p{N}_+.]{1,64}?\s?[-_*][aA][tT][-_*]\s?${domain}`,
    // Both as words, the company in up to three: `jane at big example dot com`.
    String.raw`${before}${local}\s+(?:at|AT|At)\s+(?:${label}${dot}){0,4}(?:${label}\s){0,2}${label}${wordyDot}${ending}`,
    // `write to jane at example.com`: only after a word that asks for mail.
    String.raw`${asksForMail}${noName}${plainLocal}\s+at\s+(?:${label}\.){1,4}${ending}`,
  ].join('|'),
  'gu',
)

const anchor = /@|_at_|\bat\b/gi
const looksSpelledOut = /\bdot\b|[[({<]\s?\.\s?[\])}>]/i
const wordEnd = /[\s,;|]/

/** Longest address to either side of its `at`. */
const reach = 110

/** Whether what stands round an anchor can make an address of it: cheap, for "at" is a common word. */
function isPromising(text: string, at: number, hasSpelledOut: boolean): boolean {
  if (text.startsWith('@', at) || text.startsWith('_', at)) return true
  if (/[[({<*-]\s?$/.test(text.slice(Math.max(0, at - 2), at))) return true
  const after = text.slice(at, at + reach)
  return (hasSpelledOut && looksSpelledOut.test(after)) || /^at\s+[^\s.]+\.\p{L}{2}/u.test(after)
}

const localCharacter = /[\p{L}\p{N}_.+%'-]/u
const plainAddress =
  /(?:mailto:\s?)?[\p{L}\p{N}_.+%'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}(?![\p{L}\p{N}])/uy

/** By far the most are written as machines read them: found without the dear pattern. */
function plainSpan(text: string, at: number, from: number): Span | null {
  if (!text.startsWith('@', at)) return null
  let start = at
  while (start > from && at - start < 64 && localCharacter.test(text.charAt(start - 1))) start -= 1
  if (text.slice(Math.max(from, start - 7), start).toLowerCase() === 'mailto:') start -= 7
  plainAddress.lastIndex = start
  const found = plainAddress.exec(text)
  return found === null ? null : { start, end: start + found[0].length }
}

/** Addresses round an anchor, from one word's end to another's. */
function spansNear(text: string, at: number, from: number): Span[] {
  let start = Math.max(from, at - reach)
  while (start > from && start < at && !wordEnd.test(text.charAt(start - 1))) start += 1
  const near = text.slice(start, at + reach)
  return Array.from(findMatches(near, address), ({ 0: found, index }) => ({
    start: start + index,
    end: start + index + found.length,
  }))
}

/**
 * E-mail addresses as people write them, plain or spelled out to keep machines away: `jane@example.com`,
 * `jane [at] example (dot) com`, `jane at example dot com`. The pattern is dear, so only what stands round an `@` or an
 * `at` is held against it.
 */
export function* emailSpans(text: string): Generator<Span> {
  let end = 0
  const hasSpelledOut = looksSpelledOut.test(text)
  for (const { index } of findMatches(text, anchor)) {
    if (index < end) continue
    const plain = plainSpan(text, index, end)
    const spans = plain !== null ? [plain] : isPromising(text, index, hasSpelledOut) ? spansNear(text, index, end) : []
    for (const span of spans) {
      yield span
      end = span.end
    }
  }
}
