import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { migrationsFolder, noFilters, readMigrations, readSchema, schemaFile, withSchemaEngine } from './schema-engine'

/** Key of the advisory lock that lets one process migrate at a time; any number that nothing else in the database uses. */
const migrationLockKey = 7_346_281

/**
 * Brings a database up to the newest migration, with Prisma's own engine and its ordinary `_prisma_migrations` table,
 * so that `prisma migrate deploy` elsewhere agrees. Safe when several processes start at once.
 * @returns names of the migrations applied now, in order; empty when there was nothing to do.
 * @throws Error when the database cannot be reached or a migration fails.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const schema = await readSchema()
  return withMigrationLock(databaseUrl, () =>
    withSchemaEngine(databaseUrl, schema, async (engine) => {
      const migrationsList = await readMigrations()
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilters })
      return appliedMigrationNames
    }),
  )
}

async function withMigrationLock<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  // A connection that breaks fails the work below; the event itself must not end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    // The lock belongs to the session: a process that dies frees it.
    await client.query('select pg_advisory_lock($1)', [migrationLockKey])
    return await work()
  } finally {
    await client.end()
  }
}

/**
 * What would have to run so that a database with all migrations applied equals the schema.
 * @param databaseUrl a server on which a short-lived shadow database may be created.
 * @returns SQL; null when migrations and schema agree.
 */
export async function diffMigrationsWithSchema(
  databaseUrl: string,
  schema: string,
  migrations = readMigrations(),
): Promise<string | null> {
  return withSchemaEngine(databaseUrl, schema, async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...(await migrations) },
      to: { tag: 'schemaDatamodel', files: [{ path: schemaFile, content: schema }] },
      script: true,
      exitCode: true,
      filters: noFilters,
    })
    return exitCode === 0 ? null : (stdout ?? '')
  })
}

/**
 * Writes prisma/migrations/<timestamp>_<name>/migration.sql from what schema.prisma has and the migrations lack.
 * SQL that Prisma cannot express (a check, a function, a trigger) is added to that file by hand.
 * @param options.databaseUrl a server on which a short-lived shadow database may be created.
 * @returns path of the new file; null when the schema has nothing new.
 */
export async function writeMigration(options: {
  databaseUrl: string
  name: string
  now: Date
}): Promise<string | null> {
  const script = await diffMigrationsWithSchema(options.databaseUrl, await readSchema())
  if (script === null) return null
  const timestamp = options.now.toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(migrationsFolder, `${timestamp}_${options.name}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), script)
  return join(folder, 'migration.sql')
}
