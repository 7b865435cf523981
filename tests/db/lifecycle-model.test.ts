import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { addMonths, startOfMonth } from '@/lib/domain/month'
import type { Month } from '@/lib/domain/month'
import { retryLater } from '@/scrapers/http/errors'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { emptyDatabase, runFor } from '../support/ingest'
import { toyBoards } from '../support/toy-board'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** A run of the board, a month after the one before: what it lists, and whether it breaks off at once. */
interface Step {
  listed: number[]
  isBroken: boolean
}

interface Life {
  month: Month
  arrival: string
  isOpen: boolean
}

/** What should be, told without a database: the rules of closing and of first sights. */
class Model {
  readonly lives = new Map<number, Life>()
  private hasBaseline = false

  run({ listed, isBroken }: Step, month: Month): void {
    if (isBroken) return
    const openBefore = [...this.lives].filter(([, life]) => life.isOpen).map(([id]) => id)
    const again = listed.filter((id) => this.lives.has(id))
    const known = new Set([...openBefore, ...again]).size
    const missing = openBefore.filter((id) => !listed.includes(id))
    const isHeld = missing.length > 0 && (missing.length === known || missing.length > Math.max(5, known * 0.5))
    for (const id of listed) {
      const life = this.lives.get(id)
      if (life === undefined) this.lives.set(id, { month, arrival: this.hasBaseline ? 'flow' : 'stock', isOpen: true })
      else life.isOpen = true
    }
    if (isHeld) return
    for (const id of missing) {
      const life = this.lives.get(id)
      if (life !== undefined) life.isOpen = false
    }
    this.hasBaseline ||= listed.length > 0
  }
}

const Lives = z.array(z.object({ id: z.coerce.number(), month: z.string(), arrival: z.string(), isOpen: z.boolean() }))

async function stored(): Promise<[number, object][]> {
  const { rows } = await database.pool.query(
    `select p.external_id as id, to_char(f.month, 'YYYY-MM') as month, f.arrival, p.closed_at is null as "isOpen"
       from posting p join posting_fact f on f.posting_id = p.id and f.arrival = p.arrival and f.month = p.month`,
  )
  return Lives.parse(rows)
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, ...life }) => [id, life])
}

const steps = fc.array(
  fc.record({
    listed: fc.uniqueArray(fc.nat({ max: 13 }), { maxLength: 12, size: 'max' }),
    isBroken: fc.integer({ max: 4, min: 0 }).map((of) => of === 0),
  }),
  { minLength: 2, maxLength: 8 },
)

it('whatever a board shows over the months, each posting counts once, when it was first seen, and is open if it was listed last', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (made, isDetailed) => {
      await emptyDatabase(database.pool)
      const model = new Model()
      for (const [index, step] of made.entries()) {
        const month = addMonths('2025-01', index)
        const records = step.listed.map((id) => ({ id: String(id), text: `Acme ${id} | Engineer\nKubernetes.` }))
        const error = step.isBroken ? { error: { after: 0, error: retryLater('example.com', 'later') } } : {}
        await runFor(database.pool, toyBoards({ acme: { records, isDetailed, ...error } }), {
          scope: 'acme',
          config: { board: 'acme', name: 'Acme' },
          now: () => startOfMonth(month),
        })
        model.run(step, month)
        expect(await stored()).toEqual([...model.lives].toSorted(([a], [b]) => a - b))
      }
    }),
    { numRuns: 15 },
  )
})
