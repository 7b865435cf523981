import type pg from 'pg'
import type { z } from 'zod'

/** Collects the bound values of one statement. */
export interface Statement {
  values: unknown[]
  /** Binds a value and gives its placeholder. */
  bind(value: unknown): string
}

export function createStatement(): Statement {
  const values: unknown[] = []
  return { values, bind: (value) => `$${values.push(value)}` }
}

/** Reads rows inside one snapshot, each checked by its schema. */
export interface Snapshot {
  rows<Row>(schema: z.ZodType<Row>, text: string, values?: readonly unknown[]): Promise<Row[]>
}

/**
 * Runs reads that must agree with each other: all see the same committed data. Closed in every case;
 * a connection that failed is not given back to the pool.
 */
export async function readSnapshot<Result>(
  pool: pg.Pool,
  read: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    // Compiling these short queries costs more than it saves.
    await client.query('set local jit = off')
    // Sorting and grouping a hundred thousand facts stays in memory; the default of 4 MB spills to disk.
    await client.query(`set local work_mem = '32MB'`)
    const result = await read({
      async rows(schema, text, values = []) {
        const { rows } = await client.query<Record<string, unknown>>(text, [...values])
        return rows.map((row) => schema.parse(row))
      },
    })
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}
