// The demand index over the chunks that were grown: in the engine and over HTTP.
import { createServer } from 'node:http'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { seriesCode } from '@/lib/db/series-code'
import { decodeChunk } from '@/lib/demand-index/chunk-bytes'
import { createIndexEngine } from '@/lib/demand-index/engine'
import { createNames, type IndexSnapshot, openMonth } from '@/lib/demand-index/index-snapshot'
import type { DemandEngine, NamedSeries } from '@/lib/query/engine'
import { printFilters } from '@/lib/query/filters'
import { regionCodes } from '@/lib/query/region-codes'
import { skills } from '@/lib/tagger/taxonomy'
import { answerDataset } from '../../app/api/[dataset]/answer'
import { measure, pageQueries, printTiming } from './page-queries'

const [folder = ''] = process.argv.slice(2)
const times = 20
const now = () => new Date('2024-06-15T00:00:00Z')
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`

const names = createNames()
const started = performance.now()
const months = readdirSync(join(folder, 'chunks'))
  .toSorted()
  .map((file) => openMonth(decodeChunk(Uint8Array.from(readFileSync(join(folder, 'chunks', file)))), names))
const loaded = performance.now() - started
const dataVersion = { id: 1, at: null, taxonomyVersion: null, rulesVersion: null }
const snapshot: IndexSnapshot = { dataVersion, months, names }
globalThis.gc?.()
process.stdout.write(
  `the index: opened in ${loaded.toFixed(0)} ms, ${names.employers.size} employers; the process takes ${megabytes(process.memoryUsage().rss)}\n`,
)

const skillOf = new Map(skills.map(({ id }) => [seriesCode(`skill:${id}`), id]))
const codes = new Map<NamedSeries, number>()
const codeOf = (series: NamedSeries): number => {
  const code = codes.get(series) ?? seriesCode(series)
  codes.set(series, code)
  return code
}
const engineOver = (of: () => IndexSnapshot): DemandEngine =>
  createIndexEngine({ snapshot: () => Promise.resolve(of()), now, codeOf, skillOf: (code) => skillOf.get(code) })

// A snapshot that nobody has asked before: its population is counted for every answer.
const fresh = engineOver(() => ({ ...snapshot }))
const engine = engineOver(() => snapshot)
for (const { label, ours } of pageQueries)
  printTiming('index', `${label}, first`, await measure(times, () => ours(fresh)))
for (const { label, ours } of pageQueries) printTiming('index', label, await measure(times, () => ours(engine)))

const vocabulary = {
  skills: new Set(skills.map(({ id }) => id)),
  sources: new Set(['hackernews']),
  regions: regionCodes,
}
const server = createServer((request, response) => {
  const address = new URL(request.url ?? '/', 'http://localhost')
  void answerDataset(new Request(address), address.pathname.slice('/api/'.length), {
    engine: () => engine,
    vocabulary: () => Promise.resolve(vocabulary),
    versionState: () => Promise.resolve('kept'),
    now: now(),
  }).then(async (answer) => {
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    await pipeline(Readable.from([Buffer.from(await answer.arrayBuffer())]), response)
  })
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = z.object({ port: z.int() }).parse(server.address())
for (const { label, dataset, filters } of pageQueries) {
  const url = `http://127.0.0.1:${port}/api/${dataset}?${printFilters(filters)}`
  const ask = async () => {
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`)
    await answer.arrayBuffer()
  }
  printTiming('HTTP', label, await measure(times, ask))
}
server.close()
process.stdout.write(`the process took ${megabytes(process.resourceUsage().maxRSS * 1024)} at most\n`)
