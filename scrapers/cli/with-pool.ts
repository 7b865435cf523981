import type { Pool } from 'pg'
import { getPool } from '@/lib/db/pool'
import { withDatabase } from '@/lib/launch/with-database'

/** Runs a command on the migrated database and closes its pool after it, also when it fails. */
export const withPool = <T>(work: (pool: Pool) => Promise<T>): Promise<T> =>
  withDatabase(async () => {
    try {
      return await work(getPool())
    } finally {
      await getPool().end()
    }
  })
