import type { VacancyTable } from '@/lib/query/engine'
import type { Steps } from '@/lib/query/turns'

/** What is worked out of a table's columns, by its name, held as long as they are: claims about one population share it. */
export interface ColumnMemory<T> {
  /** What is held, or what is made now. */
  remember(table: VacancyTable, name: string, make: () => T): T
  /** The same of what is made in steps. */
  rememberSteps(table: VacancyTable, name: string, make: () => Steps<T>): Steps<T>
}

export function createColumnMemory<T>(): ColumnMemory<T> {
  const known = new WeakMap<VacancyTable['employer'], Map<string, T>>()
  const heldOf = ({ employer }: VacancyTable): Map<string, T> => {
    const held = known.get(employer) ?? new Map<string, T>()
    known.set(employer, held)
    return held
  }
  return {
    remember(table, name, make) {
      const held = heldOf(table)
      const value = held.get(name) ?? make()
      held.set(name, value)
      return value
    },
    *rememberSteps(table, name, make) {
      const held = heldOf(table)
      const value = held.get(name) ?? (yield* make())
      held.set(name, value)
      return value
    },
  }
}
