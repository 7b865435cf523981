import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { isAlive } from '@/lib/db/embedded-process'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skilltide-embedded-'))
  await chmod(folder, 0o755)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const start = () => startEmbeddedPostgres({ dataDir: folder })

test('a committed row outlives a kill -9 of the server, and the address stays the same', async () => {
  const first = await start()
  await ask(first.url, 'create table kept as select 42 as answer')
  process.kill(first.pid, 'SIGKILL')
  await first.lost
  const second = await start()
  expect(second.url).toBe(first.url)
  expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await second.stop()
  expect(isAlive(second.pid)).toBe(false)
})

test('a second user joins the running server, and only the last one stops it', async () => {
  const first = await start()
  const second = await start()
  expect([second.pid, second.wasRunning, first.wasRunning]).toEqual([first.pid, true, false])
  await first.stop()
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
  expect(isAlive(first.pid)).toBe(false)
})

test('two that start at once end up on one server', async () => {
  const both = await Promise.all([start(), start()])
  expect(new Set(both.map((server) => server.url)).size).toBe(1)
  for (const server of both) await server.stop()
})

test('a postmaster.pid whose number now belongs to another program does not hinder the start', async () => {
  const first = await start()
  const pidFile = join(folder, 'postgres/cluster/postmaster.pid')
  const lines = (await readFile(pidFile, 'utf8')).split('\n')
  await first.stop()
  const other = spawn('sleep', ['60'], { cwd: '/' })
  await writeFile(pidFile, [String(other.pid), ...lines.slice(1)].join('\n'))
  const second = await start()
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
  other.kill()
})

test('the server ends with the process that started it, however that ends', async () => {
  const script = `
    import { startEmbeddedPostgres } from './lib/db/embedded.ts'
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(folder)} })
    console.log(server.pid)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  const pid = Number(String(line))
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGKILL')
  await expect.poll(() => isAlive(pid)).toBe(false)
})
