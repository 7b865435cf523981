import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { DataVersion } from '@/lib/query/engine'
import { takeSteps } from '@/lib/query/turns'
import { listMonthHashes, readChunkBytes } from '@/lib/db/chunk-store'
import { decodeChunk } from '@/lib/demand-index/chunk-bytes'
import { createNames, type IndexSnapshot, type MonthTable, openMonthInSteps } from '@/lib/demand-index/index-snapshot'
import { forgetMonths } from '@/lib/demand-index/select-rows'

/** Time for which the newest version is not looked for again, unless said. */
const usualFreshMs = 250
/** Time from a look for a newer version for which readers wait for it, where nobody had looked for a while. */
const patienceMs = 100
/** So many times the time above is a while: until then the version at hand is hardly older than what is looked for. */
const freshTimesOfAWhile = 8
/** Older versions held, for readers that compare; a month that versions share is held once. */
const olderVersions = 6

const VersionRow = z.object({
  id: z.int(),
  at: z.date(),
  taxonomyVersion: z.string(),
  rulesVersion: z.string(),
})

const sealedVersion = `
  select d.id, d.at, d.taxonomy_version as "taxonomyVersion", d.rules_version as "rulesVersion"
    from sealed_version s join data_version d on d.id = s.id
   where s.dropped_at is null`

/** The demand index of this process: the newest sealed version, and older ones as they are asked for. */
export interface IndexMemory {
  /**
   * The newest sealed version; null before the first. One that is newer than the one at hand is looked for and loaded while
   * readers go on; only who comes after a while without readers waits for it, for a moment.
   */
  newest(): Promise<IndexSnapshot | null>
  /** A data version that is kept; null when it is not, or was never sealed. */
  at(version: number): Promise<IndexSnapshot | null>
  /** Id of the skill that a code stands for, as the database had it when a version was last loaded. */
  skillOf(code: number): string | undefined
}

/**
 * Makes an empty one; what is asked for is loaded then. Throws what the database throws, and when a chunk cannot be read.
 * @param warm done with a version that is loaded before it takes the place of the one at hand, and with the first one beside its
 *   readers, one version at a time; it must not fail
 */
export function createIndexMemory(
  pool: Pool,
  freshMs = usualFreshMs,
  warm: (snapshot: IndexSnapshot) => Promise<void> = () => Promise.resolve(),
): IndexMemory {
  const names = createNames()
  const tables = new Map<string, MonthTable>()
  const skills = new Map<number, string>()
  const older = new Map<number, Promise<IndexSnapshot | null>>()
  const hashesOf = new WeakMap<IndexSnapshot, string[]>()
  let current: IndexSnapshot | null = null
  let refreshing: Promise<void> | null = null
  let warming = Promise.resolve()
  let checkedAt = -Infinity
  let patientUntil = -Infinity

  async function readVersion(condition: string, values: unknown[]): Promise<DataVersion | null> {
    const { rows } = await pool.query(`${sealedVersion} ${condition}`, values)
    return z.array(VersionRow).parse(rows)[0] ?? null
  }

  async function readSkills(): Promise<void> {
    const { rows } = await pool.query(`select code, id from skill where kind = 'skill'`)
    const Row = z.object({ code: z.int(), id: z.string() })
    for (const { code, id } of rows.map((row: unknown) => Row.parse(row))) skills.set(code, id)
  }

  const open = async (hash: string): Promise<MonthTable> =>
    takeSteps(openMonthInSteps(decodeChunk(await readChunkBytes(pool, hash)), names))

  /** Loads the chunks of a version that are not held yet, one at a time, so that readers get their turns. */
  async function load(dataVersion: DataVersion): Promise<IndexSnapshot> {
    await readSkills()
    const months: MonthTable[] = []
    const hashes: string[] = []
    for (const { hash } of await listMonthHashes(pool, dataVersion.id)) {
      const table = tables.get(hash) ?? (await open(hash))
      tables.set(hash, table)
      months.push(table)
      hashes.push(hash)
    }
    const snapshot: IndexSnapshot = { dataVersion, months, names }
    hashesOf.set(snapshot, hashes)
    return snapshot
  }

  /** Lets go of the chunks that no version at hand holds. */
  async function forgetUnused(): Promise<void> {
    const held = await Promise.all(older.values())
    const used = new Set([current, ...held].flatMap((one) => (one === null ? [] : (hashesOf.get(one) ?? []))))
    const gone = new Set<MonthTable>()
    for (const [hash, table] of tables) if (!used.has(hash) && tables.delete(hash)) gone.add(table)
    forgetMonths(gone)
  }

  async function warmAfter(others: Promise<void>, snapshot: IndexSnapshot): Promise<void> {
    await others
    await warm(snapshot)
  }

  async function refresh(): Promise<void> {
    const newest = await readVersion('order by s.id desc limit 1', [])
    if (newest?.id !== current?.dataVersion.id) {
      const next = newest === null ? null : await load(newest)
      const isFirst = current === null
      if (next !== null) warming = warmAfter(warming, next)
      if (!isFirst) await warming
      current = next
      await forgetUnused()
    }
    checkedAt = performance.now()
  }

  return {
    async newest() {
      const now = performance.now()
      if (refreshing === null && now - checkedAt >= freshMs) {
        if (now - checkedAt >= freshTimesOfAWhile * freshMs) patientUntil = now + patienceMs
        refreshing = refresh().finally(() => {
          refreshing = null
        })
        // Whoever waits for it gets the error; a reader that went on must not be ended by it.
        refreshing.catch(() => undefined)
      }
      // One wait a version, not one an answer: who comes while it is loaded for longer goes on at once.
      if (refreshing !== null && current === null) await refreshing
      else if (refreshing !== null && patientUntil > now)
        await Promise.race([refreshing, wait(patientUntil - now, undefined, { ref: false })])
      return current
    },
    async at(version) {
      if (current?.dataVersion.id === version) return current
      const loading =
        older.get(version) ??
        readVersion('and s.id = $1', [version]).then((found) => (found === null ? null : load(found)))
      // Asked last, gone last.
      older.delete(version)
      older.set(version, loading)
      const [oldest] = older.keys()
      if (older.size > olderVersions && oldest !== undefined) older.delete(oldest)
      const snapshot = await loading.catch((error: unknown) => {
        older.delete(version)
        throw error
      })
      if (snapshot === null) older.delete(version)
      return snapshot
    },
    skillOf: (code) => skills.get(code),
  }
}
