import type { ClientBase } from 'pg'
import { keepFirstSight, mergeStaged } from '@/lib/db/merge-postings'
import type { PageToStore, RejectToStore, RunPart, StoredPage } from '@/lib/db/page-to-store'
import { dropRepeats, replaceRejects, splitRepeats } from '@/lib/db/reject-rows'
import { dropForeign } from '@/lib/db/replay-rows'
import { moveCursor, noCounts, recordPage } from '@/lib/db/run-store'
import type { RunCounts } from '@/lib/db/run-store'
import { stagePostings } from '@/lib/db/staging'
import { noAbsence, removeMissingOfPage, withdrawUnparsed } from '@/lib/db/withdraw'
import type { Absence } from '@/lib/db/withdraw'

/** Key of the advisory lock under which data versions are numbered; any number that nothing else in the database uses. */
const versionLockKey = 7_346_285

const versionSetting = 'skilltide.data_version'

/** Prepares the data version of a transaction that changes facts, which `commitVersion` numbers and writes. */
export async function recordVersion(
  client: ClientBase,
  part: RunPart,
  { months, changed }: { months: Iterable<string>; changed: number },
): Promise<void> {
  if (changed === 0) return
  const version = {
    at: part.at,
    run_id: part.runId,
    source_id: part.sourceId,
    months: [...months].sort(),
    changed,
    taxonomy_version: part.taxonomyVersion,
    rules_version: part.rulesVersion,
  }
  await client.query('select set_config($1, $2, true)', [versionSetting, JSON.stringify(version)])
}

/**
 * Writes the prepared data version, if there is one, and commits. The lock, held from the number to the commit, makes ids
 * rise in the order of commits: what is counted up to a version holds all versions before it. Both are sent at once:
 * every other writer waits meanwhile, and would wait for this process's way there and back as well.
 */
const commitVersion = `
  with prepared as (select nullif(current_setting('${versionSetting}', true), '')::json as version),
       held as materialized (
         select version, pg_advisory_xact_lock(${versionLockKey}) from prepared where version is not null)
  insert into data_version (at, run_id, source_id, months, changed, taxonomy_version, rules_version)
  select row.* from held, json_to_record(held.version)
    as row(at timestamptz, run_id uuid, source_id text, months date[], changed int, taxonomy_version text, rules_version text);
  commit`

/** Moves the cursor of the run's scope, when the page has one to move to. */
export async function movePart(client: ClientBase, part: RunPart): Promise<void> {
  if (part.cursor === null) return
  await moveCursor(client, { sourceId: part.sourceId, scope: part.scope, value: part.cursor.value, at: part.at })
}

type Gone = Absence & Pick<StoredPage, 'applied'>

async function removeOfListings(
  client: ClientBase,
  page: PageToStore,
  absent: Extract<PageToStore['absent'], { kind: 'listings' }>,
  refused: readonly RejectToStore[],
): Promise<Gone> {
  const sum: Gone = { ...noAbsence(), applied: [] }
  const refusedIds = refused.flatMap((reject) => (reject.externalId === null ? [] : [reject.externalId]))
  for (const listing of absent.listings) {
    const listed = page.postings.filter(({ input }) => input.listing === listing).length + refused.length
    const { sourceId, at, sight } = page
    const judged = { sourceId, listing, listed, at, history: sight.history, limits: absent.limits }
    const one = await removeMissingOfPage(client, judged, refusedIds)
    sum.gone += one.gone
    sum.months.push(...one.months)
    sum.held ??= one.held
    if (one.held === null) sum.applied.push({ listing, listed })
  }
  return sum
}

async function removeAbsent(client: ClientBase, page: PageToStore, refused: readonly RejectToStore[]): Promise<Gone> {
  if (page.absent.kind === 'listings') return removeOfListings(client, page, page.absent, refused)
  // A refused record is no absent one, and it may not be known which posting it was: a wrong --map or a parser that
  // fails would otherwise take good rows away.
  const gone = refused.length > 0 ? noAbsence() : await withdrawUnparsed(client, page.payloadId, page.at)
  return { ...gone, applied: [] }
}

/** Writes a page inside the caller's transaction; `onStaged` may look at the staging tables before they are merged. */
export async function writePage(
  client: ClientBase,
  page: PageToStore,
  onStaged: () => Promise<void> = async () => undefined,
): Promise<StoredPage> {
  const { first, repeats } = splitRepeats(page.postings)
  await stagePostings(client, first, page)
  const foreign = page.sight.kind === 'crawl' ? 0 : await dropForeign(client, page)
  const { repeats: dropped, known } = await dropRepeats(client, page.payloadId)
  const rejects = [...page.rejects, ...repeats, ...dropped]
  const staged = first.length - foreign - dropped.length
  if (page.sight.history === 'open' && known > 0) await keepFirstSight(client)
  await onStaged()
  const merged = await mergeStaged(client, { payloadId: page.payloadId, sight: page.sight, staged, known })
  const gone = await removeAbsent(client, page, rejects)
  const isOld = page.sight.kind === 'old-replay'
  if (!isOld) await replaceRejects(client, page, rejects)
  const months = new Set([...merged.months, ...gone.months])
  const changed = merged.changedFacts + (gone.months.length > 0 ? gone.gone : 0)
  await client.query('update raw_payload set parsed_by = $2 where id = $1', [page.payloadId, page.parserVersion])
  // Marked as read, a held listing would never be looked at again.
  if (gone.held === null) await movePart(client, page)
  const counts: RunCounts = {
    ...noCounts(),
    pagesDone: 1,
    seen: page.postings.length - foreign + (isOld ? 0 : page.rejects.length + page.skipped),
    inserted: merged.inserted,
    updated: merged.updated,
    unchanged: merged.unchanged,
    withdrawn: gone.gone,
    reopened: merged.reopened,
    rejected: isOld ? 0 : rejects.length,
    skipped: isOld ? 0 : page.skipped,
  }
  await recordPage(client, page.runId, { ...counts, position: page.position, at: page.at })
  await recordVersion(client, page, { months, changed })
  return { counts, rejects, held: gone.held, applied: gone.applied, months: [...months].sort() }
}

/**
 * Stores one page in one transaction: postings, places, companies, facts, absences, rejects, cursor, data version and
 * the run's counts. The connection must have its staging tables (createStaging).
 */
export async function storePage(client: ClientBase, page: PageToStore): Promise<StoredPage> {
  return inVersion(client, () => writePage(client, page))
}

/** Commits what `work` wrote, or nothing of it. */
export const inTransaction = <T>(client: ClientBase, work: () => Promise<T>): Promise<T> =>
  runTransaction(client, work, 'commit')

/** The same with the data version that `work` recorded. */
export const inVersion = <T>(client: ClientBase, work: () => Promise<T>): Promise<T> =>
  runTransaction(client, work, commitVersion)

async function runTransaction<T>(client: ClientBase, work: () => Promise<T>, commit: string): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query(commit)
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
