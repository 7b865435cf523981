import pg from 'pg'
import { startEmbeddedPostgres } from '@/lib/db/embedded'

export interface Database {
  url: string
  /** For people: which server, without its password. */
  description: string
  /** Settles when an embedded server goes away unasked; never for a server that is not ours. */
  lost: Promise<void>
  stop(): Promise<void>
}

const oldestVersion = 15

/**
 * The server that DATABASE_URL names, checked, or the embedded one, started.
 * @throws Error that says what to do when the server cannot be used.
 */
export async function openDatabase(options: {
  databaseUrl: string | undefined
  dataDir: string
  tell: (line: string) => void
}): Promise<Database> {
  const { databaseUrl, dataDir, tell } = options
  if (databaseUrl === undefined) {
    const server = await startEmbeddedPostgres({ dataDir, tell })
    const port = new URL(server.url).port
    const state = server.wasRunning ? 'was still running' : 'started'
    return { ...server, description: `Postgres 18, embedded, ${state} on port ${port}` }
  }
  const version = await readServerVersion(databaseUrl)
  if (Math.floor(version / 10_000) < oldestVersion) {
    throw new Error(
      `The server of DATABASE_URL is Postgres ${Math.floor(version / 10_000)}; Skilltide needs ${oldestVersion} or newer. ` +
        'Unset DATABASE_URL to use the embedded Postgres 18.',
    )
  }
  return {
    url: databaseUrl,
    description: `Postgres ${Math.floor(version / 10_000)} at ${withoutPassword(databaseUrl)}`,
    lost: new Promise(() => undefined),
    stop: () => Promise.resolve(),
  }
}

function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  return `${url.host}${url.pathname}`
}

/** Version as Postgres counts: 150004 is 15.4. */
async function readServerVersion(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
    return Number(rows[0]?.server_version_num)
  } catch (cause) {
    throw new Error(
      `The database of DATABASE_URL (${withoutPassword(databaseUrl)}) cannot be used: ${describeError(cause)}. ` +
        'Start that server, correct DATABASE_URL, or unset it to use the embedded Postgres.',
      { cause },
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The message of an error; a failed connection to a name with several addresses has its messages one level down. */
function describeError(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describeError).join('; ')
  return error instanceof Error ? error.message || String(error) : String(error)
}
