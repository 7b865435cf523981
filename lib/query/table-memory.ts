import { addMonths, type Month } from '@/lib/domain/month'
import type { DemandEngine, SeriesKey, TableOutline, VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { shareMemory } from '@/lib/query/memory'
import type { Range } from '@/lib/query/periods'
import { createTurns } from '@/lib/query/turns'

/** One of the answers that are made of a table. */
export interface TableQuestion<T> {
  /** All that is asked, beside the rows. */
  question: string
  /** The periods whose rows it is made of, by the first months of the first and the last; no others may decide about it. */
  spans: readonly Range[]
  make: (table: VacancyTable) => T
}

/** What was made of some periods of a table holds for every table of the engine with the same rows there. */
export interface TableMemory<T> {
  find(table: TableOutline, asked: Omit<TableQuestion<T>, 'make'>): T | undefined
  keep(table: TableOutline, asked: Omit<TableQuestion<T>, 'make'>, answer: T): T
  /**
   * Answers questions about a table, which is read only where an answer is missing.
   * @param ask the questions, made from what the table tells of itself
   * @returns the answers in the order of the questions, with what the table that they are of tells of itself
   */
  answer(
    engine: Pick<DemandEngine, 'outline' | 'table'>,
    query: { filters: Filters; series: readonly SeriesKey[] },
    ask: (outline: TableOutline) => readonly TableQuestion<T>[],
  ): Promise<{ outline: TableOutline; answers: T[] }>
}

/** Place of the first period that does not start before a month. */
function placeOf(periods: TableOutline['periods'], month: Month): number {
  let [low, high] = [0, periods.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((periods[middle]?.start ?? '') < month) low = middle + 1
    else high = middle
  }
  return low
}

type Keys = (asked: Omit<TableQuestion<unknown>, 'make'>) => string | null

/** Makes the keys of answers; null where the engine cannot tell what its rows are made of. Many questions share a span. */
function createKeys({ periods, contents }: TableOutline): Keys {
  const spans = new Map<string, string>()
  const keyOfSpan = ({ from, to }: Range): string => {
    const name = `${from} ${to}`
    const known = spans.get(name)
    if (known !== undefined) return known
    const held = contents?.slice(placeOf(periods, from), placeOf(periods, addMonths(to, 1))) ?? []
    const key = `${name} ${held.join(',')}`
    spans.set(name, key)
    return key
  }
  return (asked) => (contents === null ? null : [asked.question, ...asked.spans.map(keyOfSpan)].join(' '))
}

const areHeld = <T>(answers: readonly (T | undefined)[]): answers is T[] => !answers.includes(undefined)

/**
 * @param name of this memory alone
 * @param bytesOf about how many bytes an answer takes
 */
export function createTableMemory<T>(name: string, bytesOf: (answer: T) => number): TableMemory<T> {
  const memory = shareMemory<T>(name, bytesOf)
  const findBy = (key: string | null) => (key === null ? undefined : memory.find(key))
  const keepBy = (key: string | null, answer: T) => (key === null ? answer : memory.keep(key, answer))
  return {
    find: (table, asked) => findBy(createKeys(table)(asked)),
    keep: (table, asked, answer) => keepBy(createKeys(table)(asked), answer),
    async answer(engine, { filters, series }, ask) {
      const outline = await engine.outline(filters)
      const keyOf = createKeys(outline)
      const held = ask(outline).map((asked) => findBy(keyOf(asked)))
      if (areHeld(held)) return { outline, answers: held }
      const table = await engine.table(filters, series)
      const keyOfRows = createKeys(table)
      const answers: T[] = []
      const takeTurns = createTurns()
      for (const asked of ask(table)) {
        await takeTurns()
        const key = keyOfRows(asked)
        answers.push(findBy(key) ?? keepBy(key, asked.make(table)))
      }
      return { outline: table, answers }
    },
  }
}
