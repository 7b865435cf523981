/** A run of an advertisement's text, plain or evidence. */
export interface ExcerptPart {
  text: string
  isEvidence: boolean
}

interface Range {
  start: number
  end: number
}

const dot = String.raw`(?:[.]|\s?[[({<]\s?dot\s?[\])}>]\s?|\s+dot\s+)`
const at = String.raw`(?:\s?@\s?|\s?[[({<]\s?at\s?[\])}>]\s?)`
const word = String.raw`[\w+-]+`
const addresses = [
  // "jane.doe@example.com", "jane (dot) doe [at] example (dot) com"
  new RegExp(`${word}(?:${dot}${word})*${at}${word}(?:${dot}${word})*`, 'giu'),
  // "jane at example dot com": plain words, so the dot has to be spelt out
  new RegExp(String.raw`${word}(?:[.]${word})*\s+at\s+${word}(?:\s+dot\s+[a-z]{2,})+`, 'giu'),
]
const phone = /(?<![\w/.=-])(?:\+|00|\()?\d[\d\s().-]{7,18}\d(?![\w/=-])/gu
const hidden = '\u2022'

const isPhone = (text: string) => {
  const digits = text.replace(/\D/g, '').length
  // Years, pay ("120,000 - 150,000") and dates have other shapes or fewer digits.
  return digits >= 9 && digits <= 15 && !/^(?:19|20)\d\d\s?-\s?(?:19|20)\d\d$/u.test(text.trim())
}

/** Overwrites e-mail addresses and phone numbers sign by sign, so that offsets into the text stay right. */
export function maskContacts(text: string): string {
  const masked = addresses.reduce(
    (rest, pattern) => rest.replace(pattern, (found) => hidden.repeat(found.length)),
    text,
  )
  return masked.replace(phone, (found) => (isPhone(found) ? hidden.repeat(found.length) : found))
}

/** Most characters of context on each side of the evidence. */
const context = 110

/** Moves both edges inward to the nearest end of a word or line, so that no word is cut; never into the evidence. */
function trim(text: string, window: Range, evidence: Range): Range {
  const head = text.slice(window.start, evidence.start)
  const tail = text.slice(evidence.end, window.end)
  const start = window.start === 0 ? 0 : window.start + Math.max(0, head.search(/\s/u) + 1)
  const end = window.end === text.length ? text.length : evidence.end + Math.max(0, tail.search(/\s\S*$/u))
  return { start, end }
}

function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end)
    else merged.push({ ...range })
  }
  return merged
}

/** One line; a link is told by its host, since its path says nothing to a reader. */
const readable = (text: string) =>
  text
    .replace(/\u2022{5,}/gu, '[contact hidden]')
    .replace(/https?:\/\/(?:www\.)?([^\s/]+)\S*/gu, '$1')
    .replace(/\s+/gu, ' ')

function cut(text: string, window: Range, evidence: readonly Range[]): ExcerptPart[] {
  const parts: ExcerptPart[] = []
  let at = window.start
  const push = (end: number, isEvidence: boolean) => {
    if (end > at) parts.push({ text: readable(text.slice(at, end)), isEvidence })
    at = Math.max(at, end)
  }
  for (const range of evidence.filter(({ start, end }) => start >= window.start && end <= window.end)) {
    push(range.start, false)
    push(range.end, true)
  }
  push(window.end, false)
  return parts
}

/**
 * Excerpts of a text around its evidence, never the whole advertisement; contacts are hidden.
 * @param spans half-open ranges of the text; overlapping ones are joined
 * @param most excerpts to give at most
 */
export function excerptAround(text: string, spans: readonly Range[], most = 2): ExcerptPart[][] {
  const masked = maskContacts(text)
  const evidence = merge(spans)
  const windows = merge(
    evidence.map(({ start, end }) =>
      trim(masked, { start: Math.max(0, start - context), end: Math.min(text.length, end + context) }, { start, end }),
    ),
  )
  return windows
    .slice(0, most)
    .map((window) => cut(masked, { start: window.start, end: Math.min(window.end, window.start + 420) }, evidence))
}
