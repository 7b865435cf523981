import { spawn } from 'node:child_process'
import { open, readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bareEnvironment, type Account } from './embedded-account'
import type { PostgresPrograms } from './embedded-binaries'
import type { Home } from './embedded-home'
import { limitLog } from './log-file'

export interface Postmaster {
  pid: number
  port: number
}

/**
 * The server that runs on a cluster, by its postmaster.pid. Null when none does. A file left by a kill whose process
 * number now belongs to another program is removed, because Postgres itself would refuse to start over it.
 */
export async function findPostmaster(home: Home): Promise<Postmaster | null> {
  const path = join(home.cluster, 'postmaster.pid')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const [pidLine, , , portLine] = text.split('\n')
  const pid = Number(pidLine)
  const port = Number(portLine)
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null
  if (await isOtherProgram(pid, home)) {
    await rm(path, { force: true })
    return null
  }
  return Number.isInteger(port) && port > 0 ? { pid, port } : null
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A postmaster works inside its cluster. Only Linux lets us look; elsewhere Postgres' own check has to do. */
async function isOtherProgram(pid: number, home: Home): Promise<boolean> {
  if (process.platform !== 'linux') return false
  try {
    return (await readlink(`/proc/${pid}/cwd`)) !== home.cluster
  } catch {
    // Gone meanwhile, or hidden from us: leave the decision to Postgres.
    return false
  }
}

export interface LaunchedPostgres {
  pid: number
  /** Null while it runs; what ended it otherwise. */
  ended(): string | null
}

/** Starts the server in a process group of its own, so that Ctrl-C in the terminal does not reach it before its turn. */
export async function launchPostgres(options: {
  home: Home
  account: Account
  programs: PostgresPrograms
  port: number
  settings: string[]
}): Promise<LaunchedPostgres> {
  const { home, account, programs, port, settings } = options
  limitLog(home.log)
  const log = await open(home.log, 'a', 0o640)
  let ended: string | null = null
  try {
    const child = spawn(programs.postgres, ['-D', home.cluster, '-p', String(port), ...settings], {
      ...account.ids,
      cwd: '/',
      env: bareEnvironment,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    child.once('error', (error) => (ended = error.message))
    child.once('exit', (code, signal) => (ended = `exit code ${code ?? signal}`))
    child.unref()
    return { pid: child.pid ?? -1, ended: () => ended }
  } finally {
    await log.close()
  }
}

/**
 * Stops the server when this process dies in whatever way: a shell waits for the end of a pipe that only we hold.
 * @returns a function that calls the guard off.
 */
export function guardAgainstOwnDeath(home: Home, account: Account, programs: PostgresPrograms): () => void {
  const script = 'cat > /dev/null; exec "$0" stop --pgdata="$1" --mode=fast'
  const guard = spawn('/bin/sh', ['-c', script, programs.pgCtl, home.cluster], {
    ...account.ids,
    cwd: '/',
    env: bareEnvironment,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  return () => {
    guard.kill('SIGKILL')
    guard.stdin.destroy()
  }
}

/** Orderly stop: open transactions are rolled back, a checkpoint is written. Falls back to an immediate stop after 30 s. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    const deadline = Date.now() + patienceMs
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return
      await sleep(20)
    }
  }
  throw new Error(`The Postgres server (process ${pid}) does not stop`)
}
