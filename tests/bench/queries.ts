import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const name = 'queries'

const parts = ['grow', 'engine', 'duckdb', 'postgres'] as const
type Part = (typeof parts)[number]

/** Above so many vacancies the two Postgres tables take longer to fill than all else together. */
const mostForPostgres = 1_000_000

/** Runs a part in a process of its own, so that the memory and the caches of one are no matter of another. */
async function runPart(part: Part, folder: string, size: number): Promise<void> {
  const child = fork(fileURLToPath(new URL(`queries-${part}.ts`, import.meta.url)), [folder, String(size)], {
    execArgv: ['--import', 'tsx'],
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${part} ended with ${String(code)}`)
}

/**
 * Every query that a page makes, in the demand index (in the engine and over HTTP), DuckDB, and the obvious Postgres
 * schema, over the same grown vacancies. Sizes as arguments: `npm run bench -- queries 1000000`.
 */
export async function run(args: string[]): Promise<void> {
  const sizes = args.length > 0 ? args.map(Number) : [1_000_000]
  if (sizes.some((size) => !Number.isSafeInteger(size) || size < 1)) throw new Error('sizes are whole numbers from 1')
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'skilltide-bench-'))
    try {
      for (const part of parts) if (part !== 'postgres' || size <= mostForPostgres) await runPart(part, folder, size)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}
