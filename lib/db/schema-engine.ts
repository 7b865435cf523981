import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { MigrationDirectory, MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { listMigrations } from './applied-migrations'
import { migrationsFolder, schemaFile } from './prisma-folder'
import { createSchemaAdapter } from './schema-engine-adapter'

// Prisma's command line downloads its schema engine as a binary. The same engine is published as
// WebAssembly inside an npm package; its own loader expects a bundler, so it is instantiated by hand here.

/** Prisma's filter of tables that it must not touch: none. */
export const noFilters = { externalTables: [], externalEnums: [] }

let engineModule: Promise<void> | undefined

async function instantiateEngine(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'))
  const imports: WebAssembly.ModuleImports = Object.fromEntries(Object.entries(glue))
  const timer = Object.keys(imports).find((name) => name.startsWith('__wbg_setTimeout_'))
  if (timer !== undefined) imports[timer] = setLooseTimeout
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports })
  // The engine reports a panic here before it aborts; without the object the report itself would fail.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: reportPanic } })
  callExport(glue, '__wbg_set_wasm', instance.exports)
  callExport(instance.exports, '__wbindgen_start')
}

/** The engine never takes back the ten seconds that it gives itself for its lock: they must not keep the process. */
const setLooseTimeout = (callback: () => void, delayMs: number) => setTimeout(callback, delayMs).unref()

function reportPanic(message: string): void {
  process.stderr.write(`Prisma's schema engine failed: ${message}\n`)
}

/** Calls a function that wasm-bindgen exports but does not declare. */
function callExport(holder: object, name: string, ...values: unknown[]): void {
  const exported: unknown = Reflect.get(holder, name)
  if (typeof exported !== 'function')
    throw new Error(`@prisma/schema-engine-wasm has no ${name}: its version does not fit`)
  Reflect.apply(exported, undefined, values)
}

/** Runs work with Prisma's schema engine, connected to a database through node-postgres. */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  schema: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  engineModule ??= instantiateEngine()
  await engineModule
  const { factory, close } = createSchemaAdapter(databaseUrl)
  const ignoreLog = () => undefined
  try {
    const datamodels: [string, string][] = [[schemaFile, schema]]
    const bound = bindMigrationAwareSqlAdapterFactory(factory)
    const engine = await glue.SchemaEngine.new({ datamodels }, ignoreLog, bound)
    return await work(engine).finally(() => engine.free())
  } finally {
    await close()
  }
}

/** Applies what a database lacks, and returns the names, in order. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  return withSchemaEngine(databaseUrl, await readSchema(), async (engine) => {
    const migrationsList = await readMigrations()
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilters })
    return appliedMigrationNames
  })
}

export async function readSchema(): Promise<string> {
  return readFile(schemaFile, 'utf8')
}

/** The migrations in their order, as the engine wants them. */
export async function readMigrations(): Promise<MigrationList> {
  const names = await listMigrations(migrationsFolder)
  const directories = names.map(async (name): Promise<MigrationDirectory> => {
    const value = await readFile(join(migrationsFolder, name, 'migration.sql'), 'utf8')
    return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } }
  })
  const lockfile = 'migration_lock.toml'
  return {
    baseDir: migrationsFolder,
    lockfile: { path: lockfile, content: await readFile(join(migrationsFolder, lockfile), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(directories),
  }
}
