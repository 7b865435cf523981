import type { DemandEngine } from '@/lib/query/engine'
import { wrapEngine } from '@/lib/query/wrap-engine'

/** A question to an engine, as it can be asked of another one. */
export type Ask = (engine: DemandEngine) => Promise<unknown>

/** Questions that are noted; the one asked longest ago goes first. */
const mostQuestions = 200
/** Time after which nobody is expected to ask again. */
const lastingMs = 60 * 60_000

/** The questions that readers asked of the newest version lately, each once. */
export class AskedLately {
  private readonly asked = new Map<string, { ask: Ask; at: number }>()

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @param question all that is asked */
  note(question: string, ask: Ask): void {
    this.asked.delete(question)
    this.asked.set(question, { ask, at: this.now() })
    const [oldest] = this.asked.keys()
    if (this.asked.size > mostQuestions && oldest !== undefined) this.asked.delete(oldest)
  }

  /** The one asked last first. */
  list(): Ask[] {
    const since = this.now() - lastingMs
    return [...this.asked.values()].flatMap(({ ask, at }) => (at >= since ? ask : [])).toReversed()
  }
}

/** What a version that is kept says stands for ever: to ask it of another one tells nothing. */
const isOfKeptVersion = (question: string): boolean => /"asOf":\d/u.test(question)

/** Methods that no reader asks by themselves: their questions are noted whole (`asQuestion`). */
const onlyParts = new Set(['histories', 'pair', 'table'])

/** An engine that notes what it is asked, so that the next version can be asked the same before readers are. */
export function createNotingEngine(engine: DemandEngine, lately: AskedLately): DemandEngine {
  const note = (name: string, args: readonly unknown[], ask: Ask): DemandEngine => {
    const question = `${name} ${JSON.stringify(args)}`
    if (!isOfKeptVersion(question)) lately.note(question, ask)
    return engine
  }
  const noting = wrapEngine(engine, (name, ask) => (...args) => {
    const of = onlyParts.has(name) ? engine : note(name, args, (other) => ask(other, ...args))
    return ask(of, ...args)
  })
  return { ...noting, note }
}

/**
 * A question that takes several answers of an engine: one that notes its questions notes it as one, and none of its parts.
 * @param name of this question alone
 */
export const asQuestion =
  <Args extends unknown[], Answer>(name: string, ask: (engine: DemandEngine, ...args: Args) => Promise<Answer>) =>
  (engine: DemandEngine, ...args: Args): Promise<Answer> =>
    ask(engine.note?.(name, args, (other) => ask(other, ...args)) ?? engine, ...args)
