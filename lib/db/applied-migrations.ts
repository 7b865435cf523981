import { readdir } from 'node:fs/promises'
import { z } from 'zod'

/** Names of the migrations of a folder, in their order. */
export async function listMigrations(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** Names of the migrations that were finished, as one row each; fails where Prisma never migrated. */
export const selectAppliedMigrations =
  'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null'

const AppliedRows = z.array(z.object({ migration_name: z.string() }))

/**
 * Which of the migrations are still to be applied; a failed one is among them.
 * @param rows answer to `selectAppliedMigrations`.
 */
export function missingMigrations(names: readonly string[], rows: unknown): string[] {
  const applied = new Set(AppliedRows.parse(rows).map((row) => row.migration_name))
  return names.filter((name) => !applied.has(name))
}
