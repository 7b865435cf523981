import { levels } from '@/lib/domain/skill'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import { type Steps, timeSteps } from '@/lib/query/turns'
import { blockRows } from '@/lib/demand-index/chunk'
import type { AskedCode } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, positionOfCode, type Selection } from '@/lib/demand-index/index-snapshot'
import { endsOf, levelsOf } from '@/lib/demand-index/named-lists'
import { splitRecent } from '@/lib/demand-index/recent-months'
import { visitVacancies } from '@/lib/demand-index/visit-vacancies'

/** Two whole numbers x and y that add up in one, `oneX · x + y`: y stays below 2²¹, x below 2³². */
export const oneX = 2 ** 21

/** A month of a population, and what each of its vacancies adds to x and y of its employer. */
export interface WeighedMonth {
  selection: Selection
  one: number
}

/**
 * Sums over employers, with X and Y those of all vacancies of an employer, and x and y those of the ones that name a code.
 * Whole numbers, so that employers and months may come in any order.
 */
export interface Moments {
  x: number
  y: number
  xx: number
  xy: number
  yy: number
  xX: number
  xY: number
  yX: number
  yY: number
}

/** Employers with a vacancy, with an X above 0, and with a Y above 0. */
interface EmployerCounts {
  either: number
  withX: number
  withY: number
}

export interface MomentSums {
  employers: EmployerCounts
  /** Of all vacancies, as if they were those that name a code. */
  all: Moments
  /** Of each code that was asked for, in their order. */
  ofCodes: readonly Moments[]
}

interface MomentQuery {
  /** Oldest first. */
  months: readonly WeighedMonth[]
  level: Filters['level']
  /** Numbers of codes in the index. */
  numbers: readonly number[]
}

const noMoments: Moments = { x: 0, y: 0, xx: 0, xy: 0, yy: 0, xX: 0, xY: 0, yX: 0, yY: 0 }
const noEmployers: EmployerCounts = { either: 0, withX: 0, withY: 0 }

/** A month whose rows know the place of their employer, from 1; 0 for a row that is not counted. */
interface PlacedMonth extends WeighedMonth {
  employers: Uint32Array
  /** Of each list of names. */
  ends: Uint32Array
}

/** Places of employers by their number in the index, from 1 in the order in which they are met; 0 for others. */
interface Places {
  of: Uint32Array
  count: number
}

function placeMonth(month: WeighedMonth, places: Places): PlacedMonth {
  const { of } = places
  const employers = new Uint32Array(month.selection.end)
  visitVacancies(month.selection, null, (employer, row) => {
    if (of[employer] === 0) of[employer] = places.count += 1
    employers[row] = of[employer] ?? 0
  })
  return { ...month, employers, ends: endsOf(month.selection.table, month.selection.end) }
}

/** x and y by employer, by its place; the employers met are remembered, so that rare codes cost little. */
class EmployerPairs {
  private readonly sums: Float64Array
  private readonly met: Uint32Array
  private count = 0

  constructor(employers: number) {
    this.sums = new Float64Array(employers + 1)
    this.met = new Uint32Array(employers)
  }

  /** Adds what was kept of an employer. */
  add(employer: number, sum: number): void {
    const before = this.sums[employer] ?? 0
    if (before === 0) this.met[this.count++] = employer
    this.sums[employer] = before + sum
  }

  /** Adds all vacancies of a month. */
  addMonth({ employers, one }: PlacedMonth): void {
    for (let row = 0; row < employers.length; row += 1) {
      const employer = employers[row] ?? 0
      if (employer !== 0) this.add(employer, one)
    }
  }

  /** Adds the vacancies of a month that name a code. @returns how many were looked at */
  addCode({ selection, employers, ends, one }: PlacedMonth, { number, level }: AskedCode): number {
    const { table, end } = selection
    const position = positionOfCode(table, number)
    if (position < 0) return 0
    const { named, namedStarts, codes } = table.chunk
    const { sums, met } = this
    const { first, behind } = levelsOf[level]
    let visited = 0
    let { count } = this
    // A hundred thousand lists are asked for, most of a few rows: their spans would take longer to name than to go through.
    for (let block = 0; block * blockRows < end; block += 1) {
      const base = block * blockRows
      const lists = (block * codes.length + position) * levels.length
      for (let list = lists + first; list < lists + behind; list += 1) {
        const from = namedStarts[list] ?? 0
        const to = ends[list] ?? 0
        if (to > from) visited += to - from
        for (let at = from; at < to; at += 1) {
          const employer = employers[base + (named[at] ?? 0)] ?? 0
          if (employer === 0) continue
          const before = sums[employer] ?? 0
          if (before === 0) met[count++] = employer
          sums[employer] = before + one
        }
      }
    }
    this.count = count
    return visited
  }

  /** Visits the employers that were met up to a place. */
  visitUpTo(place: number, visit: (employer: number, sum: number) => void): void {
    for (let index = 0; index < this.count; index += 1) {
      const employer = this.met[index] ?? 0
      if (employer <= place) visit(employer, this.sums[employer] ?? 0)
    }
  }

  /** Moments with those of the employers behind a place, of which `all` holds what all their vacancies add up to. */
  addTo(moments: Moments, all: EmployerPairs, place = 0): Moments {
    const { sums, met, count } = this
    const sumsOfAll = all.sums
    let { x, y, xx, xy, yy, xX, xY, yX, yY } = moments
    for (let index = 0; index < count; index += 1) {
      const employer = met[index] ?? 0
      if (employer <= place) continue
      const own = sums[employer] ?? 0
      const ownX = Math.floor(own / oneX)
      const ownY = own - ownX * oneX
      const ofAll = sumsOfAll[employer] ?? 0
      const allX = Math.floor(ofAll / oneX)
      const allY = ofAll - allX * oneX
      x += ownX
      y += ownY
      xx += ownX * ownX
      xy += ownX * ownY
      yy += ownY * ownY
      xX += ownX * allX
      xY += ownX * allY
      yX += ownY * allX
      yY += ownY * allY
    }
    return { x, y, xx, xy, yy, xX, xY, yX, yY }
  }

  /** Counts with those of the employers behind a place. */
  countTo({ either, withX, withY }: EmployerCounts, place = 0): EmployerCounts {
    for (let index = 0; index < this.count; index += 1) {
      const employer = this.met[index] ?? 0
      if (employer <= place) continue
      const sum = this.sums[employer] ?? 0
      either += 1
      if (sum >= oneX) withX += 1
      if (sum % oneX > 0) withY += 1
    }
    return { either, withX, withY }
  }

  /** @returns how many employers were forgotten */
  clear(): number {
    const { count } = this
    for (let index = 0; index < count; index += 1) this.sums[this.met[index] ?? 0] = 0
    this.count = 0
    return count
  }
}

/** What employers behind those that are kept apart add up to, and what each of these adds up to. */
interface Standing extends MomentSums {
  /** Those kept apart, by their number in the index. */
  kept: Uint32Array
  /** What all vacancies of each add up to. */
  sums: Float64Array
  /** Of each code: where its part begins of the two lists behind it, the places (from 1) of those that name it, and what they add up to. */
  starts: Uint32Array
  places: Uint32Array
  sumsOfCodes: Float64Array
}

const known = createMemory<Standing>(
  'moments of employers',
  ({ ofCodes, kept, places }) => 150 * ofCodes.length + 12 * (kept.length + places.length),
)

/** Places for some employers, in their order. */
function createPlaces({ names }: IndexSnapshot, kept: Uint32Array): Places {
  const of = new Uint32Array(names.employers.size)
  for (let at = 0; at < kept.length; at += 1) of[kept[at] ?? 0] = at + 1
  return { of, count: kept.length }
}

/** Some employers and those of some months. */
function withEmployersOf(snapshot: IndexSnapshot, kept: Uint32Array, months: readonly WeighedMonth[]): Uint32Array {
  const places = createPlaces(snapshot, kept)
  const added: number[] = []
  for (const { selection } of months)
    visitVacancies(selection, null, (employer) => {
      if (places.of[employer] !== 0) return
      places.of[employer] = places.count += 1
      added.push(employer)
    })
  return added.length === 0 ? kept : Uint32Array.from([...kept, ...added])
}

/** Vacancies that are looked at before others have their turns. */
const atOnce = 50_000

function* countOld(
  snapshot: IndexSnapshot,
  { months: given, numbers, level }: MomentQuery,
  kept: Uint32Array,
): Steps<Standing> {
  const placing = createPlaces(snapshot, kept)
  const months: PlacedMonth[] = []
  for (const month of given) {
    months.push(placeMonth(month, placing))
    yield
  }
  const all = new EmployerPairs(placing.count)
  for (const month of months) {
    all.addMonth(month)
    yield
  }
  const naming = new EmployerPairs(placing.count)
  const ofCodes: Moments[] = []
  const starts = new Uint32Array(numbers.length + 1)
  const places: number[] = []
  const sumsOfCodes: number[] = []
  let visited = 0
  for (const [index, number] of numbers.entries()) {
    for (const month of months) {
      visited += naming.addCode(month, { number, level })
      if (visited < atOnce) continue
      visited = 0
      yield
    }
    naming.visitUpTo(kept.length, (place, sum) => {
      places.push(place)
      sumsOfCodes.push(sum)
    })
    starts[index + 1] = places.length
    ofCodes.push(naming.addTo(noMoments, all, kept.length))
    visited += naming.clear()
  }
  yield
  const employers = all.countTo(noEmployers, kept.length)
  yield
  const sums = new Float64Array(kept.length)
  all.visitUpTo(kept.length, (place, sum) => {
    sums[place - 1] = sum
  })
  return {
    employers,
    all: all.addTo(noMoments, all, kept.length),
    ofCodes,
    kept,
    sums,
    starts,
    places: Uint32Array.from(places),
    sumsOfCodes: Float64Array.from(sumsOfCodes),
  }
}

/** Of the months before the newest two, with the employers of these kept apart. */
function* standingOf(snapshot: IndexSnapshot, query: MomentQuery, recent: readonly WeighedMonth[]): Steps<Standing> {
  const months = query.months.map(({ selection, one }) => `${selection.id}*${one}`)
  const key = `${query.level} ${query.numbers.length} ${months.join('.')}`
  const held = known.find(key)
  const kept = withEmployersOf(snapshot, held?.kept ?? new Uint32Array(0), recent)
  if (held?.kept === kept) return held
  const { value, ms } = yield* timeSteps(countOld(snapshot, query, kept))
  return known.keep(key, value, ms)
}

/** Sums over the employers of some months, of all vacancies and of those that name each of some codes. */
export function* sumMoments(snapshot: IndexSnapshot, { months, numbers, level }: MomentQuery): Steps<MomentSums> {
  const { old } = splitRecent(
    snapshot,
    months.map(({ selection }) => selection),
  )
  const recent = months.slice(old.length)
  const standing = yield* standingOf(snapshot, { months: months.slice(0, old.length), numbers, level }, recent)
  const { kept, sums, starts, places, sumsOfCodes } = standing
  const placing = createPlaces(snapshot, kept)
  const placed = recent.map((month) => placeMonth(month, placing))
  const all = new EmployerPairs(kept.length)
  for (const [at, sum] of sums.entries()) if (sum > 0) all.add(at + 1, sum)
  for (const month of placed) all.addMonth(month)
  yield
  const naming = new EmployerPairs(kept.length)
  const ofCodes: Moments[] = []
  let visited = 0
  for (const [index, moments] of standing.ofCodes.entries()) {
    const end = starts[index + 1] ?? 0
    for (let at = starts[index] ?? 0; at < end; at += 1) naming.add(places[at] ?? 0, sumsOfCodes[at] ?? 0)
    for (const month of placed) visited += naming.addCode(month, { number: numbers[index] ?? -1, level })
    ofCodes.push(naming.addTo(moments, all))
    visited += naming.clear()
    if (visited < atOnce) continue
    visited = 0
    yield
  }
  return { employers: all.countTo(standing.employers), all: all.addTo(standing.all, all), ofCodes }
}
