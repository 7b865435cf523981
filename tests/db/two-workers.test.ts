import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { upsertBoards } from '@/lib/db/board-store'
import { readEnv } from '@/lib/env'
import { processInline } from '@/scrapers/process-inline'
import { findSource, sources } from '@/scrapers/registry'
import { runWorker } from '@/scrapers/worker-loop'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { externalIdOf } from '../support/fault-server/answers'
import { faults } from '../support/fault-server/faults'
import { startFaultServer } from '../support/fault-server/server'
import type { FaultServer } from '../support/fault-server/server'
import { makeWorld, protocols } from '../support/fault-server/world'
import { countOf, snapshot } from '../support/ingest'
import { logTurns, readTurns } from '../support/turn-log'

// Two worker processes read six kinds of boards from a server that breaks its answers, over three rounds in which jobs
// open, close, open again and are edited. Another database takes in the same world from a server that breaks nothing.

const world = makeWorld({
  seed: 7,
  boards: { greenhouse: 8, lever: 8, ashby: 6, recruitee: 6, smartrecruiters: 4, workday: 4 },
  jobs: {
    greenhouse: { usual: 12 },
    lever: { usual: 10 },
    ashby: { usual: 10 },
    recruitee: { usual: 8 },
    smartrecruiters: { usual: 9, first: 101 },
    workday: { usual: 26 },
  },
})
const rounds = [0, 1, 2]
const minimumDelayMs = 20
const patience = { timeoutMs: 1_000, backOffMs: 15, patienceMs: 2_500 }
const retryAfterSeconds = 1
const hourMs = 3_600_000
/** Some ten seconds on an idle machine; on one that is shared by many, a minute. */
const roundTimeoutMs = 300_000
/** A round ends long before: faults run out. */
const mostPasses = 20

let clean: TestDatabase
let broken: TestDatabase
let cleanServer: FaultServer
let brokenServer: FaultServer
const workers: ChildProcess[] = []

function startWorker(): ChildProcess {
  const given = { databaseUrl: broken.url, reroute: brokenServer.url, minimumDelayMs, patience }
  const child = fork('tests/support/fault-server/worker-process.ts', [JSON.stringify(given)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  workers.push(child)
  return child
}

beforeAll(async () => {
  clean = await createTestDatabase()
  broken = await createTestDatabase()
  const usual = { world, timeoutMs: patience.timeoutMs, retryAfterSeconds }
  cleanServer = await startFaultServer(usual)
  brokenServer = await startFaultServer({ ...usual, faults: { seed: 11, share: 0.2 } })
  await logTurns(broken.pool)
  await Promise.all([startWorker(), startWorker()].map((child) => once(child, 'message')))
  const boards = world.employers.map(({ protocol, slug, name }) => ({
    sourceId: protocol,
    slug,
    name,
    origin: 'cli' as const,
  }))
  for (const { pool } of [clean, broken]) await upsertBoards(pool, boards, new Date('2026-08-01T00:00:00Z'))
})

afterAll(async () => {
  for (const child of workers) child.kill('SIGKILL')
  await Promise.all([cleanServer.close(), brokenServer.close()])
  await Promise.all([clean.drop(), broken.drop()])
})

/** Both processes work until nothing is due at this time. */
async function workBoth(at: Date): Promise<void> {
  await Promise.all(
    workers.map(async (child) => {
      const answered = once(child, 'message')
      child.send({ at: at.toISOString() })
      await answered
    }),
  )
}

/** One worker of this process, which keeps no distance between its requests. */
async function workCleanly(at: Date): Promise<void> {
  const env = readEnv({ SKILLTIDE_REROUTE: cleanServer.url, SKILLTIDE_POLITENESS: 'off', SKILLTIDE_CONTACT: 'test' })
  const processors = {
    process: processInline,
    retag: () => () => Promise.reject(new Error('no retag')),
    close: async () => undefined,
  }
  const { signal } = new AbortController()
  const log = pino({ level: 'silent' })
  const chosen = sources.filter(({ id }) => protocols.some((protocol) => protocol === id))
  await runWorker({
    pool: clean.pool,
    env,
    sources: chosen,
    log,
    signal,
    now: () => at,
    random: Math.random,
    processors,
    untilIdle: true,
  })
}

const Ids = z.array(z.object({ id: z.string() }))
const idsOf = async (sql: string, values: unknown[] = []): Promise<string[]> =>
  Ids.parse((await broken.pool.query(sql, values)).rows).map(({ id }) => id)

/** Postings closed in this round though their board lists them, or gone from the figures: there are none at any time. */
async function wronglyClosed(round: number, since: Date): Promise<string[]> {
  const open = new Set(
    world.employers.flatMap((employer) =>
      world.jobsOf(employer, round).map((job) => `${employer.protocol}/${externalIdOf(employer, job)}`),
    ),
  )
  const closed = await idsOf(`select source_id || '/' || external_id as id from posting where closed_at >= $1`, [since])
  const lost = await idsOf(
    `select p.source_id || '/' || external_id as id from posting p left join posting_fact f on f.posting_id = p.id
      where withdrawn_at is not null or f.posting_id is null`,
  )
  return [...closed.filter((id) => open.has(id)), ...lost]
}

/** Requests that the source of a host allows at once. */
function inFlightOf(host: string): number {
  const config = (slug: string) => ({ board: slug, name: slug })
  const employer = world.employers.find(({ protocol, slug }) =>
    findSource(protocol)?.policy.hosts(config(slug)).includes(host),
  )
  return findSource(employer?.protocol ?? '')?.policy.inFlight ?? 0
}

const injectedSoFar = (): number => [...brokenServer.injected.values()].reduce((sum, count) => sum + count, 0)

/** When the scheduler wants all boards that failed to be read again; null when none did. */
async function nextRetry(): Promise<Date | null> {
  const { rows } = await broken.pool.query('select max(due_at) as at from board where failures > 0')
  return z.tuple([z.object({ at: z.date().nullable() })]).parse(rows)[0].at
}

/** What depends on neither the time nor the bytes, with what became of each posting and its texts before. */
async function historyOf({ pool }: TestDatabase) {
  const read = async (sql: string) => z.array(z.record(z.string(), z.unknown())).parse((await pool.query(sql)).rows)
  const kept = await snapshot(pool)
  const facts = z.array(z.record(z.string(), z.unknown())).parse(kept.facts)
  return {
    ...kept,
    // What was refused at first is first seen days later.
    facts: facts.map((fact) => Object.fromEntries(Object.entries(fact).filter(([name]) => name !== 'day'))),
    reopened: await read('select id from posting where reopened_at is not null order by id'),
    versions: await read('select posting_id, ordinal, title, text from posting_version order by posting_id, ordinal'),
    companies: await read('select id, key from company order by id'),
    open: await read('select source_id, slug, open_count from board order by source_id, slug'),
  }
}

describe('two workers whose answers break', () => {
  let at = new Date('2026-08-02T00:00:00Z')

  it.each(rounds)(
    'hold after round %i exactly what a run without faults holds, and close nothing wrongly on the way',
    async (round) => {
      brokenServer.showRound(round)
      cleanServer.showRound(round)
      await workCleanly(new Date(at.getTime() + round))
      const since = at
      let isCalm = false
      for (let pass = 0; !isCalm; pass += 1) {
        expect(pass).toBeLessThan(mostPasses)
        const before = injectedSoFar()
        const runs = await countOf(broken.pool, 'select count(*) from run')
        await workBoth(at)
        expect(await wronglyClosed(round, since)).toEqual([])
        const all = (await countOf(broken.pool, 'select count(*) from run')) - runs === world.employers.length
        isCalm = all && injectedSoFar() === before
        at = (await nextRetry()) ?? new Date(at.getTime() + 27 * hourMs)
      }
      expect(await historyOf(broken)).toEqual(await historyOf(clean))
    },
    roundTimeoutMs,
  )

  it('met every kind of fault, and closings, reopenings and edits', async () => {
    expect([...brokenServer.injected.keys()].toSorted()).toEqual(faults.toSorted())
    const counted = {
      closed: await countOf(broken.pool, 'select count(*) from posting where closed_at is not null'),
      reopened: await countOf(broken.pool, 'select count(*) from posting where reopened_at is not null'),
      edited: await countOf(broken.pool, 'select count(*) from posting_version'),
      failed: await countOf(broken.pool, `select count(*) from run where status = 'failed'`),
      held: await countOf(broken.pool, `select count(*) from run where status = 'held'`),
    }
    expect(Math.min(...Object.values(counted))).toBeGreaterThan(0)
    expect(counted.closed).toBeGreaterThan(20)
    expect(counted.edited).toBeGreaterThan(20)
  })

  it('never ask a host for more at once, or closer together, than it allows, nor in a pause that it asked for', async () => {
    const seen = Object.entries(brokenServer.report())
    expect(seen.length).toBeGreaterThan(protocols.length)
    const turns = await readTurns(broken.pool, minimumDelayMs)
    for (const [host, { requests, mostInFlight }] of seen) {
      expect([host, mostInFlight]).toEqual([host, expect.toSatisfy((most: number) => most <= inFlightOf(host))])
      expect([host, turns.get(host)]).toEqual([
        host,
        { turns: expect.any(Number), pauses: expect.any(Number), early: 0 },
      ])
      // Each request had a turn; one that was cut off on its way may not have come.
      expect([host, turns.get(host)?.turns ?? 0]).toEqual([host, expect.toSatisfy((had: number) => had >= requests)])
    }
    const pauses = [...turns.values()].reduce((sum, host) => sum + host.pauses, 0)
    expect(pauses).toBeGreaterThan(0)
    expect(pauses).toBeLessThanOrEqual(brokenServer.injected.get('too-many-requests') ?? 0)
  })
})
