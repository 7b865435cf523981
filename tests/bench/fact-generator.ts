import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyLine } from '@/lib/db/copy-text'
import { seriesCode } from '@/lib/db/series-code'
import { addMonths, type Month } from '@/lib/domain/month'
import { skills } from '@/lib/tagger/taxonomy'

// Facts shaped like the real ones where it matters to a query: few employers write most of the ads, one
// employer's ads look alike, few skills are in most ads, volume grows over 161 months, an eighth are copies.

const firstMonth: Month = '2011-01'
const monthCount = 161

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const hex = (value: number, digits: number) => Math.floor(value).toString(16).padStart(digits, '0')

const places = [['US', 'US-CA'], ['US'], ['DE'], ['GB'], ['US', 'US-NY'], ['EU'], ['FR', 'NL'], ['IN'], ['CA'], []]
const remotes = ['remote', 'onsite', 'hybrid', 'unknown']
const roles = ['strict', 'strict', 'broad', 'no', 'no']
const seniority = [[], [], ['senior'], ['senior', 'staff'], ['junior'], ['mid']]

interface Generated {
  /** Rows that are copies of an ad at another place. */
  copies: number
  employers: number
}

/** Lines of a COPY into posting_fact. */
function* factLines(size: number, seed: number, told: Generated): Generator<string> {
  const random = createRandom(seed)
  const pick = <T>(values: readonly T[], fallback: T): T => values[Math.floor(random() * values.length)] ?? fallback
  /** Index below `limit`, the small ones far likelier. */
  const skewed = (limit: number, power: number) => Math.floor(limit * random() ** power)
  const employerId = (index: number) => `${hex(index, 8)}-0000-8000-8000-000000000000`
  const codes = skills.map((skill) => [seriesCode(`skill:${skill.id}`), seriesCode(`family:${skill.family}`)])
  const employers = Math.max(1, Math.floor(size / 25))
  told.employers = employers
  const profile = (employer: number) => {
    const own = createRandom(employer)
    return Array.from({ length: 14 }, () => codes[Math.floor(codes.length * own() ** 3)] ?? [])
  }

  for (let row = 0; row < size;) {
    const employer = skewed(employers, 3)
    const named = new Set<number>()
    for (const pair of profile(employer)) if (random() < 0.5) for (const code of pair) named.add(code)
    const levels: [number[], number[], number[]] = [[], [], []]
    for (const code of named) (random() < 0.4 ? levels[0] : random() < 0.2 ? levels[1] : levels[2]).push(code)
    for (const level of levels) level.sort((a, b) => a - b)
    const vacancy = `${hex(random() * 2 ** 32, 8)}-0000-8000-8000-${hex(row, 12)}`
    const month = addMonths(firstMonth, Math.floor(monthCount * Math.sqrt(random())))
    const role = pick(roles, 'no')
    const repeats = random() < 0.07 ? 3 : 1
    for (let copy = 0; copy < repeats && row < size; copy += 1, row += 1) {
      if (copy > 0) told.copies += 1
      const id = `${hex(random() * 2 ** 32, 8)}-0000-8000-8001-${hex(row, 12)}`
      const where = pick(places, [])
      yield copyLine([
        id,
        `${month}-01`,
        vacancy,
        employerId(employer),
        'hackernews',
        role,
        pick(remotes, 'unknown'),
        pick(seniority, []),
        where,
        120 + skewed(300, 2),
        ...levels,
      ])
    }
  }
}

const factColumns =
  'posting_id, month, vacancy_id, employer_id, source_id, role, remote, seniority, regions, words, required, preferred, mentioned'

// As in the recorded threads: a fifth of the postings speak of a startup, and two fifths of the employers at some time.
const signalsSql = `
  insert into posting_signal (posting_id, ordinal, employer_id, month, kind, value, counts, evidence)
  select posting_id, ordinal, employer_id, month, 'startup', '', true, 'startup'
    from posting_fact, generate_series(0, 1) as ordinal
   where get_byte(uuid_send(employer_id), 3) % 5 < 2 and get_byte(uuid_send(posting_id), 0) < 128 - 60 * ordinal`

// A group in a third of the postings that name two skills or more.
const choicesSql = `
  insert into posting_any_of (posting_id, ordinal, level, codes)
  select posting_id, 0, 'required', (required || mentioned)[1:3] from posting_fact
   where cardinality(required || mentioned) > 3 and get_byte(uuid_send(posting_id), 1) < 85`

/** Fills an empty, migrated database with so many facts, and the skill table. */
export async function fillFacts(pool: pg.Pool, size: number, seed = 1): Promise<Generated> {
  const told: Generated = { copies: 0, employers: 0 }
  const client = await pool.connect()
  try {
    // Foreign keys rest: the postings behind these facts do not exist.
    await client.query('set session_replication_role = replica')
    await client.query('truncate posting_fact, posting_signal, posting_any_of, skill')
    for (const { id, name, family } of skills) {
      await client.query(`insert into skill (code, kind, id, name, family) values ($1, 'skill', $2, $3, $4)`, [
        seriesCode(`skill:${id}`),
        id,
        name,
        family,
      ])
    }
    await pipeline(
      Readable.from(factLines(size, seed, told)),
      client.query(copyFrom(`copy posting_fact (${factColumns}) from stdin`)),
    )
    await client.query(signalsSql)
    await client.query(choicesSql)
    await client.query('reset session_replication_role')
    await client.query('vacuum (analyze) posting_fact, posting_signal, posting_any_of')
  } finally {
    client.release()
  }
  return told
}
