import { describe, expect, test } from 'vitest'
import { warmPages } from '@/lib/db/warm-pages'
import { addMonths } from '@/lib/domain/month'
import { type Ask, AskedLately, createNotingEngine } from '@/lib/query/asked-lately'
import type { DemandEngine } from '@/lib/query/engine'
import { defaultFilters, type Filters } from '@/lib/query/filters'
import { type Fact, plainFact, uuidFor } from '@/tests/support/facts'
import { engineOfFacts } from '@/tests/support/index-of-facts'
import { pageReports } from '@/tests/support/page-reports'

const skills = ['kubernetes', 'terraform']

/** Two vacancies of each of some employers a month for three years, but for some that the newest month lacks. */
function engineLacking(vacancies: number): DemandEngine {
  const facts = Array.from({ length: 36 * 6 }, (_, index): Fact => {
    const month = addMonths('2021-02', Math.floor(index / 6))
    const name = `${month} ${index % 6}`
    return {
      ...plainFact,
      month,
      day: `${month}-10`,
      postingId: uuidFor(`posting ${name}`),
      vacancyId: uuidFor(`vacancy ${name}`),
      employerId: uuidFor(`employer ${index % 3}`),
      required: index % 4 === 0 ? ['skill:terraform'] : ['skill:kubernetes'],
    }
  })
  return engineOfFacts(facts.slice(0, facts.length - vacancies), { now: new Date('2024-01-20T00:00:00Z'), skills })
}

/** An engine that counts the answers that composed ones are made of. */
function counting(engine: DemandEngine): { engine: DemandEngine; made: string[] } {
  const made: string[] = []
  return {
    made,
    engine: {
      ...engine,
      table: (...args) => {
        made.push('table')
        return engine.table(...args)
      },
      histories: (...args) => {
        made.push('histories')
        return engine.histories(...args)
      },
      pair: (...args) => {
        made.push('pair')
        return engine.pair(...args)
      },
    },
  }
}

describe('what was asked lately', () => {
  const asks = Array.from({ length: 300 }, (): Ask => () => Promise.resolve())

  test('is each question once, the one asked last first, and no more than are asked again', () => {
    const lately = new AskedLately()
    for (const [index, ask] of asks.entries()) lately.note(`${index}`, ask)
    lately.note('150', asks[0] ?? (() => Promise.resolve()))
    const listed = lately.list()
    expect(listed).toHaveLength(200)
    expect(listed.slice(0, 3)).toEqual([asks[0], asks[299], asks[298]])
    expect(listed).not.toContain(asks[150])
  })

  test('is forgotten after an hour', () => {
    let now = 0
    const lately = new AskedLately(() => now)
    lately.note('early', () => Promise.resolve('early'))
    now = 3_000_000
    lately.note('late', () => Promise.resolve('late'))
    now = 3_700_000
    expect(lately.list()).toHaveLength(1)
  })
})

describe('an engine that notes its questions', () => {
  const filters: Filters = { ...defaultFilters, skills: ['terraform'] }
  const reports = ['blur', 'views', 'underView', 'movers', 'sensitivity', 'claims'].flatMap((name) => {
    const report = pageReports[name]
    return report === undefined ? [] : { name, ask: (of: DemandEngine) => report(of, filters, 'skill:terraform') }
  })

  test('has the next version ready for those who ask again: nothing is made anew, and the answers are its own', async () => {
    const lately = new AskedLately()
    const noting = createNotingEngine(engineLacking(1), lately)
    for (const { ask } of reports) await ask(noting)
    const [warmed, cold] = [counting(engineLacking(0)), counting(engineLacking(0))]
    await warmPages(warmed.engine, lately)
    expect(warmed.made).not.toEqual([])
    for (const { name, ask } of reports) {
      warmed.made.length = 0
      expect([name, await ask(warmed.engine), warmed.made]).toEqual([name, await ask(cold.engine), []])
    }
    expect(cold.made).not.toEqual([])
  })

  test('notes what is asked of it directly, each once, and nothing of a version that is kept', async () => {
    const lately = new AskedLately()
    const noting = createNotingEngine(engineLacking(0), lately)
    await noting.demand(filters)
    await noting.demand({ ...filters })
    await noting.levels(filters, 'skill:terraform')
    await noting.demand({ ...filters, asOf: 7 })
    await noting.outline(filters)
    expect(lately.list()).toHaveLength(2)
    const asked: string[] = []
    const other = {
      ...engineLacking(0),
      demand: (of: Filters) => {
        asked.push(`demand ${of.skills.join(' ')}`)
        return engineLacking(0).demand(of)
      },
    }
    for (const ask of lately.list()) await ask(other)
    expect(asked).toEqual(['demand terraform'])
  })

  test('notes a question of several answers as one', async () => {
    const lately = new AskedLately()
    const noting = createNotingEngine(engineLacking(0), lately)
    for (const { ask } of reports) await ask(noting)
    // A line under a view is a question of its own beside the plain one.
    expect(lately.list()).toHaveLength(reports.length + 1)
  })

  test('a question that fails keeps none of the others from being asked', async () => {
    const lately = new AskedLately()
    let asked = 0
    lately.note('well', () => Promise.resolve((asked += 1)))
    lately.note('badly', () => Promise.reject(new Error('no')))
    await warmPages(engineLacking(0), lately)
    expect(asked).toBe(1)
  })
})
