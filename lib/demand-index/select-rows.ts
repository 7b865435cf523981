import { expandRegion } from '@/lib/domain/european-union'
import { type Month } from '@/lib/domain/month'
import { remoteKinds, seniorities } from '@/lib/domain/posting'
import { lengthBands, wordsOfBand } from '@/lib/domain/text-length'
import type { Filters } from '@/lib/query/filters'
import { type Chunk, flagBits } from '@/lib/demand-index/chunk'
import { keepFirstCopies } from '@/lib/demand-index/copies'
import { firstMonthsOf } from '@/lib/demand-index/first-months'
import { type IndexSnapshot, type MonthTable, type Selection, startupsByMonth } from '@/lib/demand-index/index-snapshot'

type Keep = (row: number) => boolean

const endOf = ({ strictEnd, broadEnd, rows }: Chunk, role: Filters['role']): number =>
  role === 'strict' ? strictEnd : role === 'broad' ? broadEnd : rows

/** Bits of the wanted values at their place in the list. */
const bitsOf = <T>(all: readonly T[], wanted: readonly T[]): number =>
  wanted.reduce((bits, value) => bits | (1 << all.indexOf(value)), 0)

function keepRegions({ regionSets, regionSetOf }: Chunk, regions: readonly string[]): Keep {
  const wanted = new Set(regions.flatMap(expandRegion))
  const isWanted = regionSets.map((set) => set.some((region) => wanted.has(region)))
  return (row) => isWanted[regionSetOf[row] ?? 0] === true
}

const hasStock = ({ flags }: Chunk): boolean => flags.some((bits) => (bits & flagBits.stock) !== 0)

/** What each filter asks of a row; null where it asks nothing. */
function conditionsOf(chunk: Chunk, filters: Filters): Keep[] {
  const conditions: Keep[] = []
  const { flags, seniority, sourceOf, sources } = chunk
  if (filters.regions.length > 0) conditions.push(keepRegions(chunk, filters.regions))
  if (filters.remote.length > 0) {
    const bits = bitsOf(remoteKinds, filters.remote)
    conditions.push((row) => ((bits >> ((flags[row] ?? 0) & 3)) & 1) === 1)
  }
  if (filters.seniority.length > 0) {
    const bits = bitsOf(seniorities, filters.seniority)
    conditions.push((row) => ((seniority[row] ?? 0) & bits) !== 0)
  }
  if (filters.lengths.length > 0 && filters.lengths.length < lengthBands.length) {
    const { words } = chunk
    const bands = filters.lengths.map((band) => wordsOfBand[band])
    conditions.push((row) =>
      bands.some(({ from, to }) => (words[row] ?? 0) >= from && (to === null || (words[row] ?? 0) <= to)),
    )
  }
  // Most months hold no stock: none is asked for then, and the month counts as whole.
  if (filters.arrival === 'flow' && hasStock(chunk))
    conditions.push((row) => ((flags[row] ?? 0) & flagBits.stock) === 0)
  const isWanted = sources.map(
    (source) => (filters.sources.length === 0 || filters.sources.includes(source)) && !filters.without.includes(source),
  )
  if (isWanted.includes(false)) {
    conditions.push((row) => isWanted[sourceOf[row] ?? 0] === true)
  }
  return conditions
}

/** All postings of a role: the question that most pages ask, so its answer is kept with the month. */
function selectWhole(table: MonthTable, end: number): Selection {
  const held = table.wholeMonths.get(end)
  if (held !== undefined) return held
  const postings = ones(end)
  const vacancies = keepFirstCopies(table.chunk, postings, { end, unit: 'vacancy' })
  const selection = { table, end, postings, postingCount: end, vacancies }
  table.wholeMonths.set(end, selection)
  return selection
}

let allOnes = new Uint8Array(0)

/** So many ones, for reading only: views of one array. */
function ones(length: number): Uint8Array {
  if (allOnes.length < length) allOnes = new Uint8Array(length * 2).fill(1)
  return allOnes.subarray(0, length)
}

/** Conditions that look beyond the month: what an employer says of itself around it, and when a vacancy was first posted. */
interface Surroundings {
  startups: ArrayLike<number> | null
  firstMonths: Uint8Array | null
}

function selectMonth(table: MonthTable, filters: Filters, { startups, firstMonths }: Surroundings): Selection {
  const { chunk, employerNumbers } = table
  const end = endOf(chunk, filters.role)
  const conditions = conditionsOf(chunk, filters)
  if (startups !== null) {
    const isStartup = new Uint8Array(employerNumbers.length)
    for (let own = 0; own < isStartup.length; own += 1)
      isStartup[own] = (startups[employerNumbers[own] ?? 0] ?? 0) > 0 ? 1 : 0
    conditions.push((row) => isStartup[chunk.employerOf[row] ?? 0] === 1)
  }
  if (firstMonths !== null) conditions.push((row) => firstMonths[row] === 1)
  const { unit } = filters
  if (conditions.length === 0 && unit === 'vacancy') return selectWhole(table, end)
  const postings = new Uint8Array(end).fill(1)
  for (const keep of conditions) for (let row = 0; row < end; row += 1) if (!keep(row)) postings[row] = 0
  let postingCount = 0
  for (let row = 0; row < end; row += 1) postingCount += postings[row] ?? 0
  const vacancies = keepFirstCopies(chunk, postings, { end, unit })
  return { table, end, postings, postingCount, vacancies }
}

const isInside = (month: Month, { from, to }: Pick<Filters, 'from' | 'to'>): boolean =>
  (from === null || month >= from) && (to === null || month <= to)

/** The rows of a population, month by month, oldest first; months outside its range are left out. */
export function selectRows(snapshot: IndexSnapshot, filters: Filters): Selection[] {
  const firstMonths = filters.unit === 'first' ? firstMonthsOf(snapshot) : null
  const selectOne = (table: MonthTable, startups: ArrayLike<number> | null) =>
    selectMonth(table, filters, { startups, firstMonths: firstMonths?.get(table) ?? null })
  if (filters.employer === 'startup') {
    const selections: Selection[] = []
    // The window slides over all months, so those outside the range are passed over here and not before.
    for (const [table, startups] of startupsByMonth(snapshot))
      if (isInside(table.chunk.month, filters)) selections.push(selectOne(table, startups))
    return selections
  }
  return snapshot.months.filter(({ chunk }) => isInside(chunk.month, filters)).map((table) => selectOne(table, null))
}
