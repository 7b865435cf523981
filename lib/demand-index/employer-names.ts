import { createMemory } from '@/lib/query/memory'
import type { Filters } from '@/lib/query/filters'
import type { Steps } from '@/lib/query/turns'
import { type IndexSnapshot, keyOfSelections, type MonthRows, type Selection } from '@/lib/demand-index/index-snapshot'
import { spansOf } from '@/lib/demand-index/named-lists'

/** Bit of the first entry of each vacancy in `NamesByEmployer`. */
const firstOfVacancy = 0x80_00
/** In the place of a code: the vacancy names none. */
const noCode = 0x7f_ff

/**
 * What the vacancies of some months name, employer by employer, and of each in the order of the months: the lists of the
 * chunks turned round, so that all that an employer names lies together.
 */
export interface NamesByEmployer {
  /** Where the entries of each employer begin, by its number in the index, with the end of the last behind. */
  starts: Uint32Array
  /** Number of a code in the index, with a bit for the first one of each vacancy, which has one entry at least. */
  entries: Uint16Array
}

const known = createMemory<NamesByEmployer>(
  'names by employer',
  ({ starts, entries }) => starts.byteLength + entries.byteLength,
)

/** Names at a level; held for who asks of the same months again. */
export const namesOfMonths = (
  snapshot: IndexSnapshot,
  months: readonly Selection[],
  level: Filters['level'],
): Steps<NamesByEmployer> =>
  known.rememberSteps(`${level} ${snapshot.names.employers.size} ${keyOfSelections(months)}`, () =>
    turnRound(snapshot, months, level),
  )

/** Entries of each row of a month: names of a vacancy, one at least; 0 where the row is none. */
function countEntries({ table, vacancies, end }: MonthRows, level: Filters['level']): Uint16Array {
  const { named, codes } = table.chunk
  const counts = new Uint16Array(end)
  for (let code = 0; code < codes.length; code += 1) {
    const spans = spansOf(table, { code, level, end })
    for (let span = 0; span < spans.count; span += 1) {
      const base = spans.base[span] ?? 0
      const to = spans.to[span] ?? 0
      for (let at = spans.from[span] ?? 0; at < to; at += 1) {
        const row = base + (named[at] ?? 0)
        counts[row] = (counts[row] ?? 0) + 1
      }
    }
  }
  for (let row = 0; row < end; row += 1) counts[row] = vacancies[row] === 1 ? Math.max(1, counts[row] ?? 0) : 0
  return counts
}

/** Adds the entries of a month to those of its employers. */
function addEntries({ table, end }: MonthRows, counts: Uint16Array, sums: Uint32Array): void {
  const { employerNumbers, chunk } = table
  const { employerOf } = chunk
  for (let row = 0; row < end; row += 1) {
    const count = counts[row] ?? 0
    if (count === 0) continue
    const employer = employerNumbers[employerOf[row] ?? 0] ?? 0
    sums[employer] = (sums[employer] ?? 0) + count
  }
}

/** Takes the places of a month's entries, and writes the first of each vacancy. @returns the place of the next name of each row */
function takePlaces(
  { table, end }: MonthRows,
  counts: Uint16Array,
  { next, entries }: { next: Uint32Array; entries: Uint16Array },
): Uint32Array {
  const { employerNumbers, chunk } = table
  const { employerOf } = chunk
  const places = new Uint32Array(end)
  for (let row = 0; row < end; row += 1) {
    const count = counts[row] ?? 0
    if (count === 0) continue
    const employer = employerNumbers[employerOf[row] ?? 0] ?? 0
    const place = next[employer] ?? 0
    places[row] = place
    entries[place] = firstOfVacancy | noCode
    next[employer] = place + count
  }
  return places
}

/** Writes the names of a month, code by code. */
function writeNames(
  { table, vacancies, end }: MonthRows,
  level: Filters['level'],
  { places, entries }: { places: Uint32Array; entries: Uint16Array },
): void {
  const { named, codes } = table.chunk
  for (let code = 0; code < codes.length; code += 1) {
    const number = table.codeNumbers[code] ?? 0
    const spans = spansOf(table, { code, level, end })
    for (let span = 0; span < spans.count; span += 1) {
      const base = spans.base[span] ?? 0
      const to = spans.to[span] ?? 0
      for (let at = spans.from[span] ?? 0; at < to; at += 1) {
        const row = base + (named[at] ?? 0)
        if (vacancies[row] !== 1) continue
        const place = places[row] ?? 0
        entries[place] = ((entries[place] ?? 0) & firstOfVacancy) | number
        places[row] = place + 1
      }
    }
  }
}

/** In plain loops: a visitor of names takes twice as long. */
function* turnRound(
  { names }: IndexSnapshot,
  months: readonly MonthRows[],
  level: Filters['level'],
): Steps<NamesByEmployer> {
  const employers = names.employers.size
  const starts = new Uint32Array(employers + 1)
  const countsOf: Uint16Array[] = []
  for (const month of months) {
    const counts = countEntries(month, level)
    addEntries(month, counts, starts.subarray(1))
    countsOf.push(counts)
    yield
  }
  for (let employer = 0; employer < employers; employer += 1)
    starts[employer + 1] = (starts[employer + 1] ?? 0) + (starts[employer] ?? 0)
  const entries = new Uint16Array(starts[employers] ?? 0)
  const next = starts.slice()
  for (const [index, month] of months.entries()) {
    const places = takePlaces(month, countsOf[index] ?? new Uint16Array(0), { next, entries })
    writeNames(month, level, { places, entries })
    yield
  }
  return { starts, entries }
}

/** Vacancies of an employer by their places among all of its own, rising: those from one to another of a list. */
export interface VacancyPlaces {
  places: Uint32Array
  from: number
  to: number
}

/** What one employer names, as columns by the number of a code in the index. */
export class EmployerNames {
  /** All its vacancies, and those that name the series. */
  vacancies = 0
  naming = 0
  /** Codes that it names, so many of them, in no order. */
  readonly codes: Uint16Array
  codeCount = 0
  /** Vacancies that name each code, and those of them that name the series too. */
  readonly named: Uint32Array
  readonly beside: Uint32Array
  /** One entry of each vacancy that names the series, in the months that were added last; so many of them. */
  private found = new Uint32Array(0)
  private foundCount = 0

  constructor(codes: number) {
    // One more than there can be: the place behind the last is written too.
    this.codes = new Uint16Array(codes + 1)
    this.named = new Uint32Array(codes)
    this.beside = new Uint32Array(codes)
  }

  /**
   * Adds what an employer names in some months. Without branches on what an entry is, which no processor foresees.
   * @param series a code, -1 for none, or the vacancies of the employer that name it, of these months and those added before
   */
  add(months: NamesByEmployer, employer: number, series: number | VacancyPlaces = -1): void {
    const { codes, named } = this
    const { starts, entries } = months
    const from = starts[employer] ?? 0
    const end = starts[employer + 1] ?? 0
    if (this.found.length <= end - from) this.found = new Uint32Array(2 * (end - from) + 1)
    const { found } = this
    const sought = typeof series === 'number' ? series : -1
    let foundCount = 0
    let count = this.codeCount
    let vacancies = 0
    for (let at = from; at < end; at += 1) {
      const entry = entries[at] ?? 0
      vacancies += entry >>> 15
      const code = entry & noCode
      if (code === noCode) continue
      // 1 more only where the code is the one, and where there was none before.
      found[foundCount] = at
      foundCount += ((code ^ sought) - 1) >>> 31
      const before = named[code] ?? 0
      codes[count] = code
      count += (before - 1) >>> 31
      named[code] = before + 1
    }
    this.codeCount = count
    if (typeof series !== 'number') foundCount = this.findPlaces(months, employer, series)
    this.foundCount = foundCount
    this.naming += foundCount
    this.vacancies += vacancies
  }

  /** Finds the vacancies at some places among all of the employer's, in months that come next. @returns how many */
  private findPlaces({ starts, entries }: NamesByEmployer, employer: number, given: VacancyPlaces): number {
    const { places, to } = given
    const end = starts[employer + 1] ?? 0
    let next = given.from + this.naming
    let vacancy = this.vacancies - 1
    let count = 0
    for (let at = starts[employer] ?? 0; at < end && next < to; at += 1) {
      if ((entries[at] ?? 0) < firstOfVacancy) continue
      vacancy += 1
      if (places[next] !== vacancy) continue
      this.found[count] = at
      count += 1
      next += 1
    }
    return count
  }

  /** Counts what the vacancies that name the series name beside it, in the months that were added last. */
  addBeside({ entries }: NamesByEmployer): void {
    const { beside, found, foundCount } = this
    for (let index = 0; index < foundCount; index += 1) {
      let at = found[index] ?? 0
      while ((entries[at] ?? firstOfVacancy) < firstOfVacancy) at -= 1
      let entry = entries[at] ?? 0
      do {
        const code = entry & noCode
        if (code !== noCode) beside[code] = (beside[code] ?? 0) + 1
        at += 1
        entry = entries[at] ?? firstOfVacancy
      } while (entry < firstOfVacancy)
    }
  }

  clear(): void {
    const { codes, named, beside, codeCount } = this
    for (let index = 0; index < codeCount; index += 1) {
      const code = codes[index] ?? 0
      named[code] = 0
      beside[code] = 0
    }
    this.vacancies = 0
    this.naming = 0
    this.codeCount = 0
  }
}
