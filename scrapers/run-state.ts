import { randomUUID } from 'node:crypto'
import type { RunStatus } from '@/lib/domain/ingest'
import type { Sight } from '@/lib/db/page-to-store'
import { noCounts } from '@/lib/db/run-store'
import type { RunCounts } from '@/lib/db/run-store'
import type { AbsenceLimits } from '@/lib/db/withdraw'
import { describeError } from '@/scrapers/http/errors'
import { noTimes } from '@/scrapers/run-progress'
import type { RunEvent, StageTimes } from '@/scrapers/run-progress'

/** What a run keeps between its pages. */
export interface RunState {
  runId: string
  scope: string
  isBounded: boolean
  limits: AbsenceLimits
  /** What a posting that is new in this run counts as. */
  arrival: Sight['arrival']
  /** Set once a page failed: a cursor moved later would say that the page was stored. */
  isCursorFrozen: boolean
  counts: RunCounts
  times: StageTimes
  failures: { position: string; kind: string; message: string }[]
  held: string[]
  /** Records of each listing whose absences were applied. */
  applied: Map<string, number>
  /** Writes under way that need no waiting for. */
  pending: Promise<unknown>[]
  now: () => Date
  tell: (event: RunEvent) => void
  fail: (position: string, error: unknown) => void
  /** Begins a write that the crawl does not wait for. */
  write: (work: Promise<unknown>) => void
}

export function newRunState(
  options: Pick<RunState, 'scope' | 'isBounded' | 'now' | 'tell'> & { limits: Omit<AbsenceLimits, 'usual'> },
): RunState {
  const state: RunState = {
    runId: randomUUID(),
    ...options,
    limits: { ...options.limits, usual: new Map() },
    arrival: 'flow',
    isCursorFrozen: false,
    counts: noCounts(),
    times: noTimes(),
    failures: [],
    held: [],
    applied: new Map(),
    pending: [],
    fail: (position, error) => {
      const { kind, message } = describeError(error)
      state.isCursorFrozen ||= kind === 'Bug'
      state.failures.push({ position, kind, message })
      state.tell({ kind: 'trouble', position, errorKind: kind, message })
    },
    write: (work) => void state.pending.push(work.catch((error: unknown) => state.fail('the run', error))),
  }
  return state
}

export interface RunEnd {
  status: RunStatus
  errorKind: string | null
  error: string | null
}

/** How the run ended, once its crawl is over. `thrown` is what ended the crawl early, if anything did. */
export function judgeRun(state: RunState, signal: AbortSignal, thrown: unknown): RunEnd {
  if (signal.aborted) return { status: 'interrupted', errorKind: null, error: 'It was stopped before its end.' }
  if (thrown !== null) {
    const { kind, message } = describeError(thrown)
    return { status: kind === 'HaltSource' ? 'halted' : 'failed', errorKind: kind, error: message }
  }
  const [first] = state.failures
  if (first) {
    const more = state.failures.length > 1 ? ` (and ${state.failures.length - 1} more)` : ''
    return { status: 'failed', errorKind: first.kind, error: `${first.position}: ${first.message}${more}` }
  }
  const [held] = state.held
  if (held === undefined) return { status: 'succeeded', errorKind: null, error: null }
  const more = state.held.length > 1 ? ` (and ${state.held.length - 1} more)` : ''
  return { status: 'held', errorKind: null, error: `${held}${more}` }
}
