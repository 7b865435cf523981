import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import { announceDatabaseUrl, readEnv } from '@/lib/env'

/**
 * Gives a command its database, migrated: the one of DATABASE_URL, or the embedded server, which is joined when
 * `npm start` runs beside it and otherwise started for the length of the work. `getPool()` works inside. Where the server
 * keeps its files is told by `npm start`, not again by every command.
 */
export async function withDatabase<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const env = readEnv()
  if (env.DATABASE_URL !== undefined) {
    await migrate(env.DATABASE_URL)
    return work(env.DATABASE_URL)
  }
  const server = await startEmbeddedPostgres({ dataDir: env.SKILLTIDE_DATA_DIR })
  try {
    announceDatabaseUrl(server.url)
    await migrate(server.url)
    return await work(server.url)
  } finally {
    await server.stop()
  }
}
