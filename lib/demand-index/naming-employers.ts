// Which employers name a series, and which of their vacancies: where among all that employers name they stand.
import type { Filters } from '@/lib/query/filters'
import type { Steps } from '@/lib/query/turns'
import { countOnes } from '@/lib/demand-index/count-ones'
import type { VacancyPlaces } from '@/lib/demand-index/employer-names'
import { type Asked, type AskedCode, isCode, narrowTo, spansOfCode } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, MonthRows, Selection } from '@/lib/demand-index/index-snapshot'

export interface BesideQuery {
  selections: readonly Selection[]
  /** The series that others stand beside. */
  asked: Asked
  /** Level at which the others are named. */
  level: Filters['level']
}

/** The vacancies that name a series, employer by employer: the place of each among all of its employer's, rising. */
interface Naming {
  employers: Uint32Array
  /** Where the places of each of them begin, with the end of the last behind. */
  starts: Uint32Array
  places: Uint32Array
}

/** Vacancies that name a series while they are found: the employer of each, and its place among all of its employer's. */
interface Found {
  employers: Uint32Array
  places: Uint32Array
  count: number
  /** Vacancies of each employer that were seen. */
  seen: Uint32Array
}

/** One plain loop: a visitor of a million rows takes three times as long. */
function placeNaming({ table, vacancies, end }: MonthRows, mask: Uint8Array, found: Found): void {
  const { employers, places, seen } = found
  const { employerNumbers, chunk } = table
  const { employerOf } = chunk
  let { count } = found
  for (let row = 0; row < end; row += 1) {
    if (vacancies[row] !== 1) continue
    const employer = employerNumbers[employerOf[row] ?? 0] ?? 0
    const place = seen[employer] ?? 0
    seen[employer] = place + 1
    if (mask[row] !== 1) continue
    employers[count] = employer
    places[count] = place
    count += 1
  }
  found.count = count
}

function* findNaming({ names }: IndexSnapshot, { selections, asked }: BesideQuery): Steps<Naming> {
  const masks: Uint8Array[] = []
  for (const month of selections) {
    masks.push(narrowTo(month, asked).vacancies)
    yield
  }
  const total = masks.reduce((sum, mask) => sum + countOnes(mask), 0)
  const column = () => new Uint32Array(total)
  const found = { employers: column(), places: column(), count: 0, seen: new Uint32Array(names.employers.size) }
  for (const [index, month] of selections.entries()) {
    placeNaming(month, masks[index] ?? new Uint8Array(0), found)
    yield
  }
  return groupByEmployer(found)
}

/** In the order of their numbers, in which what they name lies in memory. */
function groupByEmployer({ employers: employerOf, places: placeOf, seen }: Found): Naming {
  const next = seen.fill(0)
  for (let index = 0; index < employerOf.length; index += 1) {
    const employer = employerOf[index] ?? 0
    next[employer] = (next[employer] ?? 0) + 1
  }
  const employers = new Uint32Array(Math.min(employerOf.length, next.length))
  const starts = new Uint32Array(employers.length + 1)
  let count = 0
  let start = 0
  for (let employer = 0; employer < next.length; employer += 1) {
    const own = next[employer] ?? 0
    if (own === 0) continue
    employers[count] = employer
    next[employer] = start
    start += own
    count += 1
    starts[count] = start
  }
  const places = new Uint32Array(placeOf.length)
  for (let index = 0; index < employerOf.length; index += 1) {
    const employer = employerOf[index] ?? 0
    const place = next[employer] ?? 0
    places[place] = placeOf[index] ?? 0
    next[employer] = place + 1
  }
  return { employers: employers.subarray(0, count), starts, places }
}

/** Employers that name a series, and how to tell the vacancies of each that do. */
export interface NamingEmployers {
  /** Above 0 for each, by its number; the place in `naming`, from 1, where there is one. */
  marks: Uint32Array
  /** The code by which they are told, or those of a set. */
  series: number | Naming
}

function markEmployers(month: Selection, asked: AskedCode, marks: Uint32Array): void {
  const { table, vacancies } = month
  const { employerOf, named } = table.chunk
  const spans = spansOfCode(month, asked)
  for (let span = 0; span < spans.count; span += 1) {
    const base = spans.base[span] ?? 0
    const to = spans.to[span] ?? 0
    for (let at = spans.from[span] ?? 0; at < to; at += 1) {
      const row = base + (named[at] ?? 0)
      if (vacancies[row] === 1) marks[table.employerNumbers[employerOf[row] ?? 0] ?? 0] = 1
    }
  }
}

export function* findEmployers(snapshot: IndexSnapshot, query: BesideQuery): Steps<NamingEmployers> {
  const { asked, level, selections } = query
  const marks = new Uint32Array(snapshot.names.employers.size)
  // A code that is asked for at the level at which all are named stands among what a vacancy names.
  if (isCode(asked) && asked.level === level) {
    for (const month of selections) {
      markEmployers(month, asked, marks)
      yield
    }
    return { marks, series: asked.number }
  }
  const naming = yield* findNaming(snapshot, query)
  for (const [index, employer] of naming.employers.entries()) marks[employer] = index + 1
  return { marks, series: naming }
}

/** What tells the vacancies of an employer that name the series: its code, or their places. */
export function vacanciesOf({ marks, series }: NamingEmployers, employer: number): number | VacancyPlaces {
  if (typeof series === 'number') return series
  const { starts, places } = series
  const index = (marks[employer] ?? 0) - 1
  return { places, from: starts[index] ?? 0, to: starts[index + 1] ?? 0 }
}
