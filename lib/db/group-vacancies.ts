import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import { inTransaction, inVersion } from '@/lib/db/ingest-store'
import { versionSetting } from '@/lib/db/part-end'
import { withSessionLock } from '@/lib/db/session-lock'
import { groupingRunId } from '@/lib/db/version-store'
import {
  dropGone,
  findClusters,
  listChanged,
  readChanged,
  readMembers,
  readShingles,
  storeSignatures,
  writeBelongings,
} from '@/lib/db/vacancy-rows'
import { allSources } from '@/lib/domain/ingest'
import { groupAdvertisements } from '@/lib/vacancy/group'
import { groupingVersion } from '@/lib/vacancy/likeness'

/** Key of the advisory lock of the one process that groups; any number that nothing else in the database uses. */
const groupLockKey = 7_346_291
/** Postings of one transaction: few enough that nothing waits long for it. */
const batchSize = 1_000
/** Ids held in memory at once. */
const listSize = 500_000
/** Ingest never waits long for this: it gives in before a deadlock would be looked for. */
const settings = `set local lock_timeout = '500ms'; set local enable_seqscan = off; set local jit = off`

export interface Grouping {
  /** Postings that were new or had changed. */
  grouped: number
  /** Postings that no longer count. */
  gone: number
  /** Facts that belong to another vacancy now. */
  changed: number
}

export interface GroupingOptions {
  /** Days between two postings of one vacancy at most. */
  repostDays: number
  now: () => Date
  /** Stops between two batches; what is left is done by the next call. */
  signal?: AbortSignal
}

const State = z.tuple([
  z.object({
    newest: z.int().nullable(),
    version: z.int().nullable(),
    rules: z.string().nullable(),
    taxonomy_version: z.string().nullable(),
    rules_version: z.string().nullable(),
  }),
])
type State = z.infer<typeof State>[0]

const stateSql = `
  select newest.id as newest, newest.taxonomy_version, newest.rules_version, g.version, g.rules
    from (select 1) one left join (select * from data_version order by id desc limit 1) newest on true
    left join vacancy_grouping g on g.id = 1`

const saveState = `
  insert into vacancy_grouping (id, version, rules) values (1, $1, $2)
  on conflict (id) do update set version = excluded.version, rules = excluded.rules`

// A retag changes titles and employers of facts in any month. Grouping itself changes nothing that decides.
const touchedSql = `
  select coalesce(bool_or(run.trigger = 'retag'), false) as is_all,
         array(select distinct month::text from data_version d, unnest(d.months) as month
                where d.id > $1 and d.run_id <> $2) as months
    from data_version left join run on run.id = data_version.run_id where data_version.id > $1`
const Touched = z.tuple([z.object({ is_all: z.boolean(), months: z.array(z.string()) })])

/** Months to look at; null for all of them. */
async function findTouched(client: ClientBase, version: number): Promise<string[] | null> {
  const [{ is_all, months }] = Touched.parse((await client.query(touchedSql, [version, groupingRunId])).rows)
  return is_all || version === 0 ? null : months
}

/** Begins anew under other rules, or in a database whose versions began anew. */
async function forgetAll(client: ClientBase, rules: string): Promise<void> {
  await inTransaction(client, async () => {
    await client.query('truncate posting_signature')
    await client.query(saveState, [0, rules])
  })
}

interface Batch {
  /** Clusters that lost a member. */
  lost: string[]
  changed: Awaited<ReturnType<typeof readChanged>>
}

/**
 * Groups changed postings, the clusters that they leave, and those that they may join: whole clusters, so that the result
 * is that of grouping everything.
 */
async function groupBatch(client: ClientBase, { lost, changed }: Batch, repostDays: number): Promise<string[]> {
  const ids = changed.map(({ id }) => id)
  const left = changed.flatMap(({ cluster_id }) => cluster_id ?? [])
  await storeSignatures(client, changed)
  const clusters = new Set([...lost, ...left, ...ids, ...(await findClusters(client, ids, repostDays))])
  const members = await readMembers(client, [...clusters])
  const loadShingles = (wanted: string[]) => readShingles(client, wanted)
  return writeBelongings(client, await groupAdvertisements(members, { repostDays, loadShingles }))
}

/** Prepares the data version of a step. Grouping reads facts as they are, whatever taxonomy and rules made them. */
async function recordChange(client: ClientBase, state: State, months: readonly string[], at: Date): Promise<void> {
  if (months.length === 0) return
  const version = {
    at,
    run_id: groupingRunId,
    source_id: allSources,
    months: [...new Set(months)].toSorted(),
    changed: months.length,
    taxonomy_version: state.taxonomy_version,
    rules_version: state.rules_version,
  }
  await client.query('select set_config($1, $2, true)', [versionSetting, JSON.stringify(version)])
}

/** Does a step in a transaction of its own, with a data version if facts changed. @returns how many did */
const inStep = (
  client: ClientBase,
  { state, now }: { state: State; now: () => Date },
  step: () => Promise<string[]>,
): Promise<number> =>
  inVersion(client, async () => {
    await client.query(settings)
    const months = await step()
    await recordChange(client, state, months, now())
    return months.length
  })

/** Groups what changed in some months, or in all where there are none; `isWhole` unless it was stopped before its end. */
async function regroup(
  client: ClientBase,
  { months, state, options }: { months: string[] | null; state: State; options: GroupingOptions },
): Promise<{ done: Grouping; isWhole: boolean }> {
  const { repostDays, now, signal } = options
  const done: Grouping = { grouped: 0, gone: 0, changed: 0 }
  done.changed += await inStep(client, { state, now }, async () => {
    const lost = await dropGone(client, months)
    done.gone = lost.length
    return lost.length === 0 ? [] : groupBatch(client, { lost, changed: [] }, repostDays)
  })
  for (;;) {
    const ids = await listChanged(client, months, listSize)
    for (let start = 0; start < ids.length; start += batchSize) {
      if (signal?.aborted === true) return { done, isWhole: false }
      done.changed += await inStep(client, { state, now }, async () => {
        const changed = await readChanged(client, ids.slice(start, start + batchSize))
        done.grouped += changed.length
        return changed.length === 0 ? [] : groupBatch(client, { lost: [], changed }, repostDays)
      })
    }
    if (ids.length < listSize) return { done, isWhole: true }
  }
}

async function groupChanged(client: ClientBase, options: GroupingOptions): Promise<Grouping | null> {
  const rules = `${groupingVersion}/${options.repostDays}`
  const [state] = State.parse((await client.query(stateSql)).rows)
  const { newest } = state
  if (newest === null) return null
  const isAnew = state.rules !== rules || (state.version ?? 0) > newest
  if (isAnew) await forgetAll(client, rules)
  const version = isAnew ? 0 : (state.version ?? 0)
  if (version === newest) return null
  const months = await findTouched(client, version)
  if (months?.length === 0) {
    await client.query(saveState, [newest, rules])
    return null
  }
  const { done, isWhole } = await regroup(client, { months, state, options })
  if (isWhole) await client.query(saveState, [newest, rules])
  return done
}

/**
 * Brings the vacancies of all facts up to the newest data version: postings that are new, changed or gone since the last
 * call are grouped anew, in transactions of their own beside every ingest. What they come to is a function of the postings
 * that count (lib/vacancy/group.ts), whatever came first.
 * @returns null when there was nothing to do, `busy` when another process is at it.
 */
export const groupVacancies = (pool: Pool, options: GroupingOptions): Promise<Grouping | 'busy' | null> =>
  withSessionLock(pool, groupLockKey, (client) => groupChanged(client, options))
