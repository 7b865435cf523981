import { inBackground } from '@/lib/db/background'
import { opsFamilies } from '@/lib/domain/skill'
import type { AskedLately } from '@/lib/query/asked-lately'
import { readBlur } from '@/lib/query/blur'
import { shippedClaims } from '@/lib/query/claims/article-claims'
import { checkClaims } from '@/lib/query/claims/check-claims'
import type { DemandEngine } from '@/lib/query/engine'
import { defaultFilters } from '@/lib/query/filters'
import { readMovers } from '@/lib/query/movers'
import { createTurns } from '@/lib/query/turns'

const claims = shippedClaims().map(({ claim }) => claim)

/** What the pages ask that most readers open: overview, movers, claims. */
const questions: ((engine: DemandEngine) => Promise<unknown>)[] = [
  (engine) => engine.demand({ ...defaultFilters, families: [...opsFamilies] }),
  (engine) => engine.skills(defaultFilters),
  (engine) => engine.skills({ ...defaultFilters, level: 'required' }),
  (engine) => readBlur(engine, { ...defaultFilters, bucket: 'year' }),
  (engine) => readMovers(engine, defaultFilters),
  (engine) => checkClaims(engine, claims),
]

/** Time for what readers asked lately: a version is not shown before it is over. */
const mostMs = 20_000

/**
 * Asks an engine what pages will ask of it, so that what follows from its months is remembered; readers have their turns between.
 * @param lately what readers asked of the version before it: as much of that, the last first, as some seconds allow
 */
export const warmPages = (engine: DemandEngine, lately: AskedLately): Promise<void> =>
  inBackground(async () => {
    const takeTurns = createTurns()
    for (const ask of questions) {
      await ask(engine)
      await takeTurns()
    }
    const deadline = performance.now() + mostMs
    for (const ask of lately.list()) {
      if (performance.now() > deadline) return
      // Whoever asks again is told what is wrong.
      await ask(engine).catch(() => undefined)
      await takeTurns()
    }
  })
