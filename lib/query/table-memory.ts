import type { VacancyTable } from '@/lib/query/engine'

/**
 * Remembers what was made of a table, for as long as its engine keeps the column of employers, which it does while a
 * population of a data version is asked about. An engine that makes its columns anew is answered anew.
 * @param limit answers kept of one population; the first go first
 */
export function createTableMemory<T>(limit: number): (table: VacancyTable, question: string, make: () => T) => T {
  const known = new WeakMap<Uint32Array, Map<string, T>>()
  return ({ employer, periods }, question, make) => {
    // The running month decides what is partial, and goes on while the columns stand.
    const key = `${question} ${periods.map(({ start, isPartial }) => `${start}${isPartial ? '~' : ''}`).join('')}`
    const held = known.get(employer) ?? new Map<string, T>()
    known.set(employer, held)
    const answer = held.get(key) ?? make()
    held.set(key, answer)
    const [first] = held.keys()
    if (held.size > limit && first !== undefined) held.delete(first)
    return answer
  }
}
