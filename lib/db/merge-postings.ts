import type { ClientBase } from 'pg'
import { z } from 'zod'
import { pageParts } from '@/lib/db/fact-parts'
import { keepVersions } from '@/lib/db/keep-versions'
import type { Sight } from '@/lib/db/page-to-store'
import { ask, prepared } from '@/lib/db/prepared'
import { stageRows } from '@/lib/db/stage-page'
import { factColumns, postingColumns, stagedRows } from '@/lib/db/staging'

/** What merging one page changed. */
export interface MergeResult {
  inserted: number
  updated: number
  unchanged: number
  /** Closed before and listed again; not among the updated ones. */
  reopened: number
  /** Months whose facts changed, `YYYY-MM-01`. */
  months: string[]
  /** Facts added or changed, with what belongs to them. */
  changedFacts: number
}

const postingNames = Object.keys(postingColumns)
const factNames = [...Object.keys(factColumns), 'month', 'day', 'source_id', 'arrival', 'role', 'remote', 'seniority']

const list = (names: readonly string[], prefix = ''): string => names.map((name) => `${prefix}"${name}"`).join(', ')
const assignments = (names: readonly string[]): string =>
  names.map((name) => `"${name}" = excluded."${name}"`).join(', ')

const mergeCompanies = `
  insert into company (id, key, name)
  select distinct on (company_id) company_id, company_key, company_name
  from stage_posting where company_id is not null order by company_id, company_name
  on conflict (id) do nothing`

/**
 * A crawl shows that a posting is open now; bytes read again say nothing of that.
 * @param sightedAt parameters of first and last sight
 */
const mergePostings = (isCrawl: boolean, sightedAt: string): string => `
  insert into posting (id, payload_id, first_seen_at, last_seen_at, ${list(postingNames)})
  select id, payload_id, ${sightedAt}, ${list(postingNames)} from stage_posting
  on conflict (id) do update set payload_id = excluded.payload_id, withdrawn_at = null,
    ${
      isCrawl
        ? `last_seen_at = excluded.last_seen_at, closed_at = null,
           reopened_at = case when posting.closed_at is null then posting.reopened_at else excluded.last_seen_at end,`
        : ''
    }
    ${assignments(postingNames)}
  where posting.withdrawn_at is not null ${isCrawl ? 'or posting.closed_at is not null' : ''} or
    (${list(postingNames, 'posting.')}) is distinct from (${list(postingNames, 'excluded.')})
  returning id, (xmax = 0) as is_new`

// A new posting is a vacancy of its own until vacancies are grouped, which nothing but that changes.
const mergeFacts = `
  insert into posting_fact (posting_id, vacancy_id, ${list(factNames)})
  select id, id, ${list(factNames)} from stage_posting
  on conflict (posting_id) do update set ${assignments(factNames)}
  where (${list(factNames, 'posting_fact.')}) is distinct from (${list(factNames, 'excluded.')})
  returning posting_id as id, null::date as month`

// The month that a fact leaves is touched as well as the one it enters.
const monthsLeft = `
  select f.posting_id as id, f.month from stage_posting s join posting_fact f on f.posting_id = s.id where f.month <> s.month`

/** What differs from nothing, where no posting of the page is known, and what must go before where some are. */
const factChanges = { fact: mergeFacts, signal: pageParts.signals, any_of: pageParts.anyOf }
const oldChanges = { left_behind: monthsLeft, signal_gone: pageParts.signalsGone, any_of_gone: pageParts.anyOfGone }

const union = (names: readonly string[], columns: string): string =>
  names.map((name) => `select ${columns} from ${name}`).join(' union all ')

const changedMonths = `
  select month::text from changed_fact where month is not null
  union select s.month::text from stage_posting s where s.id in (select id from changed_fact)`

/**
 * One statement for all that follows from a staged page: its parts see what was before it, so that each writes rows of
 * its own. Foreign keys are looked at when it ends.
 * @param stage where the rows are, as a common table expression; in the temporary table of that name without it
 */
function mergeStatement({ isCrawl, stage }: { isCrawl: boolean; stage: string | null }): string {
  const isMixed = stage === null
  const sightedAt = isMixed ? '$1::timestamptz, $2::timestamptz' : '$2::timestamptz, $3::timestamptz'
  const ofFacts = isMixed ? { ...oldChanges, ...factChanges } : factChanges
  const ofPlaces = isMixed ? { place_gone: pageParts.placesGone, place: pageParts.places } : { place: pageParts.places }
  const steps = {
    ...(stage !== null && { stage_posting: stage }),
    merged_company: mergeCompanies,
    merged: mergePostings(isCrawl, sightedAt),
    ...ofPlaces,
    ...ofFacts,
    changed_fact: union(Object.keys(ofFacts), 'id, month'),
    changed: `${union(['merged', 'changed_fact', ...Object.keys(ofPlaces)], 'id')} ${isMixed ? 'union all select unnest($3::uuid[])' : ''}`,
  }
  const written = Object.entries(steps).map(([name, text]) =>
    name === 'stage_posting' ? `${name} as materialized (${text})` : `${name} as (${text})`,
  )
  return `with ${written.join(', ')}
    select (select count(*) from merged where is_new)::int as inserted,
           (select count(distinct id) from changed)::int as changed,
           (select count(distinct id) from changed_fact)::int as changed_facts,
           array(${isMixed ? changedMonths : 'select distinct month::text from stage_posting'}) as months`
}

const fresh = {
  crawl: prepared(mergeStatement({ isCrawl: true, stage: stagedRows })),
  replay: prepared(mergeStatement({ isCrawl: false, stage: stagedRows })),
}
const mixed = {
  crawl: prepared(mergeStatement({ isCrawl: true, stage: null })),
  replay: prepared(mergeStatement({ isCrawl: false, stage: null })),
}

const Merged = z.tuple([
  z.object({ inserted: z.int(), changed: z.int(), changed_facts: z.int(), months: z.array(z.string()) }),
])

const closedBefore = prepared(`
  select p.id from stage_posting s join posting p on p.id = s.id where p.closed_at is not null`)

// Written at most once a day for a posting that stays as it is: most of a re-read is repeats, and a row is not small.
const touchPostings = prepared(`
  update posting set last_seen_at = $1, payload_id = s.payload_id from stage_posting s
  where posting.id = s.id and (posting.payload_id <> s.payload_id or posting.last_seen_at < $1::timestamptz - interval '1 day')`)

const Ids = z.array(z.object({ id: z.string() }))

async function findReopened(client: ClientBase, { kind, history }: Sight): Promise<string[]> {
  if (kind !== 'crawl' || history !== 'open') return []
  return Ids.parse((await ask(client, closedBefore)).rows).map((row) => row.id)
}

/** A page of which nothing is stored yet: its rows need no table to wait in. */
async function mergeFresh(client: ClientBase, rows: string, sight: Sight) {
  const statement = fresh[sight.kind === 'crawl' ? 'crawl' : 'replay']
  const [merged] = Merged.parse((await ask(client, statement, [rows, sight.firstAt, sight.lastAt])).rows)
  return { ...merged, reopened: 0 }
}

async function mergeMixed(client: ClientBase, rows: string, sight: Sight, onStaged: () => Promise<void>) {
  const isCrawl = sight.kind === 'crawl'
  await stageRows(client, rows, sight)
  await onStaged()
  const reopened = await findReopened(client, sight)
  if (isCrawl) await keepVersions(client, sight.lastAt)
  const statement = mixed[isCrawl ? 'crawl' : 'replay']
  const [merged] = Merged.parse((await ask(client, statement, [sight.firstAt, sight.lastAt, reopened])).rows)
  if (isCrawl) await ask(client, touchPostings, [sight.lastAt])
  return { ...merged, reopened: reopened.length }
}

/**
 * Merges a page into companies, postings, places, facts and what belongs to them, inside the caller's transaction. A row
 * is written only when something in it differs, whether the source edited it or a rule reads it differently.
 * @param page.rows as `writeRows` gives them
 * @param page.count how many they are
 * @param page.known how many of them are stored already; where all are new, nothing is looked up in what was.
 * @param page.onStaged may look at the staging table before it is merged; not called where all are new.
 */
export async function mergePage(
  client: ClientBase,
  page: { rows: string; count: number; known: number; sight: Sight; onStaged: () => Promise<void> },
): Promise<MergeResult> {
  const { rows, count, known, sight, onStaged } = page
  if (count === 0) return { inserted: 0, updated: 0, unchanged: 0, reopened: 0, months: [], changedFacts: 0 }
  const { inserted, changed, reopened, months, changed_facts } =
    known === 0 ? await mergeFresh(client, rows, sight) : await mergeMixed(client, rows, sight, onStaged)
  return {
    inserted,
    updated: changed - inserted - reopened,
    unchanged: count - changed,
    reopened,
    months,
    changedFacts: changed_facts,
  }
}
