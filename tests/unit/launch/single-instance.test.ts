import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimDataFolder } from '@/lib/launch/single-instance.mjs'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skilltide-claim-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const me = { pid: process.pid, url: 'http://localhost:3000' }

test('the second claim of a folder learns who holds it and where', async () => {
  expect(await claimDataFolder(folder, () => me)).toEqual({ claimed: true })
  expect(await claimDataFolder(folder, () => me)).toEqual({ claimed: false, other: me })
})

test('a folder with a path too long for a socket can be claimed once too', async () => {
  const deep = join(folder, 'a'.repeat(120))
  await mkdir(deep)
  expect(await claimDataFolder(deep, () => me)).toEqual({ claimed: true })
  expect(await claimDataFolder(deep, () => me)).toEqual({ claimed: false, other: me })
})

test('the claim of a process that was killed is free again', async () => {
  const script = `
    import { claimDataFolder } from './lib/launch/single-instance.mjs'
    await claimDataFolder(${JSON.stringify(folder)}, () => ({ pid: process.pid, url: '' }))
    console.log('claimed')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await claimDataFolder(folder, () => me)).toEqual({ claimed: true })
})

const programs = {
  'npm start': ['lib/launch/start.mjs'],
  'a command': ['--import', 'tsx', 'scrapers/cli/main.ts', 'payloads', 'stats'],
}
const unusable = {
  'a file': () => join(folder, 'file'),
  'below a file': () => join(folder, 'file', 'deep', 'data'),
  'in /proc': () => '/proc/skilltide',
  'of the system': () => '/proc',
}
const cases = Object.entries(programs).flatMap(([program, values]) =>
  Object.entries(unusable).map(([what, where]) => ({ program, values, what, where })),
)
// In a process of its own: where it hangs, it does so within one call.
test.each(cases)('$program ends with a line that names the setting when the folder is $what', async (given) => {
  await writeFile(join(folder, 'file'), '')
  const dataDir = given.where()
  const env = { ...process.env, DATABASE_URL: '', SKILLTIDE_DATA_DIR: dataDir }
  const done = spawnSync(process.execPath, given.values, { env, encoding: 'utf8', timeout: 30_000 })
  expect(done.stderr).toMatch(
    new RegExp(`^(error: )?The data folder ${dataDir} cannot be used: [^\\n]*SKILLTIDE_DATA_DIR=[^\\n]*\\n$`, 'u'),
  )
  expect(done.status).toBe(1)
})
