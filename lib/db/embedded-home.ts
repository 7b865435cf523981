import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { access, chown, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { openDataFolder } from '@/lib/db/data-folder.mjs'
import { bareEnvironment, canEnter, type Account } from './embedded-account'
import type { PostgresPrograms } from './embedded-binaries'

const run = promisify(execFile)

/** Where root's server lives when the server's account cannot reach the data folder. */
export const reachableFolder = '/var/lib/skilltide'
export const superuser = 'skilltide'

const Secret = z.object({ password: z.string().min(16), port: z.number().int().nullable() })
export type Secret = z.infer<typeof Secret>

/** A folder that holds one database cluster: `cluster/` (Postgres' own), `secret.json` (0600) and `server.log`. */
export interface Home {
  folder: string
  cluster: string
  log: string
}

/** Finds or makes the home of the cluster that belongs to a data folder. */
export async function openHome(dataDir: string, account: Account, tell: (line: string) => void): Promise<Home> {
  const wanted = openDataFolder(dataDir, 'postgres')
  const folder = (await canEnter(account, wanted)) ? wanted : await openReachableFolder(wanted)
  if (folder !== wanted)
    tell(`The database is kept in ${folder}, because the user ${account.name} cannot reach ${wanted}`)
  return { folder, cluster: join(folder, 'cluster'), log: join(folder, 'server.log') }
}

async function openReachableFolder(wanted: string): Promise<string> {
  const folder = join(reachableFolder, createHash('sha256').update(wanted).digest('hex').slice(0, 16))
  await mkdir(folder, { recursive: true, mode: 0o755 })
  return folder
}

/** Reads password and port; makes the password on first use. The first of several processes decides. */
export async function openSecret(home: Home): Promise<Secret> {
  const path = join(home.folder, 'secret.json')
  const fresh: Secret = { password: randomBytes(24).toString('base64url'), port: null }
  const unfinished = `${path}.${randomUUID()}`
  await writeFile(unfinished, JSON.stringify(fresh), { mode: 0o600 })
  try {
    // A link appears with its whole content or fails because the file is there: no reader sees half a file.
    await link(unfinished, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(unfinished, { force: true })
  }
  return Secret.parse(JSON.parse(await readFile(path, 'utf8')))
}

export async function rememberPort(home: Home, secret: Secret, port: number): Promise<void> {
  const path = join(home.folder, 'secret.json')
  await writeFile(`${path}.new`, JSON.stringify({ ...secret, port }), { mode: 0o600 })
  await rename(`${path}.new`, path)
}

/** Makes the cluster when there is none. It is made beside its place and renamed, so that a kill leaves no half of one. */
export async function openCluster(home: Home, account: Account, programs: PostgresPrograms, secret: Secret) {
  if (await exists(join(home.cluster, 'PG_VERSION'))) return
  const unfinished = `${home.cluster}.${randomUUID()}`
  const passwordFile = join(home.folder, `password.${randomUUID()}`)
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  await writeFile(passwordFile, `${secret.password}\n`, { mode: 0o600 })
  if (account.ids.uid !== undefined && account.ids.gid !== undefined) {
    await chown(unfinished, account.ids.uid, account.ids.gid)
    await chown(passwordFile, account.ids.uid, account.ids.gid)
  }
  const flags = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`, `--username=${superuser}`, '--encoding=UTF8']
  // The builtin locale sorts by code point on every system: the same order here, in tests and in CI.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  try {
    await run(programs.initdb, [`--pgdata=${unfinished}`, ...flags, ...locale], {
      ...account.ids,
      cwd: '/',
      env: bareEnvironment,
    }).catch((error: unknown) => {
      throw new Error(`the database cannot be made in ${home.folder}: ${whyInitFailed(error)}`, { cause: error })
    })
    await rename(unfinished, home.cluster).catch(async (error: NodeJS.ErrnoException) => {
      if (!(await exists(join(home.cluster, 'PG_VERSION')))) throw error
    })
  } finally {
    await rm(passwordFile, { force: true })
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** What `initdb` or the server that it runs says is wrong, of all that it prints. */
function whyInitFailed(error: unknown): string {
  const printed = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  const [, reason] = /(?:FATAL|PANIC|error): +(?<reason>.+)/u.exec(printed) ?? []
  return reason ?? (error instanceof Error ? error.message : String(error))
}

export async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}

/** The wanted port when it is free on loopback, else a free one. */
export async function findFreePort(wanted: number | null): Promise<number> {
  return (wanted === null ? null : await tryPort(wanted)) ?? (await tryPort(0)) ?? fail()
}

function fail(): never {
  throw new Error('No free port on the loopback interface')
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null))
    })
  })
}
