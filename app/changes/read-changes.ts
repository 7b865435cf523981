import { findMoves, type Move, readHeadlines } from '@/app/changes/headline-moves'
import { getDemandEngine } from '@/lib/db/engine'
import { getPool } from '@/lib/db/pool'
import { findKeptBefore, listVersions } from '@/lib/db/version-store'
import { groupVersions, joinUnpublished, type VersionChange } from '@/lib/domain/version-change'
import type { Filters } from '@/lib/query/filters'

/** Versions read for a page, and changes shown of them; a first reading makes hundreds of versions and one change. */
const versionsRead = 2_000
const changesShown = 20

/** Changes that were published together, and what they did to the figures. */
export interface ShownChange {
  /** The newest first. */
  changes: [VersionChange, ...VersionChange[]]
  /** How the figures moved, from the version before that can be asked; null when nothing of it is published yet. */
  published: { before: number | null; after: number; moves: Move[] } | null
}

async function readMoves(filters: Filters, from: number, after: number | null): Promise<ShownChange['published']> {
  if (after === null) return null
  const engine = getDemandEngine()
  const before = await findKeptBefore(getPool(), from)
  const was = before === null ? new Map<never, never>() : await readHeadlines(engine, filters, before)
  return { before, after, moves: findMoves(was, await readHeadlines(engine, filters, after)) }
}

/**
 * A page of changes, the newest first, with what each did to the figures of a query.
 * @param page `before`: only those older than this version
 * @returns `next`: the version to go on before; null at the end
 */
export async function readChanges(
  filters: Filters,
  page: { before: number | undefined },
): Promise<{ shown: ShownChange[]; next: number | null }> {
  const versions = await listVersions(getPool(), { before: page.before, limit: versionsRead })
  const told = joinUnpublished(groupVersions(versions))
  // What the last one is made of may go on behind the versions read.
  const isCut = versions.length === versionsRead
  const whole = isCut && told.length > 1 ? told.slice(0, -1) : told
  const shown: ShownChange[] = []
  for (const [change, ...others] of whole.slice(0, changesShown)) {
    if (change === undefined) continue
    const oldest = others.at(-1) ?? change
    shown.push({ changes: [change, ...others], published: await readMoves(filters, oldest.from, change.after) })
  }
  const isMore = isCut || whole.length > changesShown
  return { shown, next: isMore ? (shown.at(-1)?.changes.at(-1)?.from ?? null) : null }
}
