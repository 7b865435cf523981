import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { printQueryTable } from './queries-table'

export const name = 'queries'

/** Processes that grow vacancies beside each other. */
const growers = 2
/** Above so many vacancies the two Postgres tables take longer to fill than all else together. */
const mostForPostgres = 1_000_000

/** Runs a part in a process of its own, so that the memory and the caches of one are no matter of another. */
async function runPart(part: string, values: readonly string[]): Promise<void> {
  const child = fork(fileURLToPath(new URL(`queries-${part}.ts`, import.meta.url)), values, {
    execArgv: ['--import', 'tsx'],
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${part} ended with ${String(code)}`)
}

async function runSize(folder: string, size: number): Promise<void> {
  const say = (line: string) => process.stdout.write(`\n${line}\n`)
  say(`growing ${size.toLocaleString('en')} vacancies`)
  await Promise.all(
    Array.from({ length: growers }, (_, share) =>
      runPart('grow', [folder, String(size), String(share), String(growers)]),
    ),
  )
  for (const part of ['engine', 'http', 'duckdb', 'postgres']) {
    if (part === 'postgres' && size > mostForPostgres) {
      say(`the two tables in Postgres are left out above ${mostForPostgres.toLocaleString('en')} vacancies`)
      continue
    }
    say(part)
    // What the others measured is worth printing all the same.
    await runPart(part, [folder, String(size)]).catch((error: unknown) => {
      say(String(error))
      process.exitCode = 1
    })
  }
  printQueryTable(folder, size)
}

/**
 * Every query that a page makes: in the demand index (the engine alone, the built server over HTTP), in DuckDB, and in the
 * obvious Postgres schema, over the same grown vacancies. Sizes as arguments: `npm run bench -- queries 1000000`.
 */
export async function run(args: string[]): Promise<void> {
  const sizes = args.length > 0 ? args.map(Number) : [1_000_000]
  if (sizes.some((size) => !Number.isSafeInteger(size) || size < 1)) throw new Error('sizes are whole numbers from 1')
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'skilltide-bench-'))
    try {
      await runSize(folder, size)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}
