// The demand index over the chunks that were grown, in one process without a server.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { seriesCode } from '@/lib/db/series-code'
import { decodeChunk } from '@/lib/demand-index/chunk-bytes'
import { createIndexEngine } from '@/lib/demand-index/engine'
import { createNames, type IndexSnapshot, type MonthTable, openMonth } from '@/lib/demand-index/index-snapshot'
import { forgetMonths } from '@/lib/demand-index/select-rows'
import type { DemandEngine, NamedSeries } from '@/lib/query/engine'
import { forgetEverything } from '@/lib/query/memory'
import { skills } from '@/lib/tagger/taxonomy'
import { pageQueries } from './page-queries'
import { isLarge, measure, note, record } from './timings'

// Alone, over a folder that was grown: tsx tests/bench/queries-engine.ts <folder> <size> [part of a label]
const [folder = '', size = '', only = ''] = process.argv.slice(2)
// In the last month that was grown, which still runs then: what is read goes into it, as it does while the product runs.
const now = () => new Date('2024-05-20T00:00:00Z')
const mebibytes = (bytes: number): number => bytes / 2 ** 20

const names = createNames()
const started = performance.now()
let chunkBytes = 0
let longest = 0
const files = readdirSync(join(folder, 'chunks')).toSorted()
const months = files.map((file) => {
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

const skillOf = new Map(skills.map(({ id }) => [seriesCode(`skill:${id}`), id]))
const codes = new Map<NamedSeries, number>()
const codeOf = (series: NamedSeries): number => {
  const code = codes.get(series) ?? seriesCode(series)
  codes.set(series, code)
  return code
}
const dataVersion = { id: 1, at: null, taxonomyVersion: null, rulesVersion: null }
let snapshot: IndexSnapshot = { dataVersion, months, names }
const engine: DemandEngine = createIndexEngine({
  snapshot: () => Promise.resolve(snapshot),
  now,
  codeOf,
  skillOf: (code) => skillOf.get(code),
})

/** Makes swaps of one month, counted from the newest: to the one of other facts and back, each a chunk that was never seen. */
function swapping(monthsBack: number): () => void {
  const place = files.length - 1 - monthsBack
  const file = files[place] ?? ''
  let turn = 0
  return () => {
    turn += 1
    const bytes = new Uint8Array(readFileSync(join(folder, turn % 2 === 1 ? 'changed' : 'chunks', file)))
    const table = openMonth(decodeChunk(bytes), names)
    const gone = snapshot.months.filter((_, index) => index === place)
    snapshot = {
      ...snapshot,
      dataVersion: { ...dataVersion, id: snapshot.dataVersion.id + 1 },
      months: snapshot.months.map((month, index): MonthTable => (index === place ? table : month)),
    }
    forgetMonths(new Set(gone))
  }
}

const times = isLarge(size) ? 5 : 40
const few = isLarge(size) ? 2 : 10
const swapNewest = swapping(0)
const swapWhole = swapping(1)
for (const { label, ours } of pageQueries.filter((query) => query.label.includes(only))) {
  const ask = () => ours(engine)
  record(folder, { who: 'engine', label, ...(await measure(times, ask)) })
  record(folder, { who: 'engine, swap', label, ...(await measure(times, ask, 5, swapNewest)) })
  record(folder, { who: 'engine, older', label, ...(await measure(few, ask, 2, swapWhole)) })
  record(folder, { who: 'engine, new', label, ...(await measure(few, ask, 1, forgetEverything)) })
}
note(folder, 'memory of the engine at most, MiB', process.resourceUsage().maxRSS / 1024)
