import type { PoolClient } from 'pg'
import { ensureBoard, readBoard, recordBoardOutcome, setBaseline } from '@/lib/db/board-store'
import { countOpen, readFirstRunAt, readUsualCounts, recordListedCounts } from '@/lib/db/listed-counts'
import type { RunStatus } from '@/lib/domain/ingest'
import type { RunOptions } from '@/scrapers/run-options'
import type { RunState } from '@/scrapers/run-state'

/** After this long a board whose every run misses or refuses something has its baseline all the same; it would count no flow ever. */
const baselinePatienceMs = 7 * 24 * 60 * 60 * 1000

/** Reads what a run of an open source needs to know of its board: whether what is new is stock, and how much is usual. */
export async function beginBoardRun(client: PoolClient, { source, now }: RunOptions, state: RunState): Promise<void> {
  const scope = { sourceId: source.id, scope: state.scope }
  const name = source.boards === null ? source.name : state.scope
  await ensureBoard(client, { sourceId: source.id, slug: state.scope, name, origin: 'cli' }, now())
  const board = await readBoard(client, source.id, state.scope)
  state.arrival = (board?.baselineAt ?? null) === null ? 'stock' : 'flow'
  state.limits.usual = await readUsualCounts(client, scope)
}

/** Whether this run held the whole of the board: it must have listed something, and missed nothing. */
async function isBaseline(client: PoolClient, { source, now }: RunOptions, state: RunState, status: RunStatus) {
  const hasListed = [...state.applied.values()].some((listed) => listed > 0)
  if (!hasListed || state.held.length > 0) return false
  // What was refused today may be read tomorrow, and is no newer for that.
  if (status === 'succeeded' && state.counts.rejected === 0) return true
  const firstAt = await readFirstRunAt(client, { sourceId: source.id, scope: state.scope })
  return firstAt !== null && now().getTime() - firstAt.getTime() >= baselinePatienceMs
}

/** Keeps with the board how its run ended, and its baseline when this was the first complete listing. */
export async function endBoardRun(
  client: PoolClient,
  options: RunOptions,
  state: RunState,
  status: RunStatus,
): Promise<void> {
  const { source, trigger } = options
  if (state.isBounded || (trigger !== 'worker' && trigger !== 'cli')) return
  const isOpen = source.history === 'open' && state.applied.size > 0
  if (isOpen) {
    await recordListedCounts(client, state.runId, state.applied)
    if (state.arrival === 'stock' && (await isBaseline(client, options, state, status)))
      await setBaseline(client, source.id, state.scope, options.now())
  }
  const openCount = isOpen ? await countOpen(client, source.id, [...state.applied.keys()]) : null
  const board = { sourceId: source.id, slug: state.scope }
  await recordBoardOutcome(client, { ...board, status, at: options.now(), openCount })
}
