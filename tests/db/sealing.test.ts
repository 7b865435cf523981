import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { groupVacancies } from '@/lib/db/group-vacancies'
import { readIndexLag } from '@/lib/db/index-lag'
import { verifyIndex } from '@/lib/db/index-verify'
import { sealMonths } from '@/lib/db/seal-months'
import { isSealingDue, oweRest } from '@/lib/db/seal-rest'
import { inheritEnvironment } from '@/lib/env'
import type { Source } from '@/scrapers/contract'
import { keepIndexSealed } from '@/scrapers/keep-index-sealed'
import { syncDeclared } from '@/scrapers/prepare'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { countOf, emptyDatabase, runFor } from '../support/ingest'
import { toyBoards } from '../support/toy-board'
import { toySource } from '../support/toy-source'
import { retagBy } from '../support/toy-steps'
import { derivePostings } from '@/scrapers/derive'

const now = () => new Date('2024-06-10T00:00:00Z')
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  await emptyDatabase(database.pool)
  await syncDeclared(database.pool)
})
afterAll(() => database.drop())

const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

const ad = (id: number) => ({
  id: `ad-${id}`,
  text: `Acme ${id} | Backend Engineer | Berlin\nGo is required, number ${id}.`,
})

/** A source of pages of one posting each; a page comes, and in the end the run ends, when it is let. */
function gatedSource(pages: number): { source: Source; letGo: () => void } {
  const toy = toySource(Array.from({ length: pages }, (_, id) => ({ listing: `thread-${id}`, records: [ad(id)] })))
  let allowed = 0
  const pass = async (step: number) => {
    while (step > allowed) await wait(5)
  }
  return {
    letGo: () => {
      allowed += 1
    },
    source: {
      ...toy,
      async *crawl(context) {
        let step = 0
        for await (const page of toy.crawl(context)) {
          await pass((step += 1))
          yield page
        }
        await pass(step + 1)
      },
    },
  }
}

const until = (holds: () => Promise<boolean>) => expect.poll(holds).toBe(true)
const isSealed = async () => {
  const { newest, sealed } = await readIndexLag(database.pool)
  return newest !== null && newest === sealed
}
const isStored = (version: number) => async () => (await readIndexLag(database.pool)).newest === version

const restOwed =
  'select extract(epoch from rests_until - clock_timestamp()) * 1000 from sealed_version order by id desc limit 1'

/** Makes the rest that is owed this long from now on, so that no test is a race with it. */
const setRestOwed = (ms: number) =>
  database.pool.query(
    `update sealed_version set rests_until = clock_timestamp() + $1 * interval '1 millisecond'
      where id = (select max(id) from sealed_version)`,
    [ms],
  )

/** A sealer of its own, as a worker has one; it is ended with the test. */
function startSealer(): void {
  const over = new AbortController()
  const log = pino({ level: 'silent' })
  const work = keepIndexSealed({ pool: database.pool, versionDays: 30, repostDays: 65, log, now, signal: over.signal })
  cleanUps.push(() => {
    over.abort()
    return work
  })
}

/** Makes whoever seals wait for that long. */
async function slowSealing(): Promise<() => Promise<void>> {
  const client = await database.pool.connect()
  await client.query('begin; lock table chunk in exclusive mode')
  return async () => {
    await client.query('commit')
    client.release()
  }
}

const isSealing = async () =>
  (await countOf(
    database.pool,
    `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%into chunk%'`,
  )) > 0

describe('what a run stores on its way', () => {
  it('waits for the rest of the last sealing, and is sealed at once when the run ends', async () => {
    const { source, letGo } = gatedSource(2)
    const run = runFor(database.pool, source)
    letGo()
    await until(isStored(1))
    const release = await slowSealing()
    startSealer()
    await until(isSealing)
    await wait(2_000)
    await release()
    // Fifteen times as long as it took.
    await until(async () => (await countOf(database.pool, restOwed)) > 15_000)
    await setRestOwed(290_000)
    letGo()
    await until(isStored(2))
    // Two looks of the sealer.
    await wait(2_500)
    expect(await readIndexLag(database.pool)).toMatchObject({ newest: 2, sealed: 1, waiting: 1, waitingSince: now() })
    letGo()
    expect((await run).status).toBe('succeeded')
    await until(isSealed)
  })
})

/** Holds up whoever groups, in a trigger, until it is let go. It asks for the lock again and again: grouping waits for none. */
async function heldGrouping(): Promise<() => Promise<void>> {
  const holder = await database.pool.connect()
  await holder.query('select pg_advisory_lock(1)')
  await database.pool.query(`
    create function dawdle() returns trigger language plpgsql as 'begin
      while not pg_try_advisory_xact_lock_shared(1) loop perform pg_sleep(0.02); end loop;
      return new;
    end';
    create trigger dawdle before insert on posting_signature execute function dawdle()`)
  cleanUps.push(async () => {
    holder.release(true)
    await database.pool.query('drop function dawdle cascade')
  })
  return async () => void (await holder.query('select pg_advisory_unlock(1)'))
}

const isGrouping = async () =>
  (await countOf(
    database.pool,
    `select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
  )) > 0

describe('a grouping that takes long', () => {
  it('does not hold up what is to be sealed, which is sealed again when it is done', async () => {
    const letGo = await heldGrouping()
    await runFor(database.pool, toySource([{ listing: 'thread', records: [ad(1), { ...ad(1), id: 'ad-2' }] }]))
    startSealer()
    await until(isSealed)
    expect(await countOf(database.pool, 'select count(*) from posting_signature')).toBe(0)
    await letGo()
    await until(isStored(2))
    await until(isSealed)
  })

  it('is left to the process that is at it, which seals as well', async () => {
    const letGo = await heldGrouping()
    await runFor(database.pool, toySource([{ listing: 'thread', records: [ad(1)] }]))
    const other = groupVacancies(database.pool, { repostDays: 65, now })
    await until(isGrouping)
    startSealer()
    // A look of the sealer, and the next one.
    await wait(1_500)
    expect(await readIndexLag(database.pool)).toMatchObject({ newest: 1, sealed: null })
    await letGo()
    await other
    await until(isSealed)
  })
})

describe('what has ended', () => {
  it('is sealed on credit, so that many boards that end one after the other are sealed together', async () => {
    let [rounds, owedMs] = [0, 0]
    for (let board = 0; board < 20; board += 1) {
      const slug = `b${board}`
      await runFor(database.pool, toyBoards({ [slug]: { records: [ad(board)] } }), {
        scope: slug,
        config: { board: slug, name: slug },
      })
      // A board takes no time, on whatever machine.
      await setRestOwed(owedMs)
      if (!(await isSealingDue(database.pool))) continue
      rounds += 1
      await groupVacancies(database.pool, { repostDays: 65, now })
      await sealMonths(database.pool, { now })
      await setRestOwed(owedMs)
      await oweRest(database.pool, 60_000)
      owedMs = await countOf(database.pool, restOwed)
    }
    // The first of all owes nothing, five are owed, the sixth makes it more than five minutes.
    expect(rounds).toBe(6)
    expect(await isSealed()).toBe(false)
  })

  it('is sealed when the clock of the database was set back, from which a rest of days follows', async () => {
    await runFor(database.pool, toySource([{ listing: 'thread', records: [ad(1)] }]))
    await sealMonths(database.pool, { now })
    await runFor(database.pool, toySource([{ listing: 'other', records: [ad(2)] }]))
    await database.pool.query(`update sealed_version set rests_until = now() + interval '1 day'`)
    expect(await isSealingDue(database.pool)).toBe(true)
    await oweRest(database.pool, 1_000)
    // Five minutes and a second, where nothing sets the clock back in between.
    expect(await countOf(database.pool, restOwed)).toBeLessThan(302_000)
  })

  it('is a retag, whatever else is read at the time', async () => {
    await runFor(database.pool, toySource([{ listing: 'thread', records: [ad(1)] }]))
    await groupVacancies(database.pool, { repostDays: 65, now })
    await sealMonths(database.pool, { now })
    await groupVacancies(database.pool, { repostDays: 65, now })
    await oweRest(database.pool, 290_000)
    const { source, letGo } = gatedSource(1)
    const run = runFor(database.pool, source)
    await until(async () => (await countOf(database.pool, `select count(*) from run where status = 'running'`)) === 1)
    expect(await isSealingDue(database.pool)).toBe(false)
    await retagBy(
      database.pool,
      {
        derive: (inputs) =>
          derivePostings(inputs).map((posting) => ({ ...posting, series: { ...posting.series, required: [] } })),
        readFields: () => null,
      },
      now,
    )
    expect(await isSealingDue(database.pool)).toBe(true)
    letGo()
    letGo()
    await run
  })
})

describe('a process that is killed while it seals', () => {
  it('leaves nothing half done, and the next one seals', async () => {
    await runFor(database.pool, toySource([{ listing: 'thread', records: [ad(1), ad(2)] }]))
    const release = await slowSealing()
    const child = spawn(process.execPath, ['--import', 'tsx', 'scrapers/cli/main.ts', 'index', 'seal'], {
      env: inheritEnvironment({ DATABASE_URL: database.url }),
      stdio: 'ignore',
    })
    await until(isSealing)
    child.kill('SIGKILL')
    await once(child, 'exit')
    startSealer()
    await release()
    await until(isSealed)
    expect(await verifyIndex(database.pool, now)).toMatchObject({ status: 'compared' })
    expect(await countOf(database.pool, 'select count(*) from month_chunk')).toBe(1)
  })
})
