import { addMonths } from '@/lib/domain/month'
import type { DemandEngine, SeriesKey, TableOutline, VacancyTable } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { shareMemory } from '@/lib/query/memory'
import { placeOf, type Range } from '@/lib/query/periods'
import { createTurns, type Steps, takeSteps } from '@/lib/query/turns'

/** One of the answers that are made of a table. */
export interface TableQuestion<T> {
  /** All that is asked, beside the rows. */
  question: string
  /** The periods whose rows it is made of, by the first months of the first and the last; no others may decide about it. */
  spans: readonly Range[]
  make: (table: VacancyTable) => Steps<T>
}

/** What was made of some periods of a table holds for every table of the engine with the same rows there. */
export interface TableMemory<T> {
  find(table: TableOutline, asked: Omit<TableQuestion<T>, 'make'>): T | undefined
  /** @param ms that it took to make the answer */
  keep(table: TableOutline, asked: Omit<TableQuestion<T>, 'make'>, answer: T, ms: number): T
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

  /** Answers of a table, by their keys; those that are held stay. */
  async function makeAll(
    table: VacancyTable,
    questions: readonly { asked: TableQuestion<T>; key: string | null; held: T | undefined }[],
  ): Promise<T[]> {
    const takeTurns = createTurns()
    const answers: T[] = []
    for (const { asked, key, held } of questions) {
      await takeTurns()
      const make = () => asked.make(table)
      answers.push(held ?? (await (key === null ? takeSteps(make(), takeTurns) : memory.share(key, make, takeTurns))))
    }
    return answers
  }

  return {
    find: (table, asked) => findBy(createKeys(table)(asked)),
    keep(table, asked, answer, ms) {
      const key = createKeys(table)(asked)
      return key === null ? answer : memory.keep(key, answer, ms)
    },
    async answer(engine, { filters, series }, ask) {
      let outline = await engine.outline(filters)
      for (;;) {
        const keyOf = createKeys(outline)
        const questions = ask(outline).map((asked) => ({ asked, key: keyOf(asked), held: findBy(keyOf(asked)) }))
        const held = questions.map((question) => question.held)
        if (areHeld(held)) return { outline, answers: held }
        if (outline.contents === null) {
          const table = await engine.table(filters, series)
          const unknown = ask(table).map((asked) => ({ asked, key: null, held: undefined }))
          return { outline: table, answers: await makeAll(table, unknown) }
        }
        const missing = questions.filter((question) => question.held === undefined)
        const spans = missing.flatMap(({ asked }) => asked.spans)
        const table = await engine.table(filters, series, spans)
        if (table.dataVersion.id === outline.dataVersion.id)
          return { outline, answers: await makeAll(table, questions) }
        // A newer version came between, which may lack answers whose rows were not asked for.
        outline = table
      }
    },
  }
}
