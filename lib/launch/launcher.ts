import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '@/lib/db/migrate'
import { createPool } from '@/lib/db/pool'
import { readEnv, type Env, unknownSettings } from '@/lib/env'
import { buildWhenStale } from './build'
import { openDatabase } from './database'
import { keepDatabase } from './keep-database'
import { showProgress } from './progress'
import { supervise, type Program } from './supervise'
import { webArguments, webEnvironment } from '@/lib/launch/web-flags'
import { workerArguments } from '@/lib/launch/worker-flags'

export interface LaunchOptions {
  beginStep(name: string, doing: string): void
  printStep(name: string, outcome: string, startedMs: number): void
  /** `next dev` instead of a build and `next start`. */
  isDevelopment: boolean
}

/**
 * Everything of `npm start` after the packages: database, migrations, build, web server, worker, and their orderly end.
 * Runs until SIGINT, SIGTERM or SIGHUP.
 * @returns the exit code.
 */
export async function launch(options: LaunchOptions): Promise<number> {
  const stopAsked = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopAsked.abort())
  const cleanups: (() => Promise<void>)[] = []
  try {
    await bringUp(options, stopAsked.signal, cleanups)
    await untilAborted(stopAsked.signal)
    return 0
  } catch (error) {
    if (stopAsked.signal.aborted) return 0
    console.error(error instanceof Error ? error.message : error)
    return 1
  } finally {
    if (cleanups.length > 0) console.log('Stopping')
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}

async function bringUp(options: LaunchOptions, signal: AbortSignal, cleanups: (() => Promise<void>)[]): Promise<void> {
  const timed = async <T>(name: string, work: () => Promise<T>, describe: (result: T) => string): Promise<T> => {
    signal.throwIfAborted()
    options.beginStep(name, 'in preparation')
    const startedMs = Date.now()
    const result = await work()
    options.printStep(name, describe(result), startedMs)
    return result
  }
  const env = readEnv()
  for (const name of unknownSettings())
    console.log(`Settings   ${name} is not known and changes nothing: see README.md`)
  await checkPort(env.PORT)
  const open = () => openDatabase({ databaseUrl: env.DATABASE_URL, dataDir: env.SKILLTIDE_DATA_DIR, tell: console.log })
  const database = await timed('Database', open, (opened) => opened.description)
  const keeper = keepDatabase(database, open)
  cleanups.push(() => keeper.stop())
  await timed(
    'Migrations',
    () => migrate(database.url),
    (names) => (names.length > 0 ? `${names.length} applied` : 'up to date'),
  )
  if (!options.isDevelopment)
    await timed(
      'Pages',
      () => buildWhenStale(signal),
      (built) => (built ? 'built' : 'up to date'),
    )

  const address = `http://localhost:${env.PORT}`
  const programs = describePrograms(env, database.url, options.isDevelopment)
  const startedAt = new Date()
  const start = (program: Program) => {
    const running = supervise(program, console.log)
    cleanups.push(() => running.stop())
    keeper.onMoved((databaseUrl) => running.restart({ ...program.env, DATABASE_URL: databaseUrl }))
    return running
  }
  await timed(
    'Web',
    async () => waitForWeb(start(programs.web), env.PORT, signal),
    () => address,
  )
  if (!options.isDevelopment) void openPages(env.PORT, signal)
  await timed(
    'Worker',
    () => Promise.resolve(start(programs.worker)),
    () => 'started',
  )
  console.log(`\n  Open ${address} — Ctrl-C stops everything.\n`)
  const pool = createPool(database.url, 1)
  const shown = showProgress(pool, startedAt, signal)
  cleanups.push(() => shown.then(() => pool.end()))
}

function describePrograms(env: Env, databaseUrl: string, isDevelopment: boolean): { web: Program; worker: Program } {
  const logs = join(env.SKILLTIDE_DATA_DIR, 'logs')
  const shared = { DATABASE_URL: databaseUrl, NEXT_TELEMETRY_DISABLED: '1' }
  const mode = isDevelopment ? 'dev' : 'start'
  return {
    web: {
      name: 'web server',
      values: [...webArguments, mode, '--port', String(env.PORT)],
      env: { ...shared, ...webEnvironment, NODE_ENV: isDevelopment ? 'development' : 'production' },
      logFile: join(logs, 'web.log'),
      stopPatienceMs: 10_000,
    },
    worker: {
      name: 'worker',
      values: [...workerArguments, 'scrapers/worker.ts'],
      env: shared,
      logFile: join(logs, 'worker.log'),
      stopPatienceMs: 20_000,
    },
  }
}

/** @throws Error when another program listens on the port. */
async function checkPort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be used (${error.message})`
      reject(new Error(`Port ${port} ${reason}. Choose another, for example: PORT=${port + 1} npm start`))
    })
    server.listen(port, () => server.close(() => resolve()))
  })
}

async function waitForWeb<T>(web: T, port: number, signal: AbortSignal): Promise<T> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    signal.throwIfAborted()
    try {
      await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(5000) })
      return web
    } catch {
      // Not listening yet.
      await sleep(100)
    }
  }
  throw new Error('The web server does not answer within a minute')
}

/** Opens what most readers open first, so that none of them waits for the code of a page or the months of the index. */
async function openPages(port: number, signal: AbortSignal): Promise<void> {
  for (const path of ['/', '/movers', '/claims', '/changes'])
    await fetch(`http://127.0.0.1:${port}${path}`, { signal })
      .then((answer) => answer.arrayBuffer())
      .catch(() => undefined)
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve())
  })
}
