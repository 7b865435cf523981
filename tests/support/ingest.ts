import type { Pool } from 'pg'
import { z } from 'zod'
import type { Source } from '@/scrapers/contract'
import { runSource } from '@/scrapers/run'
import type { RunOptions } from '@/scrapers/run-options'

/** Runs a source with everything that a test does not care about filled in. */
export const runFor = (pool: Pool, source: Source, options: Partial<RunOptions> = {}) =>
  runSource({
    pool,
    source,
    config: {},
    trigger: 'cli',
    now: () => new Date('2024-06-10T00:00:00Z'),
    random: () => 0,
    contact: 'test',
    isPolite: false,
    signal: new AbortController().signal,
    ...options,
  })

const Rows = z.array(z.record(z.string(), z.unknown()))

/** Everything that counts: postings, places and facts, without what depends on when or from which bytes they came. */
export async function snapshot(
  pool: Pool,
): Promise<Record<'postings' | 'places' | 'facts' | 'signals' | 'choices', unknown[]>> {
  const read = async (sql: string) => Rows.parse((await pool.query(sql)).rows)
  const postings = await read('select * from posting order by id')
  const volatile = new Set(['payload_id', 'first_seen_at', 'last_seen_at', 'withdrawn_at', 'closed_at', 'reopened_at'])
  return {
    postings: postings.map((row) => ({
      ...Object.fromEntries(Object.entries(row).filter(([name]) => !volatile.has(name))),
      isWithdrawn: row.withdrawn_at !== null,
      isClosed: row.closed_at !== null,
    })),
    places: await read('select * from posting_place order by posting_id, ordinal'),
    facts: await read('select * from posting_fact order by posting_id'),
    signals: await read('select * from posting_signal order by posting_id, ordinal'),
    choices: await read('select * from posting_any_of order by posting_id, ordinal'),
  }
}

/** First column of the first row, as a number. */
export async function countOf(pool: Pool, sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await pool.query(sql, values)
  return Number(Object.values(Rows.parse(rows)[0] ?? {})[0])
}

/** Empties every table: much quicker than a new database for each test. */
export async function emptyDatabase(pool: Pool): Promise<void> {
  await pool.query(
    `truncate source, cursor, run, raw_payload, reject, company, posting, posting_place, posting_fact, posting_version, skill, data_version, chunk, month_chunk, sealed_version, posting_signature, vacancy_grouping, worker, board, host, host_lease restart identity cascade`,
  )
}
