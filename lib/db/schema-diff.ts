import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrationsFolder, schemaFile } from './prisma-folder'
import { noFilters, readMigrations, readSchema, withSchemaEngine } from './schema-engine'

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
