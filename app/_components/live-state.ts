import { type IngestStatus } from '@/lib/domain/ingest'
import { isFirstBackfill } from '@/lib/query/ingest-words'
import type { Month } from '@/lib/domain/month'

/** What an open page knows about the reading that goes on behind it. */
export interface LiveState {
  status: IngestStatus
  /** What the page was drawn from. */
  shown: { version: number; from: Month | null; to: Month | null }
  /** True from the start of a first backfill until all it brought is on the page: the page fills in by itself. */
  fillsIn: boolean
  /** The reader asked the page to hold still. */
  isHeld: boolean
  /** When the page last filled in by itself, in milliseconds. */
  redrawnAtMs: number
  /** The server did not answer the last question. */
  isLost: boolean
}

export type LiveEvent =
  | { kind: 'polled'; status: IngestStatus }
  | { kind: 'lost' }
  | { kind: 'drawn'; status: IngestStatus; atMs: number }
  | { kind: 'held'; isHeld: boolean }

/** Least time between two redraws: fast enough to watch, slow enough to read. */
export const redrawIntervalMs = 4_000

/** Time between two questions: often while something is read, seldom otherwise. */
export const pollIntervalMs = (status: IngestStatus): number =>
  status.runs.length > 0 || status.dataVersion === 0 ? 2_000 : 10_000

const shownOf = ({ dataVersion, from, to }: IngestStatus): LiveState['shown'] => ({ version: dataVersion, from, to })

export const startLive = (status: IngestStatus): LiveState => ({
  status,
  shown: shownOf(status),
  fillsIn: isFirstBackfill(status) || status.dataVersion === 0,
  isHeld: false,
  redrawnAtMs: 0,
  isLost: false,
})

export function reduceLive(state: LiveState, event: LiveEvent): LiveState {
  switch (event.kind) {
    case 'polled': {
      const hasCaughtUp = state.shown.version >= event.status.dataVersion && event.status.dataVersion > 0
      const fillsIn = isFirstBackfill(event.status) || (state.fillsIn && !hasCaughtUp)
      return { ...state, status: event.status, fillsIn, isLost: false }
    }
    case 'lost':
      return { ...state, isLost: true }
    case 'drawn':
      return event.status.dataVersion < state.shown.version
        ? state
        : { ...state, shown: shownOf(event.status), redrawnAtMs: event.atMs }
    case 'held':
      return { ...state, isHeld: event.isHeld }
  }
}

/** Whether the page should fill itself in now. Never outside a first backfill: figures that people read stay put. */
export function shouldRedraw(state: LiveState, nowMs: number): boolean {
  if (!state.fillsIn || state.isHeld || state.status.dataVersion <= state.shown.version) return false
  return state.shown.version === 0 || nowMs - state.redrawnAtMs >= redrawIntervalMs
}
