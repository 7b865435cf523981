import { describe, expect, it } from 'vitest'
import { chooseBoards } from '@/scrapers/choose-boards'
import { paceOf } from '@/scrapers/http/pace'
import { hasFailedForDays, nextAskOfParked, nextDueAt, parkedReason } from '@/scrapers/schedule'
import type { Ending } from '@/scrapers/schedule'

const now = new Date('2024-03-01T10:00:00Z')
const minuteMs = 60_000
const hourMs = 60 * minuteMs

const board = (failures = 0, failingSince: string | null = null, slug = 'acme') => ({
  sourceId: 'greenhouse',
  slug,
  failures,
  failingSince: failingSince === null ? null : new Date(failingSince),
})
const ending = (status: string, rest: Partial<Ending> = {}): Ending => ({
  status,
  errorKind: null,
  pagesDone: 1,
  startedAt: now,
  ...rest,
})
const dueIn = (failures: number, end: Ending, cadenceHours = 24): number =>
  (nextDueAt(board(failures), end, cadenceHours, now)?.getTime() ?? 0) - now.getTime()
/** Whether a time is some hours away, give or take the tenth that spreads the boards. */
const isAbout = (ms: number, hours: number): boolean => ms >= 0.9 * hours * hourMs && ms <= 1.1 * hours * hourMs

describe('a board is due again', () => {
  it('at once when its run was interrupted', () => {
    expect(nextDueAt(board(), ending('interrupted'), 24, now)).toBeNull()
  })

  it('after its cadence when it was read, or held for a person to look at, counted from the start of the run', () => {
    expect(isAbout(dueIn(0, ending('succeeded')), 24)).toBe(true)
    expect(isAbout(dueIn(0, ending('held')), 24)).toBe(true)
    const begun = { startedAt: new Date(now.getTime() - 2 * hourMs) }
    expect(dueIn(0, ending('succeeded', begun))).toBe(dueIn(0, ending('succeeded')) - 2 * hourMs)
    const long = { startedAt: new Date(now.getTime() - 48 * hourMs) }
    expect(dueIn(0, ending('succeeded', long))).toBe(0)
  })

  it('ten minutes after a failure, later with every further one, at most after its cadence', () => {
    const failed = ending('failed', { errorKind: 'RetryLater' })
    expect(isAbout(dueIn(1, failed), 1 / 6)).toBe(true)
    expect(isAbout(dueIn(2, failed), 1 / 3)).toBe(true)
    expect(isAbout(dueIn(30, failed), 24)).toBe(true)
  })

  it('sooner when no connection could be made, and when its cadence is short', () => {
    expect(isAbout(dueIn(1, ending('failed', { errorKind: 'Unreachable' })), 1 / 60)).toBe(true)
    expect(isAbout(dueIn(1, ending('failed', { errorKind: 'RetryLater' }), 1), 1 / 120)).toBe(true)
    expect(isAbout(dueIn(9, ending('failed', { errorKind: 'RetryLater' }), 1), 1)).toBe(true)
  })

  it('a day after the site asked us to stay away, or had no such board, however short its cadence', () => {
    expect(isAbout(dueIn(1, ending('halted', { errorKind: 'HaltSource' }), 1), 24)).toBe(true)
    expect(isAbout(dueIn(1, ending('failed', { errorKind: 'SkipRecord', pagesDone: 0 }), 1), 24)).toBe(true)
    expect(isAbout(dueIn(1, ending('failed', { errorKind: 'SkipRecord', pagesDone: 3 }), 1), 1 / 120)).toBe(true)
  })

  it('soon when another process is reading it', () => {
    expect(isAbout(dueIn(0, ending('busy')), 1 / 120)).toBe(true)
  })

  it('at a time of its own, the same however often it is asked', () => {
    const times = ['a', 'b', 'c', 'd', 'e'].map((slug) =>
      nextDueAt(board(0, null, slug), ending('succeeded'), 24, now)?.getTime(),
    )
    expect(new Set(times).size).toBe(5)
    expect(nextDueAt(board(), ending('succeeded'), 24, now)).toEqual(nextDueAt(board(), ending('succeeded'), 24, now))
  })
})

describe('a board is parked', () => {
  it('when it failed at least five times, for three days', () => {
    expect(hasFailedForDays(board(5, '2024-02-27T10:00:00Z'), now)).toBe(true)
    expect(hasFailedForDays(board(4, '2024-02-01T10:00:00Z'), now)).toBe(false)
    expect(hasFailedForDays(board(50, '2024-02-28T10:00:00Z'), now)).toBe(false)
    expect(hasFailedForDays(board(0), now)).toBe(false)
  })

  it('with its reason in words, and asked again after a week', () => {
    expect(parkedReason(board(6, '2024-02-26T09:00:00Z'), 'boards.example.com has nothing at /acme', now)).toBe(
      'Failed 6 times in a row, for 4 days: boards.example.com has nothing at /acme',
    )
    expect(isAbout(nextAskOfParked(board(6), now).getTime() - now.getTime(), 7 * 24)).toBe(true)
  })
})

describe('the choice of boards', () => {
  const due = (sourceId: string, count: number, hostLimit: number, host: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => ({ sourceId, slug: `b${index}`, host: host(index), hostLimit }))
  const oneHost = due('greenhouse', 2_000, 2, () => 'boards-api.example.com')
  const manyHosts = due('recruitee', 500, 2, (index) => `b${index}.example.com`)

  it('takes no more of one host than its limit, those that are queued included', () => {
    expect(chooseBoards(oneHost, [], 200).map(({ slug }) => slug)).toEqual(['b0', 'b1'])
    expect(chooseBoards(oneHost, [{ host: 'boards-api.example.com' }], 200).map(({ slug }) => slug)).toEqual(['b0'])
  })

  it('fills the queue up to its most, and takes nothing when it is full', () => {
    expect(chooseBoards(manyHosts, [], 200)).toHaveLength(200)
    const full = Array.from({ length: 200 }, () => ({ host: 'x' }))
    expect(chooseBoards(manyHosts, full, 200)).toEqual([])
  })

  it('takes sources in turn, so that a long list of one does not hold up another', () => {
    const chosen = chooseBoards([...manyHosts, ...oneHost], [], 4)
    expect(chosen.map(({ sourceId }) => sourceId)).toEqual(['recruitee', 'greenhouse', 'recruitee', 'greenhouse'])
  })
})

describe('the pace of a host', () => {
  it('is dropped on wish only where requests go to the loopback interface', () => {
    const wish = { minimumDelayMs: 500, isPolite: false }
    expect(paceOf('jobs.example.com', wish, null)).toBe(500)
    expect(paceOf('127.0.0.1:4000', wish, null)).toBe(0)
    expect(paceOf('jobs.example.com', wish, 'http://127.0.0.1:4000')).toBe(0)
    expect(paceOf('127.0.0.1:4000', wish, 'https://jobs.example.com')).toBe(500)
    expect(paceOf('127.0.0.1:4000', { ...wish, isPolite: true }, null)).toBe(500)
  })
})
