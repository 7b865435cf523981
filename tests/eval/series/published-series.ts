import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { Month } from '@/lib/domain/month'

const Row = z.object({
  month: Month,
  term: z.string(),
  comments: z.coerce.number().int(),
  count: z.coerce.number().int(),
  percentage: z.coerce.number(),
})

/** One term in one month, as published. */
export type Published = z.infer<typeof Row>

/** Reads a published series: CSV with the columns month, comments, term, count and percentage. */
export function readPublished(path: string): Map<string, Published> {
  const rows = z.array(Row).parse(parse(readFileSync(path), { columns: true }))
  return new Map(rows.map((row) => [`${row.month} ${row.term}`, row]))
}
