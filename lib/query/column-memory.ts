import type { VacancyTable } from '@/lib/query/engine'
import type { RowRange } from '@/lib/query/linearised'
import { shareMemory } from '@/lib/query/memory'
import { type Steps, timeSteps } from '@/lib/query/turns'

/**
 * What is worked out of some rows of a table whatever series is asked for. It holds for every table of the engine with the
 * same rows, wherever these lie in it, so it must not tell of rows but by their place in their range.
 */
export interface ColumnMemory<T> {
  /**
   * What is held, or what is made now.
   * @param ranges rows of whole periods
   * @param question all that is asked of them
   */
  remember(table: VacancyTable, ranges: readonly RowRange[], question: string, make: () => T): T
  /** The same of what is made in steps. */
  rememberSteps(table: VacancyTable, ranges: readonly RowRange[], question: string, make: () => Steps<T>): Steps<T>
  /**
   * The same of each range by itself, so that one that changes leaves the others known.
   * @param base rows that all of them depend on
   * @param make given 1 for each range that is not held, by its place; what it says of others is not looked at
   */
  rememberEach(
    table: VacancyTable,
    { ranges, base }: { ranges: readonly RowRange[]; base: readonly RowRange[] },
    question: string,
    make: (isMissing: Uint8Array) => Steps<readonly T[]>,
  ): Steps<T[]>
}

/** What some ranges are made of. */
function keyOfRanges({ period, contents }: VacancyTable, ranges: readonly RowRange[]): string {
  const keys = ranges.map(({ from, to }) =>
    to > from ? `${to - from} ${contents?.slice(period[from], (period[to - 1] ?? 0) + 1).join(',')}` : '',
  )
  return keys.join(';')
}

/**
 * @param name of this memory alone
 * @param bytesOf about how many bytes a value takes
 */
export function createColumnMemory<T>(name: string, bytesOf: (value: T) => number): ColumnMemory<T> {
  const memory = shareMemory<T>(name, bytesOf)
  // Of tables whose engine cannot tell what their rows are made of, as long as their column of employers is held.
  const known = new WeakMap<VacancyTable['employer'], Map<string, T>>()
  const heldOf = ({ employer }: VacancyTable): Map<string, T> => {
    const held = known.get(employer) ?? new Map<string, T>()
    known.set(employer, held)
    return held
  }
  const keyOf = (table: VacancyTable, ranges: readonly RowRange[], question: string): string =>
    `${question} ${table.contents === null ? JSON.stringify(ranges) : keyOfRanges(table, ranges)}`
  return {
    remember(table, ranges, question, make) {
      const key = keyOf(table, ranges, question)
      if (table.contents !== null) return memory.remember(key, make)
      const held = heldOf(table)
      const value = held.get(key) ?? make()
      held.set(key, value)
      return value
    },
    *rememberEach(table, { ranges, base }, question, make) {
      const keys = ranges.map((range) => keyOf(table, [range, ...base], question))
      const held = table.contents === null ? heldOf(table) : null
      const known = keys.map((key) => (held === null ? memory.find(key) : held.get(key)))
      const isMissing = Uint8Array.from(known, (value) => (value === undefined ? 1 : 0))
      const missing = isMissing.reduce((sum, one) => sum + one, 0)
      if (missing === 0) return known.flatMap((value) => (value === undefined ? [] : [value]))
      const { value: made, ms } = yield* timeSteps(make(isMissing))
      return made.map((value, at) => {
        const [key, before] = [keys[at], known[at]]
        if (key === undefined || before !== undefined) return before ?? value
        if (held === null) return memory.keep(key, value, ms / missing)
        held.set(key, value)
        return value
      })
    },
    *rememberSteps(table, ranges, question, make) {
      const key = keyOf(table, ranges, question)
      if (table.contents !== null) return yield* memory.rememberSteps(key, make)
      const held = heldOf(table)
      const value = held.get(key) ?? (yield* make())
      held.set(key, value)
      return value
    },
  }
}
