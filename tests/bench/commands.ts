import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import { inheritEnvironment } from '@/lib/env'
import { workerArguments } from '@/lib/launch/worker-flags'
import { quantile } from './timings'

export const name = 'commands'

const rounds = 5
const meter = new URL('./processor-time.mjs', import.meta.url).href

const commands = [
  '--help',
  'taxonomy list',
  'tag --help',
  'status',
  'claims',
  'query --dataset skills',
  'boards list',
  'rejects list',
  'hosts list',
  'index status',
  'replay --help',
  'ingest --help',
  'worker --help',
]

/** @returns processor time of a whole process in ms, its threads included. */
function measure(values: readonly string[], databaseUrl: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', meter, ...values], {
      env: inheritEnvironment({ DATABASE_URL: databaseUrl }),
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    })
    let told = ''
    let complaints = ''
    child.stderr?.on('data', (chunk) => (complaints += String(chunk)))
    child.stdio[3]?.on('data', (chunk) => (told += String(chunk)))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0 && told !== '') resolve(Number(told) / 1000)
      else reject(new Error(`${values.join(' ')} ended with ${code}: ${complaints}`))
    })
  })
}

/**
 * `npm run bench -- commands`: processor time of commands from the start of the process to its end, on an empty database,
 * so that hardly anything but their start is counted; beside Node with nothing to do and tsx with an empty file.
 */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder })
  try {
    await migrate(server.url)
    const empty = join(folder, 'empty.ts')
    await writeFile(empty, 'export {}\n')
    const main = [...workerArguments, 'scrapers/cli/main.ts']
    const programs = [
      { label: 'node, nothing', values: ['-e', '0'] },
      { label: 'tsx, an empty file', values: [...workerArguments, empty] },
      ...commands.map((command) => ({ label: `skilltide ${command}`, values: [...main, ...command.split(' ')] })),
    ]
    const times = programs.map((): number[] => [])
    // In turn, so that a busy minute falls on all of them.
    for (let round = 0; round < rounds; round++)
      for (const [index, { values }] of programs.entries()) times[index]?.push(await measure(values, server.url))
    const medians = times.map((ofOne) => quantile(ofOne, 0.5))
    for (const [index, { label }] of programs.entries()) {
      const ms = medians[index] ?? NaN
      const ratio = (ms / (medians[1] ?? NaN)).toFixed(1)
      process.stdout.write(
        `${label.padEnd(34)} ${ms.toFixed(0).padStart(6)} ms   ${ratio} times tsx with an empty file\n`,
      )
    }
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
