import type { VacancyTable } from '@/lib/query/engine'
import type { RowRange } from '@/lib/query/linearised'
import { shareMemory } from '@/lib/query/memory'
import type { Steps } from '@/lib/query/turns'

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
