import type { ClientBase } from 'pg'
import { mergePage } from '@/lib/db/merge-postings'
import type { PageToStore, StoredPage } from '@/lib/db/page-to-store'
import { endOfPart, versionSetting } from '@/lib/db/part-end'
import { insertRejects, rejectsOf, repeatOf, splitRepeats } from '@/lib/db/reject-rows'
import type { RejectOfPayload } from '@/lib/db/reject-rows'
import { noCounts } from '@/lib/db/run-store'
import type { RunCounts } from '@/lib/db/run-store'
import { sortPostings } from '@/lib/db/stage-page'
import { writeRows } from '@/lib/db/staging'
import { noAbsence, removeMissingOfListing } from '@/lib/db/withdraw'
import type { Absence } from '@/lib/db/withdraw'
import { withdrawUnparsed } from '@/lib/db/withdraw-unparsed'

type Gone = Absence & Pick<StoredPage, 'applied'>

const noneGone = (): Gone => ({ ...noAbsence(), applied: [] })

async function removeOfListings(
  client: ClientBase,
  page: PageToStore,
  absent: Extract<PageToStore['absent'], { kind: 'listings' }>,
  refused: readonly RejectOfPayload[],
): Promise<Gone> {
  const sum = noneGone()
  const refusedIds = refused.flatMap((reject) => (reject.externalId === null ? [] : [reject.externalId]))
  const postings = page.payloads.flatMap((payload) => payload.postings)
  for (const listing of absent.listings) {
    const listed = postings.filter(({ input }) => input.listing === listing).length + refused.length
    const { sourceId, at, sight } = page
    const judged = { sourceId, listing, listed, at, history: sight.history, limits: absent.limits }
    const one = await removeMissingOfListing(client, judged, refusedIds)
    sum.gone += one.gone
    sum.months.push(...one.months)
    sum.held ??= one.held
    if (one.held === null) sum.applied.push({ listing, listed })
  }
  return sum
}

async function removeAbsent(client: ClientBase, page: PageToStore, refused: readonly RejectOfPayload[]): Promise<Gone> {
  if (page.absent.kind === 'listings') return removeOfListings(client, page, page.absent, refused)
  // A refused record is no absent one, and it may not be known which posting it was: a wrong --map or a parser that
  // fails would otherwise take good rows away.
  if (refused.length > 0) return noneGone()
  const payloadIds = page.payloads.map(({ payloadId }) => payloadId)
  return { ...noneGone(), ...(await withdrawUnparsed(client, payloadIds, page.at)) }
}

/** Writes a page inside the caller's transaction; `onStaged` may look at the staging table before it is merged. */
export async function writePage(
  client: ClientBase,
  page: PageToStore,
  onStaged: () => Promise<void> = async () => undefined,
): Promise<StoredPage> {
  const { sight, payloads } = page
  const { first, repeats } = splitRepeats(page)
  const { staged, known, repeats: seenBefore, foreign } = await sortPostings(client, first, sight.kind)
  const rejects = [...rejectsOf(payloads), ...repeats, ...seenBefore.map((posting) => repeatOf(posting, 'this run'))]
  const rows = writeRows(staged, page)
  const merged = await mergePage(client, { rows, count: staged.length, known, sight, onStaged })
  const gone = await removeAbsent(client, page, rejects)
  const isOld = sight.kind === 'old-replay'
  const sum = (countOf: (payload: PageToStore['payloads'][number]) => number): number =>
    payloads.reduce((total, payload) => total + countOf(payload), 0)
  const counts: RunCounts = {
    ...noCounts(),
    pagesDone: payloads.length,
    seen:
      sum(({ postings }) => postings.length) -
      foreign +
      (isOld ? 0 : sum((each) => each.rejects.length + each.skipped)),
    inserted: merged.inserted,
    updated: merged.updated,
    unchanged: merged.unchanged,
    withdrawn: gone.gone,
    reopened: merged.reopened,
    rejected: isOld ? 0 : rejects.length,
    skipped: isOld ? 0 : sum(({ skipped }) => skipped),
  }
  const months = [...new Set([...merged.months, ...gone.months])].sort()
  await endOfPart(client, page, {
    counts,
    movesCursor: gone.held === null,
    keys: isOld ? [] : payloads.map(({ payloadKey }) => payloadKey),
    payloadIds: payloads.map(({ payloadId }) => payloadId),
    parserVersion: page.parserVersion,
    months,
    changed: merged.changedFacts + (gone.months.length > 0 ? gone.gone : 0),
  })
  if (!isOld) await insertRejects(client, page, rejects)
  return { counts, rejects, held: gone.held, applied: gone.applied, months }
}

/**
 * Stores one page in one transaction: postings, places, companies, facts, absences, rejects, cursor, data version and
 * the run's counts. The connection must have its staging tables (createStaging).
 */
export async function storePage(client: ClientBase, page: PageToStore): Promise<StoredPage> {
  return inVersion(client, () => writePage(client, page))
}

/** Key of the advisory lock under which data versions are numbered; any number that nothing else in the database uses. */
const versionLockKey = 7_346_285

/**
 * Writes the prepared data version, if there is one, and commits. The lock, held from the number to the commit, makes ids
 * rise in the order of commits: what is counted up to a version holds all versions before it. Both are sent at once:
 * every other writer waits meanwhile, and would wait for this process's way there and back as well.
 */
const commitVersion = 'execute skilltide_number_version; commit'
const prepareVersion = `
  prepare skilltide_number_version as
  with given as (select nullif(current_setting('${versionSetting}', true), '')::json as version),
       held as materialized (
         select version, pg_advisory_xact_lock(${versionLockKey}) from given where version is not null)
  insert into data_version (at, run_id, source_id, months, changed, taxonomy_version, rules_version)
  select row.* from held, json_to_record(held.version)
    as row(at timestamptz, run_id uuid, source_id text, months date[], changed int, taxonomy_version text, rules_version text)`

/** Connections that have prepared the statement. */
const ready = new WeakSet<ClientBase>()

/** Commits what `work` wrote, or nothing of it. */
export const inTransaction = <T>(client: ClientBase, work: () => Promise<T>): Promise<T> =>
  runTransaction(client, work, { begin: 'begin', commit: 'commit' })

// Plans are kept: one made while a table is small would read it from end to end for as long as the session lasts.
const begin = 'begin; set local enable_seqscan = off'

/** The same with the data version that `work` prepared in `versionSetting`. */
export async function inVersion<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  if (!ready.has(client)) {
    await client.query(prepareVersion)
    ready.add(client)
  }
  return runTransaction(client, work, { begin, commit: commitVersion })
}

async function runTransaction<T>(
  client: ClientBase,
  work: () => Promise<T>,
  { begin: first, commit: last }: { begin: string; commit: string },
): Promise<T> {
  await client.query(first)
  try {
    const result = await work()
    await client.query(last)
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
