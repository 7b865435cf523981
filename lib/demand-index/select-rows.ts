import { expandRegion } from '@/lib/domain/european-union'
import type { Month } from '@/lib/domain/month'
import { remoteKinds, seniorities } from '@/lib/domain/posting'
import { bandOfWords, lengthBands } from '@/lib/domain/text-length'
import { defaultFilters, type Filters, printFilters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { Steps } from '@/lib/query/turns'
import { endOfRole, flagBits } from '@/lib/demand-index/chunk'
import { keepFirstCopies } from '@/lib/demand-index/copies'
import { countOnes } from '@/lib/demand-index/count-ones'
import { digest } from '@/lib/demand-index/digest'
import { firstMonthsOf, namePasts } from '@/lib/demand-index/first-months'
import type { IndexSnapshot, MonthTable, Selection } from '@/lib/demand-index/index-snapshot'
import { startupsOf } from '@/lib/demand-index/startups'

/** Bits of the wanted values at their place in the list. */
const bitsOf = <T>(all: readonly T[], wanted: readonly T[]): number =>
  wanted.reduce((bits, value) => bits | (1 << all.indexOf(value)), 0)

/** Which values of a column a filter lets through: 1 for each. */
interface Condition {
  column: Uint8Array | Uint16Array | Uint32Array
  isWanted: Uint8Array
}

/** A loop over a table of values: a function that is asked of each row takes several times as long. */
function keepWanted(postings: Uint8Array, { column, isWanted }: Condition): void {
  for (let row = 0; row < postings.length; row += 1) if (isWanted[column[row] ?? 0] !== 1) postings[row] = 0
}

const tableOf = (values: number, isWanted: (value: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: values }, (_, value) => (isWanted(value) ? 1 : 0))

const knownLengths = new Map<string, Uint8Array>()

/** Of every number of words that a column holds. */
function wantLengths(bands: Filters['lengths']): Uint8Array {
  const name = bands.join(' ')
  const isWanted = knownLengths.get(name) ?? tableOf(0x1_00_00, (words) => bands.includes(bandOfWords(words)))
  knownLengths.set(name, isWanted)
  return isWanted
}

/** What some filters let through, whatever the month. */
interface Wanted {
  filters: Filters
  regions: ReadonlySet<string>
  /** Of columns whose values mean the same in every month. */
  tables: { column: 'flags' | 'seniority' | 'words'; isWanted: Uint8Array }[]
}

function wantedBy(filters: Filters): Wanted {
  const tables: Wanted['tables'] = []
  if (filters.remote.length > 0) {
    const bits = bitsOf(remoteKinds, filters.remote)
    tables.push({ column: 'flags', isWanted: tableOf(256, (own) => ((bits >> (own & flagBits.remote)) & 1) === 1) })
  }
  if (filters.seniority.length > 0) {
    const bits = bitsOf(seniorities, filters.seniority)
    tables.push({ column: 'seniority', isWanted: tableOf(256, (own) => (own & bits) !== 0) })
  }
  if (filters.lengths.length > 0 && filters.lengths.length < lengthBands.length)
    tables.push({ column: 'words', isWanted: wantLengths(filters.lengths) })
  return { filters, regions: new Set(filters.regions.flatMap(expandRegion)), tables }
}

const isFlow = tableOf(256, (own) => (own & flagBits.stock) === 0)

/** What each filter asks of a row; none where it asks nothing. */
function conditionsOf({ chunk, hasStock }: MonthTable, { filters, regions, tables }: Wanted): Condition[] {
  const conditions: Condition[] = tables.map(({ column, isWanted }) => ({ column: chunk[column], isWanted }))
  const { flags, sourceOf, sources, regionSets, regionSetOf } = chunk
  if (regions.size > 0) {
    // A plain loop: `from` walks an iterator, and a month has hundreds of sets.
    const isWanted = new Uint8Array(regionSets.length)
    for (const [place, set] of regionSets.entries()) if (set.some((region) => regions.has(region))) isWanted[place] = 1
    conditions.push({ column: regionSetOf, isWanted })
  }
  // Most months hold no stock: none is asked for then, and the month counts as whole.
  if (filters.arrival === 'flow' && hasStock) conditions.push({ column: flags, isWanted: isFlow })
  const isWanted = Uint8Array.from(sources, (source) =>
    (filters.sources.length === 0 || filters.sources.includes(source)) && !filters.without.includes(source) ? 1 : 0,
  )
  if (isWanted.includes(0)) conditions.push({ column: sourceOf, isWanted })
  return conditions
}

let allOnes = new Uint8Array(0)

/** So many ones, for reading only: views of one array. */
function ones(length: number): Uint8Array {
  if (allOnes.length < length) allOnes = new Uint8Array(length * 2).fill(1)
  return allOnes.subarray(0, length)
}

/** What looks beyond a month: which of its own employers are startups then, and which rows are a vacancy's first. */
interface Surroundings {
  startups: Uint8Array | null
  firstMonths: Uint8Array | null
}

type Rows = Pick<Selection, 'table' | 'postings' | 'vacancies'>

function selectMonth(table: MonthTable, wanted: Wanted, { startups, firstMonths }: Surroundings): Rows {
  const { chunk } = table
  const { filters } = wanted
  const end = endOfRole(chunk, filters.role)
  const conditions = conditionsOf(table, wanted)
  if (startups !== null) conditions.push({ column: chunk.employerOf, isWanted: startups })
  let postings = ones(end)
  if (conditions.length > 0 || firstMonths !== null) {
    postings = firstMonths?.slice() ?? new Uint8Array(end).fill(1)
    for (const condition of conditions) keepWanted(postings, condition)
  }
  return { table, postings, vacancies: keepFirstCopies(chunk, postings, { end, unit: filters.unit }) }
}

const isInside = (month: Month, { from, to }: Pick<Filters, 'from' | 'to'>): boolean =>
  (from === null || month >= from) && (to === null || month <= to)

/** Arrays of its own alone: all postings of a month are ones that months share, and without copies each is a vacancy. */
const bytesOf = ({ postings, vacancies }: Rows): number =>
  [...new Set([postings, vacancies])].reduce(
    (sum, { buffer, byteLength }) => sum + (buffer === allOnes.buffer ? 0 : byteLength),
    0,
  )

const knownRows = createMemory<Rows>('selections', bytesOf)

/** Lets go of what was selected of months that no version at hand holds, and with it of their chunks. */
export const forgetMonths = (gone: ReadonlySet<MonthTable>): void => knownRows.forget(({ table }) => gone.has(table))

type Counts = Pick<Selection, 'postingCount' | 'vacancyCount'>

/** Of rows that may have been let go: most answers after a swap are joined from others and look at the rows of few months. */
const knownCounts = createMemory<Counts>('counts of selections', () => 16)

/**
 * The rows of a month by name; those that are not held are selected when they are first looked at. A class, since an object
 * whose getters are its own takes several times as long to make.
 */
class NamedSelection implements Selection {
  readonly postingCount: number
  readonly vacancyCount: number

  constructor(
    readonly id: string,
    readonly table: MonthTable,
    readonly end: number,
    private readonly known: { rows: Rows | undefined; counts: Counts | undefined },
    private readonly select: () => Rows,
  ) {
    const { postingCount, vacancyCount } = known.counts ?? knownCounts.remember(id, () => countRows(this.rows))
    this.postingCount = postingCount
    this.vacancyCount = vacancyCount
  }

  private get rows(): Rows {
    return (this.known.rows ??= knownRows.remember(this.id, this.select))
  }

  get postings(): Uint8Array {
    return this.rows.postings
  }

  get vacancies(): Uint8Array {
    return this.rows.vacancies
  }
}

const countRows = ({ postings, vacancies }: Rows): Counts => ({
  postingCount: countOnes(postings),
  vacancyCount: countOnes(vacancies),
})

/** A population in words, whatever its months; what chooses the numerator or cuts the periods has no say in it. */
function wordsOfPopulation(filters: Filters): string {
  const { skills, families, sets, level, view, bucket, from, to, asOf } = defaultFilters
  return printFilters({ ...filters, skills, families, sets, level, view, bucket, from, to, asOf })
}

/**
 * The rows of a population, month by month, oldest first; months outside its range are left out. Of a month that stands,
 * with what surrounds it, they are selected once, whatever the data version.
 */
export function* selectRows(snapshot: IndexSnapshot, filters: Filters): Steps<Selection[]> {
  const { months } = snapshot
  const words = wordsOfPopulation(filters)
  const population = words === '' ? '' : `~${digest(words)}`
  const wanted = wantedBy(filters)
  const asked = [...months.keys()].filter((index) => isInside(months[index]?.chunk.month ?? '0-0', filters))
  const startups = filters.employer === 'startup' ? yield* startupsOf(snapshot, asked) : null
  const pasts = filters.unit === 'first' ? namePasts(months) : []
  const idOf = (index: number): string =>
    `${months[index]?.id}${population}${startups?.get(index)?.digest ?? ''}${pasts[index] ?? ''}`
  // What looks beyond a month takes steps, so that it is made before the rows are looked at, of all that are not held by then.
  const held = new Map<number, Rows>()
  for (const index of filters.unit === 'first' ? asked : []) {
    const rows = knownRows.find(idOf(index))
    if (rows !== undefined) held.set(index, rows)
  }
  const missing = asked.filter((index) => !held.has(index))
  const firstMonths = filters.unit === 'first' ? yield* firstMonthsOf(snapshot, missing, filters.role) : null
  const selections: Selection[] = []
  for (const index of asked) {
    const table = months[index]
    if (table === undefined) continue
    const id = idOf(index)
    const surroundings = { startups: startups?.get(index)?.mask ?? null, firstMonths: firstMonths?.get(table) ?? null }
    const known = { rows: held.get(index), counts: knownCounts.find(id) }
    const select = () => selectMonth(table, wanted, surroundings)
    selections.push(new NamedSelection(id, table, endOfRole(table.chunk, filters.role), known, select))
    if (known.counts === undefined) yield
  }
  return selections
}
