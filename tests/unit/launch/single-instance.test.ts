import { spawn } from 'node:child_process'
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

test('a folder that cannot be one is named, with the setting that chooses another', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  await expect(claimDataFolder(file, () => me)).rejects.toThrow(
    new RegExp(`^The data folder ${file} cannot be used: .*SKILLTIDE_DATA_DIR=`, 'u'),
  )
})
