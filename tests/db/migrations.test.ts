import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '@/lib/db/migrate'
import { diffMigrationsWithSchema } from '@/lib/db/schema-diff'
import { readMigrations, readSchema } from '@/lib/db/schema-engine'
import { createTestDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('the migrations make exactly the tables of schema.prisma', async () => {
  expect(await diffMigrationsWithSchema(database.url, await readSchema())).toBeNull()
})

test('a column that only the schema has is found', async () => {
  const schema = (await readSchema()).replace('model Company {', 'model Company {\n  extra Int?')
  expect(await diffMigrationsWithSchema(database.url, schema)).toContain('ADD COLUMN     "extra" INTEGER')
})

test('a column that only the migrations have is found', async () => {
  const migrations = await readMigrations()
  const value = 'ALTER TABLE "company" ADD COLUMN "extra" INTEGER;'
  migrations.migrationDirectories.push({
    path: '99990101000000_add_extra',
    migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } },
  })
  const diff = await diffMigrationsWithSchema(database.url, await readSchema(), Promise.resolve(migrations))
  expect(diff).toContain('DROP COLUMN "extra"')
})

test('migrating a migrated database does nothing, also from two processes at once', async () => {
  expect(await Promise.all([migrate(database.url), migrate(database.url)])).toEqual([[], []])
})

test('no migration step and no lock is left behind', async () => {
  const left = async (): Promise<unknown[]> =>
    (
      await database.pool.query(
        `select count(*) filter (where finished_at is null) as unfinished,
            (select count(*) from pg_locks where locktype = 'advisory' and database =
              (select oid from pg_database where datname = current_database())) as locks
     from _prisma_migrations`,
      )
    ).rows
  // The session that held the lock has ended; the server notices a moment later.
  await expect.poll(left).toEqual([{ unfinished: 0, locks: 0 }])
})

test('the first migration of a database leaves no timer that would keep the process', async () => {
  const name = `empty_${process.pid}`
  await database.pool.query(`create database ${name}`)
  const url = Object.assign(new URL(database.url), { pathname: name }).href
  const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
  const before = timers()
  expect((await migrate(url)).length).toBeGreaterThan(1)
  expect(timers()).toBeLessThanOrEqual(before)
  expect(await migrate(url)).toEqual([])
  await database.pool.query(`drop database ${name} with (force)`)
})
