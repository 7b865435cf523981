import { createHash } from 'node:crypto'
import { monthOf } from '@/lib/domain/month'
import { PostingInput } from '@/lib/domain/posting'
import { tidyText } from '@/lib/normalise/clean-text'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload, Reject } from '@/scrapers/contract'
import { decodeText } from '@/scrapers/decode-text'
import { refusePayload } from '@/scrapers/parse-json'
import { findColumns, tellMissing } from '@/scrapers/sources/file/columns'
import { readDate } from '@/scrapers/sources/file/read-date'
import { ChunkContext, ChunkLine } from '@/scrapers/sources/file/schema'
import type { ColumnMap, FileField } from '@/scrapers/sources/file/schema'

interface Row {
  line: number
  label: string
  cells: Record<FileField, unknown>
  /** Why the field is not there. */
  missing: (field: FileField) => string
}

const htmlTag = /<\/?(?:p|br|div|ul|ol|li|strong|b|em|i|h[1-6]|span|a|table|td)\b[^<>]*>/i
const escapedTag = /&lt;\/?(?:p|br|div|ul|ol|li|strong|b|em|h[1-6]|span|a)\b/i

function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null
  const text = String(value).replaceAll('\u0000', '').normalize('NFC').trim()
  return text === '' ? null : text
}

/** Plain text of a cell that may hold HTML, or HTML escaped once more (Greenhouse exports). */
function plainText(value: unknown): string | null {
  const text = textOf(value)
  if (text === null) return null
  const html = !htmlTag.test(text) && escapedTag.test(text) ? htmlToText(text) : text
  const plain = htmlTag.test(html) ? htmlToText(html) : tidyText(html)
  return plain === '' ? null : plain
}

/** Places of a cell: a list, or one text with `;` or `|` between them. */
function placesOf(value: unknown): string[] {
  const parts = Array.isArray(value) ? value.map(textOf) : (textOf(value)?.split(/[;|]/) ?? [])
  return parts.flatMap((part) => (part === null || part.trim() === '' ? [] : [part.trim().slice(0, 500)])).slice(0, 100)
}

/** Only web addresses: any other scheme would become a link on the page. */
function urlOf(value: unknown): string | null {
  const text = textOf(value)
  return text !== null && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null
}

function remoteOf(value: unknown): string | null {
  const text = textOf(value)?.slice(0, 500) ?? null
  if (text === null || /^(?:false|no|0)$/i.test(text)) return null
  return /^(?:true|yes|1)$/i.test(text) ? 'Remote' : text
}

/** Id of a row that names none: its content, so that the same row is the same posting in every import. */
const contentId = (parts: (string | null)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)

function refuse(row: { line: number; id: string | null }, field: string | null, reason: string): Reject {
  return { externalId: row.id, line: row.line, field, reason }
}

function parseRow({ line, label, cells, missing }: Row): PostingInput | Reject {
  const ownId = textOf(cells.id)?.slice(0, 180) ?? null
  const id = ownId === null ? null : `${label}/${ownId}`
  const text = plainText(cells.text)
  if (text === null) return refuse({ line, id }, 'text', missing('text'))
  const postedAt = readDate(cells.date)
  if (postedAt === null) {
    const isMissing = textOf(cells.date) === null
    return refuse({ line, id }, 'date', isMissing ? missing('date') : 'the date is not of the form 2024-05-01')
  }
  const [title, company] = [textOf(cells.title), textOf(cells.company)]
  const posting = PostingInput.safeParse({
    externalId: id ?? `${label}/${contentId([title, company, text, postedAt.toISOString(), textOf(cells.location)])}`,
    listing: `file/${label}`,
    url: urlOf(cells.url),
    title,
    company,
    text,
    placeTexts: placesOf(cells.location),
    remoteText: remoteOf(cells.remote),
    salaryText: textOf(cells.salary)?.slice(0, 500) ?? null,
    postedAt,
    month: monthOf(postedAt),
  })
  if (posting.success) return posting.data
  const issue = posting.error.issues[0]
  const reason =
    issue?.code === 'too_big'
      ? `longer than ${issue.maximum} characters`
      : (issue?.message ?? 'not in the expected form')
  return refuse({ line, id }, issue?.path.map(String).join('.') ?? null, reason)
}

const cellsOf = (row: Record<string, unknown>, columns: ColumnMap): Row['cells'] => {
  const cell = (field: FileField): unknown => (columns[field] === undefined ? undefined : row[columns[field]])
  return {
    id: cell('id'),
    title: cell('title'),
    company: cell('company'),
    text: cell('text'),
    location: cell('location'),
    url: cell('url'),
    date: cell('date'),
    remote: cell('remote'),
    salary: cell('salary'),
  }
}

function readStored(text: string): ChunkLine | null {
  try {
    return ChunkLine.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Postings of one chunk of a file. Columns are looked up row by row, because the rows of JSON lines may differ. */
export function parseChunk(payload: RawPayload): ParseResult {
  const text = decodeText(payload.body, undefined)
  if (text === null) return refusePayload('expected UTF-8, found bytes of another encoding')
  const { label, columns } = ChunkContext.parse(payload.context)
  const result: ParseResult = { postings: [], rejects: [], skipped: {} }
  const seen = new Set<string>()
  for (const stored of text.split('\n')) {
    if (stored === '') continue
    const read = readStored(stored)
    if (read === null) return refusePayload('expected a chunk of rows as stored, found something else')
    if ('problem' in read) {
      result.rejects.push({ externalId: null, line: read.line, field: null, reason: read.problem })
      continue
    }
    const names = Object.keys(read.row)
    const cells = cellsOf(read.row, findColumns(names, columns))
    const missing = (field: FileField) => tellMissing(field, names, columns)
    const parsed = parseRow({ line: read.line, label, cells, missing })
    if ('reason' in parsed) result.rejects.push(parsed)
    else if (seen.has(parsed.externalId)) {
      result.rejects.push({
        externalId: parsed.externalId,
        line: read.line,
        field: 'id',
        reason: 'an earlier row has the same id',
      })
    } else {
      seen.add(parsed.externalId)
      result.postings.push(parsed)
    }
  }
  return result
}
