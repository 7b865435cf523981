import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import { Month } from '@/lib/domain/month'
import { chunkVersion } from '@/lib/demand-index/chunk'
import { sealMonth } from '@/lib/demand-index/seal'
import { placeChunk } from '@/lib/db/chunk-store'
import { pruneVersions, type VersionPruning } from '@/lib/db/index-versions'
import { inTransaction } from '@/lib/db/ingest-store'
import { readFactsToSeal } from '@/lib/db/seal-facts'
import { withSessionLock } from '@/lib/db/session-lock'

/** Key of the advisory lock of the one process that seals; any number that nothing else in the database uses. */
const sealLockKey = 7_346_282

export interface Sealing {
  /** Data version whose chunks stand now. */
  version: number
  /** Months that were read. */
  months: number
  /** Of those, the ones whose facts differ from what was sealed before. */
  changed: number
}

const Versions = z.tuple([z.object({ newest: z.int().nullable(), sealed: z.int().nullable() })])

const readVersions = `
  select (select max(id) from data_version) as newest, (select max(id) from sealed_version) as sealed`

// Ids of data versions rise in the order in which they are committed (recordVersion), so none comes in behind.
const monthsToSeal = `
  select to_char(month, 'YYYY-MM') as month from (
    select unnest(months) as month from data_version where id > $1
    union
    select mc.month from month_chunk mc join chunk c using (hash) where mc.until_version is null and c.format <> $2
  ) touched order by month`

const allMonths = `
  select to_char(month, 'YYYY-MM') as month from (
    select month from posting_fact union select month from month_chunk where until_version is null
  ) every_month order by month`

const Months = z.array(z.object({ month: Month }))

const addVersion = `
  insert into sealed_version (id, sealed_at, rests_until) values (
    $1, $2, (select rests_until from sealed_version order by id desc limit 1))
  on conflict (id) do nothing`

/** Forgets all that was sealed. The chunks of versions that no longer exist would otherwise pass for those of new ones. */
async function forgetAll(client: ClientBase): Promise<void> {
  await client.query('delete from month_chunk')
  await client.query('delete from sealed_version')
  await client.query('delete from chunk')
}

async function seal(client: ClientBase, { isWhole, at }: { isWhole: boolean; at: Date }): Promise<Sealing | null> {
  const [{ newest, sealed }] = Versions.parse((await client.query(readVersions)).rows)
  if (newest === null) return null
  const isStranger = sealed !== null && sealed > newest
  if (isStranger) await forgetAll(client)
  const every = isWhole || isStranger || sealed === null
  const { rows } = every ? await client.query(allMonths) : await client.query(monthsToSeal, [sealed, chunkVersion])
  const months = Months.parse(rows)
  if (!every && newest === sealed && months.length === 0) return null
  let changed = 0
  for (const { month } of months) {
    const chunk = sealMonth(month, await readFactsToSeal(client, month))
    if (await placeChunk(client, chunk, { version: newest, at })) changed += 1
  }
  await client.query(addVersion, [newest, at])
  return { version: newest, months: months.length, changed }
}

/**
 * Runs `work` in a transaction that sees one snapshot, as the one process that writes or deletes chunks; null when
 * another is at it.
 */
async function withSealLock<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T | null> {
  // The lock is taken before the transaction, whose snapshot must see what the last holder committed.
  const result = await withSessionLock(pool, sealLockKey, (client) =>
    inTransaction(client, async () => {
      await client.query('set transaction isolation level repeatable read')
      await client.query('set local jit = off')
      return work(client)
    }),
  )
  return result === 'busy' ? null : result
}

/**
 * Turns the facts of all months that changed since the last sealing into chunks, and makes them the newest version of
 * the demand index. Facts are read in one snapshot, in a transaction of its own: ingest and readers go on meanwhile.
 * @param options.isWhole every month, changed or not.
 * @returns null when there was nothing to do, or another process is at it.
 */
export const sealMonths = (pool: Pool, options: { now: () => Date; isWhole?: boolean }): Promise<Sealing | null> =>
  withSealLock(pool, (client) => seal(client, { isWhole: options.isWhole === true, at: options.now() }))

const dayMs = 24 * 60 * 60 * 1000

/**
 * Lets go of versions made more than `days` ago (`pruneVersions`); 0 keeps them all but those that cannot be read.
 * @returns null when another process seals or prunes.
 */
export const pruneSealed = (pool: Pool, options: { now: () => Date; days: number }): Promise<VersionPruning | null> => {
  const at = options.now()
  const before = options.days === 0 ? new Date(0) : new Date(at.getTime() - options.days * dayMs)
  return withSealLock(pool, (client) => pruneVersions(client, { before, at }))
}
