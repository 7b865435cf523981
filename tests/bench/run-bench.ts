// `npm run bench -- <name> [arguments]`: runs tests/bench/<name>.ts, which exports `name` and `run(args)`.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const Bench = z.object({
  run: z.custom<(values: string[]) => Promise<void>>((value) => typeof value === 'function'),
})

const folder = new URL('.', import.meta.url)

/** Found by reading, not by importing: a bench may be heavy to load. */
function listBenches(): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  return files.flatMap(
    (file) => /^export const name = '(.+)'$/m.exec(readFileSync(new URL(file, folder), 'utf8'))?.[1] ?? [],
  )
}

const [wanted, ...values] = process.argv.slice(2)
if (wanted !== undefined && existsSync(new URL(`${wanted}.ts`, folder))) {
  await Bench.parse(await import(new URL(`${wanted}.ts`, folder).href)).run(values)
} else {
  console.error(`Usage: npm run bench -- <name>\nThere are: ${listBenches().join(', ')}`)
  process.exitCode = 2
}
