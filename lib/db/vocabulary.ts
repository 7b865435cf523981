import type pg from 'pg'
import { z } from 'zod'
import type { Vocabulary } from '@/lib/query/parse-filters'
import { regionCodes } from '@/lib/query/region-codes'

const Row = z.object({ id: z.string() })

/**
 * What a query may name: the skills of the taxonomy (given by the caller, since this code does not know it),
 * the sources of the database and all regions. Throws what the database throws.
 */
export async function readVocabulary(
  pool: pg.Pool,
  names: Pick<Vocabulary, 'skills' | 'spellings'>,
): Promise<Vocabulary> {
  const { rows } = await pool.query<Record<string, unknown>>('select id from source order by id')
  return {
    ...names,
    sources: new Set(rows.map((row) => Row.parse(row).id)),
    regions: regionCodes,
  }
}
