// The demand index over the chunks that were grown, in one process without a server.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { seriesCode } from '@/lib/db/series-code'
import { decodeChunk } from '@/lib/demand-index/chunk-bytes'
import { createIndexEngine } from '@/lib/demand-index/engine'
import { createNames, type IndexSnapshot, type MonthTable, openMonth } from '@/lib/demand-index/index-snapshot'
import { forgetMonths } from '@/lib/demand-index/select-rows'
import { families } from '@/lib/domain/skill'
import type { DemandEngine, NamedSeries, SeriesKey } from '@/lib/query/engine'
import { defaultFilters } from '@/lib/query/filters'
import { forgetEverything } from '@/lib/query/memory'
import { skills } from '@/lib/tagger/taxonomy'
import { type PageQuery, pageQueries } from './page-queries'
import { isLarge, measure, note, record, type Timing } from './timings'

// Alone, over a folder that was grown: tsx tests/bench/queries-engine.ts <folder> <size> [part of a label] [end of a state]
const [folder = '', size = '', onlyLabel = '', onlyState = ''] = process.argv.slice(2)
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

/** Skills of all frequencies: their ranks grow by the same factor, so that what readers ask most is there whole. */
async function rankSkills(count: number): Promise<NamedSeries[]> {
  const { rows } = await engine.skills(defaultFilters)
  const ranks = new Set(Array.from({ length: count }, (_, at) => Math.floor(rows.length ** (at / count)) - 1))
  return [...ranks].flatMap((rank) => rows.slice(rank, rank + 1)).map(({ skill }): NamedSeries => `skill:${skill}`)
}

const nameOf = (series: SeriesKey): string => series.slice(series.indexOf(':') + 1)

/** Series of the kind of another one. */
async function othersThan(series: SeriesKey, count: number): Promise<SeriesKey[]> {
  if (series.startsWith('family:')) return families.map((family): SeriesKey => `family:${family}`)
  const ranked = await rankSkills(count)
  if (series.startsWith('skill:')) return ranked
  return ranked.slice(1).map((skill, at): SeriesKey => `set:${nameOf(ranked[at] ?? skill)} | ${nameOf(skill)}`)
}

/**
 * What a reader who goes from skill to skill waits for: the process knows the population from the same question of one
 * series, and of those asked then, each once, it knows nothing, not even what other labels left.
 */
async function measureUnasked({ series, askOf }: PageQuery): Promise<Timing | null> {
  if (series === undefined || askOf === undefined) return null
  const others = (await othersThan(series, isLarge(size) ? 20 : 50)).filter((one) => one !== series)
  forgetEverything()
  let next = 0
  const ask = () => askOf(engine, others[next++ - warmUps] ?? series)
  return measure(others.length, ask, warmUps)
}

/** Questions of the one series before those of others. */
const warmUps = 2
const times = isLarge(size) ? 5 : 40
const few = isLarge(size) ? 2 : 10
const swapNewest = swapping(0)
const swapWhole = swapping(1)
const states = {
  engine: ({ ours }: PageQuery) => measure(times, () => ours(engine)),
  'engine, swap': ({ ours }: PageQuery) => measure(times, () => ours(engine), 5, swapNewest),
  'engine, older': ({ ours }: PageQuery) => measure(few, () => ours(engine), 2, swapWhole),
  'engine, new': ({ ours }: PageQuery) => measure(few, () => ours(engine), 1, forgetEverything),
  'engine, unasked': measureUnasked,
}
for (const query of pageQueries.filter(({ label }) => label.includes(onlyLabel)))
  for (const [who, measureIn] of Object.entries(states).filter(([state]) => state.endsWith(onlyState))) {
    const measured = await measureIn(query)
    if (measured !== null) record(folder, { who, label: query.label, ...measured })
  }
note(folder, 'memory of the engine at most, MiB', process.resourceUsage().maxRSS / 1024)
