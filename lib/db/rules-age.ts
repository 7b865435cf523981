import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'

/** Versions of what derives facts: the taxonomy's data and the rules of tagging and normalising. */
export interface RulesVersions {
  taxonomyVersion: string
  rulesVersion: string
}

/** Order of versions such as `2026.11.2`: below zero when the left one is older. */
export function compareVersions(left: string, right: string): number {
  const parts = (version: string) => version.split('.').map((part) => Number.parseInt(part, 10) || 0)
  const [a, b] = [parts(left), parts(right)]
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const Versions = z.array(z.object({ taxonomy_version: z.string(), rules_version: z.string() }))

/**
 * Whether any stored fact may have been made by an older taxonomy or older rules than these. A page that newer code
 * stores says nothing of the facts beside it, so every version since the last retag by this code is looked at.
 * Facts of newer code are not old: a process that was left behind by an upgrade leaves them alone.
 */
export async function areFactsOld(database: ClientBase | Pool, current: RulesVersions): Promise<boolean> {
  const { rows } = await database.query(
    `select distinct taxonomy_version, rules_version from data_version where id > (
       select coalesce(max((run.params->>'covers')::int), 0) from run join data_version made on made.run_id = run.id
       where run.trigger = 'retag' and made.taxonomy_version = $1 and made.rules_version = $2)`,
    [current.taxonomyVersion, current.rulesVersion],
  )
  return Versions.parse(rows).some(
    (stored) =>
      compareVersions(stored.taxonomy_version, current.taxonomyVersion) < 0 ||
      compareVersions(stored.rules_version, current.rulesVersion) < 0,
  )
}

/** The newest data version, once every page that is being stored has its own: what is read after this holds them all. */
export async function readCoveredVersion(client: ClientBase): Promise<number> {
  await client.query('begin')
  try {
    await client.query('lock table data_version in share mode')
    const { rows } = await client.query('select coalesce(max(id), 0) as id from data_version')
    return z.tuple([z.object({ id: z.int() })]).parse(rows)[0].id
  } finally {
    await client.query('commit')
  }
}
