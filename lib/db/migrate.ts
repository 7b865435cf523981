import pg from 'pg'
import { listMigrations, missingMigrations, selectAppliedMigrations } from './applied-migrations'
import { migrationsFolder } from './prisma-folder'

/** Key of the advisory lock that lets one process migrate at a time; any number that nothing else in the database uses. */
const migrationLockKey = 7_346_281

/**
 * Brings a database up to the newest migration, with Prisma's own engine and its ordinary `_prisma_migrations` table,
 * so that `prisma migrate deploy` elsewhere agrees. Safe when several processes start at once.
 * @returns names of the migrations applied now, in order; empty when there was nothing to do.
 * @throws Error when the database cannot be reached or a migration fails.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  // A connection that breaks fails the work below; the event itself must not end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    if (await isUpToDate(client)) return []
    // The lock belongs to the session: a process that dies frees it.
    await client.query('select pg_advisory_lock($1)', [migrationLockKey])
    // Five megabytes of WebAssembly, which hardly any start needs.
    const { applyMigrations } = await import('./schema-engine')
    return await applyMigrations(databaseUrl)
  } finally {
    await client.end()
  }
}

async function isUpToDate(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("select to_regclass('_prisma_migrations') is not null as known")
  if (rows[0]?.known !== true) return false
  const applied = await client.query(selectAppliedMigrations)
  return missingMigrations(await listMigrations(migrationsFolder), applied.rows).length === 0
}
