import type { Pool } from 'pg'
import { z } from 'zod'
import { Month } from '@/lib/domain/month'
import { GivenFields } from '@/lib/domain/posting'
import { listIdRanges } from '@/lib/db/retag-store'

const StoredText = z.object({
  id: z.string(),
  sourceId: z.string(),
  externalId: z.string(),
  text: z.string(),
  given: GivenFields.nullable(),
  month: Month,
  vacancyId: z.string(),
  /** Whether it belongs to the strict backend population. */
  isBackend: z.boolean(),
})
export type StoredText = z.infer<typeof StoredText>

const pageSize = 500

const readSql = `
  select p.id, p.source_id as "sourceId", p.external_id as "externalId", p.text, p.given,
         to_char(f.month, 'YYYY-MM') as month, f.vacancy_id as "vacancyId", f.role = 'strict' as "isBackend"
    from posting p join posting_fact f on f.posting_id = p.id
   where p.id > $1 and p.id <= $2 order by p.id`

/**
 * Texts of the postings that count, by id. Ids are hashes, so that the first `sample` of them are a random sample, and
 * the same one each time.
 */
export async function* listTexts(pool: Pool, sample: number | null): AsyncGenerator<StoredText> {
  let left = sample ?? Infinity
  for await (const range of listIdRanges(pool, pageSize)) {
    const { rows } = await pool.query(readSql, [range.after, range.upTo])
    for (const text of z.array(StoredText).parse(rows)) {
      if (left <= 0) return
      left--
      yield text
    }
  }
}
