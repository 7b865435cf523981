import { createHash } from 'node:crypto'
import type pg from 'pg'
import { seriesCode } from '@/lib/db/series-code'
import type { Level } from '@/lib/domain/skill'
import type { Month } from '@/lib/domain/month'
import type { BackendRole, RemoteKind, Seniority } from '@/lib/domain/posting'
import type { NamedSeries } from '@/lib/query/engine'

/** A row of posting_fact with names for codes: what tests write and the oracle counts. */
export interface Fact {
  postingId: string
  month: Month
  /** Day on which it was posted, YYYY-MM-DD. */
  day: string
  vacancyId: string
  employerId: string
  sourceId: string
  arrival: 'flow' | 'stock'
  words: number
  role: BackendRole
  remote: RemoteKind
  seniority: Seniority[]
  /** Sorted, as they are stored. */
  regions: string[]
  required: NamedSeries[]
  preferred: NamedSeries[]
  mentioned: NamedSeries[]
  /** Whether each of its signals makes the employer a startup. */
  signals: boolean[]
  /** Skills of which one is enough, by id. */
  anyOf: { level: Level; skills: string[] }[]
}

/** A UUID for a name, so that facts can be written by hand. */
export function uuidFor(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Names every skill to the database, as a start of the program does. */
export async function writeSkills(pool: pg.Pool, skills: readonly { id: string; family: string }[]): Promise<void> {
  for (const { id, family } of skills) {
    await pool.query(
      `insert into skill (code, kind, id, name, family) values ($1, 'skill', $2, $2, $3) on conflict do nothing`,
      [seriesCode(`skill:${id}`), id, family],
    )
  }
}

/** A strictly backend vacancy of January 2024 that requires Kubernetes; tests vary what they are about. */
export const plainFact: Fact = {
  postingId: uuidFor('posting'),
  month: '2024-01',
  day: '2024-01-10',
  vacancyId: uuidFor('vacancy'),
  employerId: uuidFor('employer'),
  sourceId: 'hackernews',
  arrival: 'flow',
  words: 100,
  role: 'strict',
  remote: 'unknown',
  seniority: [],
  regions: ['DE'],
  required: ['skill:kubernetes'],
  preferred: [],
  mentioned: [],
  signals: [],
  anyOf: [],
}

/** Replaces all facts. Their postings are left out: no figure reads them. */
export async function replaceFacts(pool: pg.Pool, facts: readonly Fact[]): Promise<void> {
  const codes = (series: readonly NamedSeries[]) => series.map((key) => seriesCode(key)).toSorted((a, b) => a - b)
  const rows = facts.map((fact) => ({
    posting_id: fact.postingId,
    month: `${fact.month}-01`,
    day: fact.day,
    vacancy_id: fact.vacancyId,
    employer_id: fact.employerId,
    source_id: fact.sourceId,
    role: fact.role,
    remote: fact.remote,
    seniority: fact.seniority,
    regions: fact.regions,
    words: fact.words,
    arrival: fact.arrival,
    required: codes(fact.required),
    preferred: codes(fact.preferred),
    mentioned: codes(fact.mentioned),
  }))
  const signals = facts.flatMap((fact) =>
    fact.signals.map((counts, ordinal) => ({
      posting_id: fact.postingId,
      ordinal,
      employer_id: fact.employerId,
      month: `${fact.month}-01`,
      kind: counts ? 'seed' : 'later-round',
      value: counts ? '' : 'D',
      counts,
      evidence: counts ? 'seed round' : 'Series D',
    })),
  )
  const choices = facts.flatMap((fact) =>
    fact.anyOf.map(({ level, skills }, ordinal) => ({
      posting_id: fact.postingId,
      ordinal,
      level,
      codes: codes(skills.map((skill): NamedSeries => `skill:${skill}`)),
    })),
  )
  const client = await pool.connect()
  try {
    await client.query('begin')
    // Foreign keys rest while facts stand without postings.
    await client.query('set local session_replication_role = replica')
    for (const [table, held] of Object.entries({
      posting_fact: rows,
      posting_signal: signals,
      posting_any_of: choices,
    })) {
      await client.query(`delete from ${table}`)
      // Columns that a fact by hand does not say keep their defaults.
      const columns = Object.keys(held[0] ?? {}).join(', ')
      if (columns === '') continue
      await client.query(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
        [JSON.stringify(held)],
      )
    }
    await client.query('commit')
  } finally {
    client.release()
  }
}
