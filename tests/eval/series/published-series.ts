import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { Month } from '@/lib/domain/month'

/** What is read of a series, and the columns in which HN Hiring Trends has it. */
export const defaultColumns = {
  month: 'month',
  term: 'term',
  comments: 'comments',
  count: 'count',
  percentage: 'percentage',
  spellings: 'full_term',
} as const
export type Columns = Record<keyof typeof defaultColumns, string>

/** One term in one month, as published. */
export interface Published {
  month: Month
  term: string
  /** Comments that it was counted in; null where the series does not say. */
  comments: number | null
  percentage: number
}

export interface Series {
  /** By month and term: "2024-05 AWS". */
  rows: ReadonlyMap<string, Published>
  /** What each term is counted by, in lower case: told by the series, or its name. */
  spellings: ReadonlyMap<string, readonly string[]>
}

const Row = z.object({
  // A day within the month will do.
  month: z
    .string()
    .transform((text) => text.slice(0, 7))
    .pipe(Month),
  term: z.string().min(1),
  comments: z.coerce.number().nonnegative().nullable(),
  count: z.coerce.number().nonnegative().nullable(),
  percentage: z.coerce.number().nonnegative().nullable(),
  spellings: z.string().nullable(),
})

/** "AI/alias[AI|Artificial Intelligence]" is counted by either; "React/js[react]" as react, reactjs and react.js. */
export function readSpellings(term: string, told: string | null): string[] {
  const alias = /\/alias\[([^\]]+)\]/i.exec(told ?? '')?.[1]
  const script = /\/js\[([^\]]+)\]/i.exec(told ?? '')?.[1]
  const list = alias?.split('|') ?? (script === undefined ? [term] : [script, `${script}js`, `${script}.js`])
  return [...new Set(list.map((spelling) => spelling.trim().toLowerCase()))]
}

/** Reads a published series: CSV with a row for each month and term, and either a percentage or a count and its comments. */
export function readPublished(path: string, columns: Columns = defaultColumns): Series {
  const records = z
    .array(z.record(z.string(), z.string()))
    .parse(parse(readFileSync(path), { columns: true, bom: true }))
  const rows = new Map<string, Published>()
  const spellings = new Map<string, readonly string[]>()
  for (const [index, record] of records.entries()) {
    const cell = (key: keyof Columns) => record[columns[key]]?.trim() || null
    const row = Row.safeParse({
      month: cell('month') ?? '',
      term: cell('term') ?? '',
      comments: cell('comments'),
      count: cell('count'),
      percentage: cell('percentage'),
      spellings: cell('spellings'),
    })
    const where = `${path}, row ${index + 1}`
    if (!row.success) {
      const key = String(row.error.issues[0]?.path[0] ?? '')
      throw new Error(
        `${where}, ${key}: ${row.error.issues[0]?.message ?? 'not readable'}. Name the columns with --columns.`,
      )
    }
    const { month, term, comments, count, percentage } = row.data
    const share = percentage ?? (count === null || !comments ? null : (100 * count) / comments)
    if (share === null) throw new Error(`${where}: there is neither a percentage nor a count with its comments.`)
    rows.set(`${month} ${term}`, { month, term, comments, percentage: share })
    spellings.set(term, readSpellings(term, row.data.spellings))
  }
  return { rows, spellings }
}
