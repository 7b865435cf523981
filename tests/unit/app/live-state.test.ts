import { describe, expect, it } from 'vitest'
import { pollIntervalMs, reduceLive, redrawIntervalMs, shouldRedraw, startLive } from '@/app/_components/live-state'
import { stripSentence } from '@/app/_components/live-strip'
import type { IngestStatus, RunProgress } from '@/lib/domain/ingest'

const run: RunProgress = {
  id: 'r',
  sourceId: 'hackernews',
  sourceName: 'Hacker News',
  startedAt: '2024-05-20T12:00:00.000Z',
  beatAt: '2024-05-20T12:00:00.000Z',
  pagesDone: 3,
  pagesTotal: 161,
  position: 'March 2024',
  postings: 1_200,
  isFirst: true,
}
const filling: IngestStatus = {
  at: '2024-05-20T12:00:00.000Z',
  dataVersion: 3,
  postings: 1_200,
  from: '2024-03',
  to: '2024-05',
  runs: [run],
  boards: [],
  troubles: [],
  monthsSince: [],
  isRetagged: false,
  isWorkerAlive: true,
}
const later: IngestStatus = { ...filling, dataVersion: 4, from: '2024-02', monthsSince: ['2024-02'] }
const done: IngestStatus = { ...later, runs: [], dataVersion: 161 }

describe('a page during the first backfill', () => {
  it('redraws itself when a month has come and the last redraw is long enough ago', () => {
    const drawn = reduceLive(startLive(filling), { kind: 'drawn', status: filling, atMs: 10_000 })
    const polled = reduceLive(drawn, { kind: 'polled', status: later })
    expect(shouldRedraw(polled, 10_000 + redrawIntervalMs - 1)).toBe(false)
    expect(shouldRedraw(polled, 10_000 + redrawIntervalMs)).toBe(true)
  })
  it('shows the first month at once', () => {
    const empty = startLive({ ...filling, dataVersion: 0, postings: 0, from: null, to: null })
    expect(shouldRedraw(reduceLive(empty, { kind: 'polled', status: filling }), 0)).toBe(true)
  })
  it('holds still when the reader asks, and goes on when asked again', () => {
    const polled = reduceLive(startLive(filling), { kind: 'polled', status: later })
    const held = reduceLive(polled, { kind: 'held', isHeld: true })
    expect(shouldRedraw(held, 1e9)).toBe(false)
    expect(shouldRedraw(reduceLive(held, { kind: 'held', isHeld: false }), 1e9)).toBe(true)
  })
  it('catches up with the last months after the run has ended, then stops', () => {
    const ended = reduceLive(startLive(filling), { kind: 'polled', status: done })
    expect(shouldRedraw(ended, 1e9)).toBe(true)
    const drawn = reduceLive(ended, { kind: 'drawn', status: done, atMs: 1e9 })
    const settled = reduceLive(drawn, { kind: 'polled', status: done })
    const news = reduceLive(settled, {
      kind: 'polled',
      status: { ...done, dataVersion: 162, monthsSince: ['2024-06'] },
    })
    expect(shouldRedraw(news, 2e9)).toBe(false)
    expect(stripSentence(news)).toBe('June 2024 has arrived.')
  })
})

describe('the strip', () => {
  it('tells the most urgent thing first', () => {
    const idle = startLive({ ...done, monthsSince: [] })
    expect(stripSentence(idle)).toBe('1\u202f200 postings, February 2024 to May 2024. Data version 161.')
    expect(stripSentence(startLive(filling))).toMatch(/^Reading Hacker News: March 2024, 3 of 161 pages/)
    expect(stripSentence(reduceLive(idle, { kind: 'lost' }))).toMatch(/^The server does not answer/)
  })
  it('forgets a lost server when it answers again', () => {
    const lost = reduceLive(startLive(done), { kind: 'lost' })
    expect(reduceLive(lost, { kind: 'polled', status: done }).isLost).toBe(false)
  })
  it('asks often while something is read and seldom otherwise', () => {
    expect(pollIntervalMs(filling)).toBe(2_000)
    expect(pollIntervalMs(done)).toBeGreaterThan(2_000)
  })
})
