import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Who the server runs as: root is refused by Postgres, so root lends it another account. */
export interface Account {
  name: string
  /** What to add to the options of spawn; empty when the server runs as the current user. */
  ids: { uid?: number; gid?: number }
}

/** The server needs nothing of our environment, and must not change its language with it. */
export const bareEnvironment: NodeJS.ProcessEnv = { LC_ALL: 'C', PATH: '/usr/bin:/bin', NODE_ENV: 'production' }

async function findAccount(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { name, ids: { uid: Number(uid.stdout), gid: Number(gid.stdout) } }
  } catch {
    // `id` knows no such user.
    return null
  }
}

/**
 * The account for the server. For an ordinary user: that user. For root: `postgres` when the system has it, else an
 * account `skilltide` made for the purpose.
 * @throws Error when root can neither find nor make one.
 */
export async function chooseAccount(): Promise<Account> {
  if (process.getuid === undefined || process.getuid() !== 0) return { name: 'the current user', ids: {} }
  const known = (await findAccount('postgres')) ?? (await findAccount('skilltide'))
  if (known) return known
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'skilltide',
  ]).catch(
    () => run('adduser', ['-S', '-D', '-H', 'skilltide']), // BusyBox, as in Alpine images
  )
  const made = await findAccount('skilltide')
  if (made) return made
  throw new Error(
    'Postgres does not run as root, and no other user could be made. Start as an ordinary user, or set DATABASE_URL.',
  )
}

/** Whether the account can run a program and the program succeeds. */
export async function canRun(account: Account, program: string, values: string[]): Promise<boolean> {
  try {
    await run(program, values, { ...account.ids, cwd: '/' })
    return true
  } catch {
    return false
  }
}

/** Whether the account can enter a folder, which needs every folder above it to be open too. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  return canRun(account, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder])
}
