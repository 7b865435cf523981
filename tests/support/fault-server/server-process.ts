import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { startFaultServer } from './server'
import { makeWorld, protocols } from './world'

/** The server in a process of its own, for measurements: it tells its address, and what it saw when it is asked. */
const numbers = z.record(z.enum(protocols), z.int())
const given = z
  .object({
    world: z.object({
      seed: z.int(),
      boards: numbers,
      jobs: z.record(z.enum(protocols), z.object({ usual: z.int(), spread: z.number().optional() })),
    }),
    /** Folder of recorded threads, whose comments are what jobs say; null for made-up texts. */
    recorded: z.string().nullable(),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'))

const Thread = z.object({ children: z.array(z.object({ text: z.string().nullable() })) })
/** Comments that are long enough to be advertisements, of the newest threads. */
const mostTexts = 20_000
const leastLength = 300

async function readTexts(folder: string): Promise<string[]> {
  const texts: string[] = []
  for (const file of (await readdir(folder)).toSorted().toReversed()) {
    if (texts.length >= mostTexts) break
    const { children } = Thread.parse(JSON.parse(gunzipSync(await readFile(join(folder, file))).toString()))
    for (const { text } of children) if (text !== null && text.length >= leastLength) texts.push(text)
  }
  return texts
}

const texts = given.recorded === null ? [] : await readTexts(given.recorded)
const server = await startFaultServer({ world: makeWorld(given.world, texts), timeoutMs: 30_000, retryAfterSeconds: 1 })
process.on('message', () => process.send?.({ report: server.report() }))
process.once('disconnect', () => process.exit())
process.send?.({ url: server.url })
