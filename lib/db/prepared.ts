import type { ClientBase, Pool, QueryResult } from 'pg'
import { sha256 } from '@/lib/db/ids'

/** A statement that each connection parses once, and plans once when its plan suits all values. */
export interface Prepared {
  name: string
  text: string
}

/** Gives a text its name, for statements that run for every page, request or run. */
export const prepared = (text: string): Prepared => ({ name: sha256(text).slice(0, 32), text })

export const ask = (
  database: ClientBase | Pool,
  statement: Prepared,
  values: unknown[] = [],
): Promise<QueryResult<Record<string, unknown>>> => database.query({ ...statement, values })
