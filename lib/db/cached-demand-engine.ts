import { monthOf } from '@/lib/domain/month'
import { createAnswerMemory } from '@/lib/db/answer-memory'
import type { DemandEngine } from '@/lib/query/engine'
import { type Filters, printFilters } from '@/lib/query/filters'
import { type AskAbout, type Versioned, wrapEngine } from '@/lib/query/wrap-engine'

const entriesPerMethod = 200

/** Whoever asks for a pair keeps what was made of it; and a table is as large as its population. */
const notKept = new Set(['pair', 'table'])

/**
 * Keeps answers in memory for as long as the data version stands. The order of series is part of the
 * question, since rows come in that order; so is the running month, which decides what is partial.
 */
export function createCachedDemandEngine(engine: DemandEngine, now: () => Date): DemandEngine {
  const questionOf = (filters: Filters, rest: readonly unknown[]) =>
    JSON.stringify([monthOf(now()), rest, filters.skills, filters.families, filters.sets, printFilters(filters)])
  const version = async ({ asOf }: Filters) => asOf ?? (await engine.dataVersion()).id
  return wrapEngine(
    engine,
    <Rest extends unknown[], Answer extends Versioned>(name: string, ask: AskAbout<Rest, Answer>) => {
      if (notKept.has(name)) return (filters: Filters, ...rest: Rest) => ask(engine, filters, ...rest)
      const memory = createAnswerMemory<Answer>(entriesPerMethod, ({ dataVersion }) => dataVersion.id)
      return async (filters: Filters, ...rest: Rest) =>
        memory(questionOf(filters, rest), await version(filters), () => ask(engine, filters, ...rest))
    },
  )
}
