import type { Pool } from 'pg'
import { hasSuccessSince, keepDue, listDueBoards, withScheduleLock } from '@/lib/db/due-boards'
import type { DueBoard } from '@/lib/db/due-boards'
import { readBoard } from '@/lib/db/board-store'
import { listHeldHosts } from '@/lib/db/host-store'
import { enqueueBoards, listQueued } from '@/lib/db/job-queue'
import type { Env } from '@/lib/env'
import { configOfBoard } from '@/scrapers/board-config'
import { chooseBoards } from '@/scrapers/choose-boards'
import type { Candidate } from '@/scrapers/choose-boards'
import type { Source } from '@/scrapers/contract'
import { paceOf } from '@/scrapers/http/pace'
import { hasFailedForDays, nextAskOfParked, nextDueAt, parkedReason } from '@/scrapers/schedule'
import type { Ending } from '@/scrapers/schedule'

/** Least time between two looks; a host may have as many boards queued as it can begin meanwhile. */
export const lookAgainMs = 250
/** Jobs that may wait or run at once, in all. */
const mostQueued = 200
/** A host that is paused for longer than this is passed over. */
const longPauseMs = 60_000
const dayMs = 24 * 60 * 60 * 1000

export interface SchedulerOptions {
  pool: Pool
  sources: readonly Source[]
  env: Env
  now: () => Date
}

/** The sources that the worker reads by itself. */
export const scheduledSources = (sources: readonly Source[]): Source[] =>
  sources.filter((source) => source.cadenceHours !== null)

/** What the choice needs of a due board. One whose settings no longer parse is queued all the same: its run says what is wrong. */
function candidateOf(source: Source, board: DueBoard, env: Env): Candidate & DueBoard {
  const config = source.configSchema.safeParse(configOfBoard(source, board, env))
  const [host] = config.success ? source.policy.hosts(config.data) : []
  if (host === undefined) return { ...board, host: `source:${source.id}`, hostLimit: 1 }
  const { minimumDelayMs, inFlight } = source.policy
  const delayMs = paceOf(host, { minimumDelayMs, isPolite: env.SKILLTIDE_POLITENESS === 'on' }, env.SKILLTIDE_REROUTE)
  return { ...board, host, hostLimit: inFlight + 1 + Math.floor(lookAgainMs / Math.max(delayMs, 10)) }
}

/**
 * Queues the boards that are due, as far as there is room. One process at a time does so.
 * @returns whether nothing is due, queued or worked on; null when another process is at it.
 */
export async function queueDueBoards({
  pool,
  sources,
  env,
  now,
}: SchedulerOptions): Promise<{ isIdle: boolean } | null> {
  const scheduled = new Map(scheduledSources(sources).map((source) => [source.id, source]))
  return withScheduleLock(pool, async (client) => {
    const queued = await listQueued(client)
    const room = mostQueued - queued.length
    if (room <= 0) return { isIdle: false }
    const due = await listDueBoards(client, {
      sourceIds: [...scheduled.keys()],
      now: now(),
      perSource: room,
      except: queued.map(({ key }) => key),
    })
    const held = due.length === 0 ? new Set() : await listHeldHosts(client, longPauseMs)
    const candidates = due.flatMap((board) => {
      const source = scheduled.get(board.sourceId)
      return source === undefined ? [] : [candidateOf(source, board, env)]
    })
    const askable = candidates.filter(({ host }) => !held.has(host))
    const chosen = chooseBoards(askable, queued, mostQueued)
    await enqueueBoards(client, chosen)
    return { isIdle: queued.length === 0 && askable.length === 0 }
  })
}

/**
 * Sets when a board is read next, by how its run ended. One that has failed for days is parked; one that answers again
 * is active again. While nothing at all can be read, the fault may be our network's: nothing is parked.
 * @returns why it is parked now; null when it is not.
 */
export async function settleBoard(
  { pool, now }: Pick<SchedulerOptions, 'pool' | 'now'>,
  { source, slug, ending, error }: { source: Source; slug: string; ending: Ending; error: string | null },
): Promise<string | null> {
  const board = await readBoard(pool, source.id, slug)
  if (board === null || source.cadenceHours === null) return null
  const at = now()
  const parks =
    (ending.status === 'failed' || ending.status === 'halted') &&
    hasFailedForDays(board, at) &&
    (board.state === 'parked' || (await hasSuccessSince(pool, new Date(at.getTime() - dayMs))))
  const key = { sourceId: source.id, slug }
  if (parks) {
    const reason = parkedReason(board, error, at)
    await keepDue(pool, { ...key, dueAt: nextAskOfParked(board, at), state: 'parked', reason })
    return reason
  }
  const answers = ending.status === 'succeeded' || ending.status === 'held'
  const dueAt = nextDueAt(board, ending, source.cadenceHours, at)
  const stays = board.state === 'parked' && !answers
  await keepDue(pool, { ...key, dueAt, state: stays ? 'parked' : 'active', reason: stays ? board.stateReason : null })
  return null
}
