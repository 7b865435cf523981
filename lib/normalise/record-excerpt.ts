import { decodeHTML } from 'entities'
import { stripContacts } from '@/lib/normalise/strip-contacts'

/** Characters that an excerpt shows, of all of it and of one value. */
const mostShown = 6_000
const mostOfValue = 600
/** Characters on either side of an id in what is no JSON. */
const around = 1_500
/** Greenhouse escapes HTML twice, some feeds three times. */
const mostEscapes = 4

/** Fields that hold a person, by their names: the excerpt says that there was one. */
const personalField =
  /^(?:author|by|creator|owner|recruiter|recruiters|hiring_?(?:manager|team)|contacts?|contact_?(?:name|person|info)|person|user_?name|first_?name|last_?name|full_?name|.*(?:e_?-?mail|phone|mobile|telephone|fax|whatsapp|linkedin).*)$/i
const personMark = '[person]'

const inlineTag = /<\/?(?:a|abbr|b|code|em|font|i|small|span|strong|u|wbr)\b[^<>]*>/gi
const anyTag = /<\/?[a-z][^<>]*>/gi

function decode(text: string): string {
  let decoded = text
  for (let round = 0; round < mostEscapes && decoded.includes('&'); round += 1) {
    const next = decodeHTML(decoded)
    if (next === decoded) break
    decoded = next
  }
  return decoded.replaceAll(/%40/g, '@')
}

const shorten = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)} …` : text)

/** Contacts hide in escapes and between tags; what remains reads as the source wrote it. */
const clean = (text: string): string => {
  const shown = stripContacts(decode(text)).replaceAll(inlineTag, '').replaceAll(anyTag, ' ')
  return stripContacts(shown)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return shorten(clean(value), mostOfValue)
  if (Array.isArray(value)) return value.map(cleanValue)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      clean(key),
      personalField.test(key) && inner !== null ? personMark : cleanValue(inner),
    ]),
  )
}

/** The smallest object that holds the id as one of its own values; null when there is none. */
function findRecord(value: unknown, id: string): Record<string, unknown> | null {
  const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []
  for (const one of inner) {
    const found = findRecord(one, id)
    if (found !== null) return found
  }
  const holds = isObject(value) && Object.values(value).some((one) => String(one) === id && !isObject(one))
  return holds ? value : null
}

function parseJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

/** A file is stored with one JSON object a line, each with the number of its line in the file. */
function findLine(text: string, line: number): unknown {
  for (const row of text.split('\n')) {
    const parsed = parseJson(row)
    if (isObject(parsed?.value) && parsed.value.line === line) return parsed.value
  }
  return null
}

/** What stands around an id, or at the beginning; cut only after it was cleaned, so that no half of an address is left. */
function cutText(text: string, ids: readonly string[]): string {
  const cleaned = clean(text)
  const at = ids.map((id) => cleaned.indexOf(id)).find((index) => index >= 0) ?? 0
  const start = Math.max(0, at - around)
  const cut = cleaned.slice(start, at + around).trim()
  return `${start > 0 ? '… ' : ''}${cut}${at + around < cleaned.length ? ' …' : ''}`
}

export interface RecordExcerpt {
  text: string
  /** Whether the record itself was found; otherwise the text is from the beginning of what was received. */
  isRecord: boolean
}

/**
 * The part of a received payload that a refused record is, to be read by a person: contacts and the names of people are
 * taken out, long values are cut.
 * @param record.externalId `<board>/<id>` or `<id>`, as the parser gave it.
 * @param record.line number in the file, from 1.
 */
export function excerptOf(body: string, record: { externalId: string | null; line: number | null }): RecordExcerpt {
  const whole = record.externalId ?? ''
  const ids = [whole, whole.slice(whole.indexOf('/') + 1), whole.slice(whole.lastIndexOf('/') + 1)].filter(Boolean)
  const parsed = parseJson(body)
  const found =
    record.line === null
      ? ids.map((id) => findRecord(parsed?.value, id)).find((one) => one !== null)
      : findLine(body, record.line)
  const isRecord = found !== undefined && found !== null
  if (isRecord) return { text: shorten(JSON.stringify(cleanValue(found), null, 2), mostShown), isRecord }
  if (parsed !== null && ids.length === 0)
    return { text: shorten(JSON.stringify(cleanValue(parsed.value), null, 2), mostShown), isRecord }
  return { text: cutText(body, ids), isRecord: ids.some((id) => body.includes(id)) }
}
