// The demand index over the chunks that were grown, in one process without a server.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { seriesCode } from '@/lib/db/series-code'
import { decodeChunk } from '@/lib/demand-index/chunk-bytes'
import { createIndexEngine } from '@/lib/demand-index/engine'
import { createNames, type IndexSnapshot, openMonth } from '@/lib/demand-index/index-snapshot'
import type { DemandEngine, NamedSeries } from '@/lib/query/engine'
import { skills } from '@/lib/tagger/taxonomy'
import { pageQueries } from './page-queries'
import { measure, note, record } from './timings'

const [folder = ''] = process.argv.slice(2)
const now = () => new Date('2024-06-15T00:00:00Z')
const mebibytes = (bytes: number): number => bytes / 2 ** 20

const names = createNames()
const started = performance.now()
let chunkBytes = 0
let longest = 0
const months = readdirSync(join(folder, 'chunks'))
  .toSorted()
  .map((file) => {
    const bytes = new Uint8Array(readFileSync(join(folder, 'chunks', file)))
    chunkBytes += bytes.byteLength
    const before = performance.now()
    const table = openMonth(decodeChunk(bytes), names)
    longest = Math.max(longest, performance.now() - before)
    return table
  })
note(folder, 'chunks, MiB', mebibytes(chunkBytes))
note(folder, 'index opened from files, ms', performance.now() - started)
note(folder, 'longest month to open, ms', longest)
const dataVersion = { id: 1, at: null, taxonomyVersion: null, rulesVersion: null }
const snapshot: IndexSnapshot = { dataVersion, months, names }

const skillOf = new Map(skills.map(({ id }) => [seriesCode(`skill:${id}`), id]))
const codes = new Map<NamedSeries, number>()
const codeOf = (series: NamedSeries): number => {
  const code = codes.get(series) ?? seriesCode(series)
  codes.set(series, code)
  return code
}
const engineOver = (of: () => IndexSnapshot): DemandEngine =>
  createIndexEngine({ snapshot: () => Promise.resolve(of()), now, codeOf, skillOf: (code) => skillOf.get(code) })

for (const { label, ours } of pageQueries) {
  // Right after a version was swapped: of the months that stand nothing is lost, all else is worked out anew.
  const cold = await measure(10, () => {
    const fresh = { ...snapshot }
    return ours(engineOver(() => fresh))
  })
  record(folder, { who: 'engine, cold', label, ...cold })
}
const engine = engineOver(() => snapshot)
for (const { label, ours } of pageQueries)
  record(folder, { who: 'engine', label, ...(await measure(20, () => ours(engine))) })
note(folder, 'memory of the engine at most, MiB', process.resourceUsage().maxRSS / 1024)
