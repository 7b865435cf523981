import { createHash } from 'node:crypto'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A run that another process is at is looked after again so soon. */
const busyMs = 0.5 * minuteMs
/** A board is parked when it has failed for so long, so many times in a row. */
const parkAfterMs = 3 * dayMs
const parkAfterFailures = 5
const parkedCadenceMs = 7 * dayMs

/** How a run ended, as far as the schedule cares. */
export interface Ending {
  /** A run's status, or `busy`: another process reads the board, nothing was done. */
  status: string
  errorKind: string | null
  /** Pages that it stored: none, when the board as a whole could not be had. */
  pagesDone: number
  startedAt: Date
}

export interface ScheduledBoard {
  sourceId: string
  slug: string
  /** Runs failed in a row, this one included. */
  failures: number
  /** When they began; null while the board works. */
  failingSince: Date | null
}

/** Between 0.9 and 1.1: the same for a board on a day, so that boards spread and stay spread. */
function jitter({ sourceId, slug }: ScheduledBoard, at: Date): number {
  const day = at.toISOString().slice(0, 10)
  const hash = createHash('sha256').update(`${sourceId}/${slug}/${day}`).digest().readUInt32BE(0)
  return 0.9 + (0.2 * hash) / 2 ** 32
}

/** Doubles with every failure in a row, up to one cadence. No connection at all is often over soon. */
function backOffMs(kind: string | null, failures: number, cadenceMs: number): number {
  const firstMs = Math.min((kind === 'Unreachable' ? 1 : 10) * minuteMs, cadenceMs / 120)
  return Math.min(cadenceMs, firstMs * 2 ** Math.max(0, failures - 1))
}

/** A whole board that is not there is no failure that passes by itself. */
const isGone = ({ errorKind, pagesDone }: Ending): boolean => errorKind === 'SkipRecord' && pagesDone === 0

/**
 * When a board is due after a run; null: at once. In good order or held: after its cadence. Failed: soon, later with
 * every failure in a row, at most its cadence. Halted, or not there: the site asked us to stay away, so a whole day.
 */
export function nextDueAt(board: ScheduledBoard, ending: Ending, cadenceHours: number, now: Date): Date | null {
  const cadenceMs = cadenceHours * hourMs
  const spread = jitter(board, now)
  const after = (ms: number) => new Date(now.getTime() + ms * spread)
  if (ending.status === 'interrupted') return null
  if (ending.status === 'busy') return after(busyMs)
  if (ending.status === 'halted' || isGone(ending)) return after(Math.max(cadenceMs, dayMs))
  if (ending.status === 'failed') return after(backOffMs(ending.errorKind, board.failures, cadenceMs))
  return new Date(Math.max(now.getTime(), ending.startedAt.getTime() + cadenceMs * spread))
}

/** Whether a board has failed for days and is to be asked rarely from now on. */
export const hasFailedForDays = ({ failures, failingSince }: ScheduledBoard, now: Date): boolean =>
  failures >= parkAfterFailures && failingSince !== null && now.getTime() - failingSince.getTime() >= parkAfterMs

/** When a parked board is asked again. */
export const nextAskOfParked = (board: ScheduledBoard, now: Date): Date =>
  new Date(now.getTime() + parkedCadenceMs * jitter(board, now))

/** Why a board is parked, in words. */
export function parkedReason({ failures, failingSince }: ScheduledBoard, error: string | null, now: Date): string {
  const days = failingSince === null ? 0 : Math.floor((now.getTime() - failingSince.getTime()) / dayMs)
  return `Failed ${failures} times in a row, for ${days} days: ${(error ?? 'no reason was given').slice(0, 300)}`
}
