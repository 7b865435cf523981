import pg from 'pg'
import { readEnv } from '@/lib/env'

const dateType = 1082
const bigintType = 20

/**
 * `date` stays the text `2024-05-01` (node-postgres would make a local midnight of it) and `bigint` (every `count(*)`)
 * becomes a number; a bigint that a number cannot hold is an error, never a wrong figure.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format !== 'binary' && oid === dateType) return (text: string) => text
    if (format !== 'binary' && oid === bigintType) return parseSafeInteger
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
  },
}

function parseSafeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is too large for a count`)
  return value
}

/**
 * Columns of a select that make the server notice within half a minute that the machine at the other end is gone (it
 * waits two hours otherwise), and free the locks of the session: for sessions that hold a lock for long.
 */
export const quickLoss = `set_config('tcp_keepalives_idle', '15', false),
  set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)`

/** A pool with this project's reading of types. */
export function createPool(databaseUrl: string, maximumConnections = 8): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: maximumConnections, types })
  // An idle connection that breaks (the server restarts) is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  // The same for one that is in use, but between two queries.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

declare global {
  // Survives the module reloads of `next dev`, which would otherwise leave a pool behind each time.
  var skilltidePool: pg.Pool | undefined
}

/**
 * The pool of this process, to the database that DATABASE_URL names.
 * @param maximumConnections counts for the first call, which makes the pool.
 * @throws Error when DATABASE_URL is not set: the launcher sets it, also for the embedded server.
 */
export function getPool(maximumConnections?: number): pg.Pool {
  const { DATABASE_URL } = readEnv()
  if (DATABASE_URL === undefined)
    throw new Error('DATABASE_URL is not set. Start the program with npm start, which sets it.')
  globalThis.skilltidePool ??= createPool(DATABASE_URL, maximumConnections)
  return globalThis.skilltidePool
}
