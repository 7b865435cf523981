import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** The type `"char"` of the system catalogue, and `text`. */
const catalogueCharType = 18
const textType = 25

/** A failed statement as the engine wants it told. */
const asDriverError = (error: unknown): unknown =>
  error instanceof pg.DatabaseError
    ? new DriverAdapterError({
        kind: 'postgres',
        code: error.code ?? '',
        severity: error.severity ?? 'ERROR',
        message: error.message,
        detail: error.detail,
        column: error.column,
        hint: error.hint,
      })
    : error

/**
 * The schema engine reads the system catalogue, whose `"char"` columns `@prisma/adapter-pg` 7.10 refuses ("Column type
 * 'char' could not be deserialized"). So the adapter is told that they are text, and the engine that they are characters.
 */
async function connect(databaseUrl: string): Promise<SqlDriverAdapter> {
  // One connection: the engine locks the session while it migrates, and only the same session may pass or unlock.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  pool.on('error', () => undefined)
  const characterColumns = new WeakMap<object, number[]>()
  const ask = pool.query.bind(pool)
  const query = async (config: pg.QueryArrayConfig) => {
    const result = await ask(config)
    const columns: number[] = []
    for (const [column, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== catalogueCharType) continue
      field.dataTypeID = textType
      columns.push(column)
    }
    if (columns.length > 0) characterColumns.set(result.rows, columns)
    return result
  }
  const adapter = await new PrismaPg(Object.assign(pool, { query }), { disposeExternalPool: true }).connect()
  const read = adapter.queryRaw.bind(adapter)
  return Object.assign(adapter, {
    // The adapter's own cuts at every semicolon, also inside the body of a function; Postgres takes a script whole.
    async executeScript(script: string) {
      try {
        await ask(script)
      } catch (error) {
        throw asDriverError(error)
      }
    },
    async queryRaw(...values: Parameters<typeof read>) {
      const result = await read(...values)
      for (const column of characterColumns.get(result.rows) ?? []) {
        result.columnTypes[column] = ColumnTypeEnum.Character
        for (const row of result.rows) if (row[column] === '') row[column] = '\0'
      }
      return result
    },
  })
}

function withDatabase(databaseUrl: string, database: string): string {
  const url = new URL(databaseUrl)
  url.pathname = `/${database}`
  return url.href
}

/**
 * Connections for the schema engine: to the database itself, and to a shadow database that is dropped when released.
 * The engine never releases the former, and with it the lock that it holds: `close` does.
 */
export function createSchemaAdapter(databaseUrl: string) {
  const open: SqlDriverAdapter[] = []
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    async connect() {
      const adapter = await connect(databaseUrl)
      open.push(adapter)
      return adapter
    },
    // The adapter's own method would connect to the original database again: a connection string outweighs its option.
    async connectToShadowDb() {
      const database = `prisma_migrate_shadow_db_${randomUUID()}`
      const main = await connect(databaseUrl)
      await main.executeScript(`CREATE DATABASE "${database}"`)
      const shadow = await connect(withDatabase(databaseUrl, database))
      const release = shadow.dispose.bind(shadow)
      return Object.assign(shadow, {
        async dispose() {
          await release()
          await main.executeScript(`DROP DATABASE "${database}"`)
          await main.dispose()
        },
      })
    },
  }
  return {
    factory,
    async close() {
      await Promise.all(open.map((adapter) => adapter.dispose()))
    },
  }
}
