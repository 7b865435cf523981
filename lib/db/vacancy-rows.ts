import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import { type PostingToSign, shinglesOfPosting, signPosting } from '@/lib/vacancy/advertisement'
import type { SignedAdvertisement } from '@/lib/vacancy/group'

const dayMs = 24 * 60 * 60 * 1000
const daysSince1970 = z.string().transform((day) => Date.parse(day) / dayMs)
const Places = z
  .array(z.string())
  .nullable()
  .transform((places) => places ?? [])

const Changed = z.object({
  id: z.string(),
  employer: z.string().nullable(),
  likeness_key: z.string().nullable(),
  month: z.string(),
  day: z.string(),
  title: z.string().nullable(),
  is_title_given: z.boolean(),
  places: Places,
  text: z.string(),
  cluster_id: z.string().nullable(),
})
/** A posting whose fact is new or has another likeness since it was grouped. */
export type ChangedPosting = z.infer<typeof Changed>

const isChanged = `(s.posting_id is null or (s.month, s.day, s.likeness_key) is distinct from (f.month, f.day, f.likeness_key))`

/** Changed postings, an employer's behind one another, so that whole clusters are grouped together. @param months null for all */
export async function listChanged(client: ClientBase, months: string[] | null, limit: number): Promise<string[]> {
  const { rows } = await client.query(
    `select f.posting_id as id from posting_fact f left join posting_signature s on s.posting_id = f.posting_id
      where ($1::date[] is null or f.month = any($1)) and ${isChanged} order by f.employer_id, f.posting_id limit $2`,
    [months, limit],
  )
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id)
}

// What decides is read in one statement with the key that tells of changes: both are of the same moment.
const changedSql = `
  select f.posting_id as id, nullif(f.employer_id, f.posting_id) as employer, f.likeness_key, f.month, f.day,
         p.title, p.given->>'title' is not null as is_title_given, p.given->'placeTexts' as places, p.text, s.cluster_id
    from posting_fact f join posting p on p.id = f.posting_id left join posting_signature s on s.posting_id = f.posting_id
   where f.posting_id = any($1) and ${isChanged}`

/** What decides of postings that were listed as changed, and still are. */
export async function readChanged(client: ClientBase, ids: readonly string[]): Promise<ChangedPosting[]> {
  const { rows } = await client.query(changedSql, [ids])
  return z.array(Changed).parse(rows)
}

const Clusters = z.array(z.object({ cluster_id: z.string() }))
const clustersOf = (rows: unknown[]): string[] => Clusters.parse(rows).map((row) => row.cluster_id)

/** Forgets the signatures of postings that have no fact any more. @returns their clusters */
export async function dropGone(client: ClientBase, months: string[] | null): Promise<string[]> {
  const { rows } = await client.query(
    `delete from posting_signature s where ($1::date[] is null or s.month = any($1))
        and not exists (select from posting_fact f where f.posting_id = s.posting_id) returning s.cluster_id`,
    [months],
  )
  return clustersOf(rows)
}

const signatureColumns = `posting_id, cluster_id, month, likeness_key, day, core, text_key, words, scope, bands`

// Arrays of arrays cannot differ in length, so bands travel as their text form.
const writeSignatures = `
  insert into posting_signature (${signatureColumns})
  select id, id, month, likeness_key, day, core, text_key, words, scope, bands::int[]
    from unnest($1::uuid[], $2::date[], $3::uuid[], $4::date[], $5::text[], $6::uuid[], $7::int[], $8::int[], $9::text[])
      as row(id, month, likeness_key, day, core, text_key, words, scope, bands)
  on conflict (posting_id) do update set cluster_id = excluded.cluster_id, month = excluded.month,
    likeness_key = excluded.likeness_key, day = excluded.day, core = excluded.core, text_key = excluded.text_key,
    words = excluded.words, scope = excluded.scope, bands = excluded.bands`

const toSign = (row: ChangedPosting): PostingToSign => ({
  employer: row.employer,
  title: row.title,
  isTitleGiven: row.is_title_given,
  places: row.is_title_given ? row.places : [],
  text: row.text,
})

/** Signs postings and stores the signatures, each a cluster of its own for now. */
export async function storeSignatures(client: ClientBase, rows: readonly ChangedPosting[]): Promise<void> {
  const signed = rows.map((row) => signPosting(toSign(row)))
  await client.query(writeSignatures, [
    rows.map(({ id }) => id),
    rows.map(({ month }) => month),
    rows.map(({ likeness_key }) => likeness_key),
    rows.map(({ day }) => day),
    signed.map(({ core }) => core),
    signed.map(({ textKey }) => textKey),
    signed.map(({ words }) => words),
    signed.map(({ scope }) => scope),
    signed.map(({ bands }) => `{${bands.join(',')}}`),
  ])
}

// A GIN index over the bands cost 32 entries a posting, more than all else; a scope within the window holds few postings.
const possibleClusters = `
  with mine as materialized (select text_key, scope, day, bands from posting_signature where posting_id = any($1))
  select other.cluster_id from mine join posting_signature other
      on other.text_key = mine.text_key and other.day between mine.day - $2::int and mine.day + $2::int
  union
  select other.cluster_id from mine join posting_signature other
      on other.scope = mine.scope and other.day between mine.day - $2::int and mine.day + $2::int and other.bands && mine.bands`

/** Clusters that hold a posting which shares the text or a band with one of these, within so many days. */
export async function findClusters(client: ClientBase, ids: readonly string[], repostDays: number): Promise<string[]> {
  return clustersOf((await client.query(possibleClusters, [ids, repostDays])).rows)
}

const Signed = z.object({
  id: z.string(),
  employer: z.string().nullable(),
  day: daysSince1970,
  month: z.string(),
  title: z.string().nullable(),
  core: z.string().nullable(),
  textKey: z.string(),
  words: z.int(),
  bands: z.array(z.int()),
})

const membersSql = `
  select s.posting_id as id, nullif(f.employer_id, f.posting_id) as employer, s.day, s.month, p.title, s.core,
         s.text_key as "textKey", s.words, s.bands
    from posting_signature s join posting_fact f on f.posting_id = s.posting_id join posting p on p.id = s.posting_id
   where s.cluster_id = any($1)`

/** The postings of some clusters as they were signed. */
export async function readMembers(
  database: ClientBase | Pool,
  clusters: readonly string[],
): Promise<SignedAdvertisement[]> {
  const { rows } = await database.query(membersSql, [clusters])
  return z.array(Signed).parse(rows)
}

const Text = z.object({ id: z.string(), text: z.string(), places: Places })

/** Shingles of some postings, by id. */
export async function readShingles(
  database: ClientBase | Pool,
  ids: readonly string[],
): Promise<Map<string, Int32Array>> {
  if (ids.length === 0) return new Map()
  const { rows } = await database.query(
    `select id, text, case when given->>'title' is not null then given->'placeTexts' end as places
       from posting where id = any($1)`,
    [ids],
  )
  return new Map(
    z
      .array(Text)
      .parse(rows)
      .map((row) => [row.id, shinglesOfPosting(row)]),
  )
}

/** Where postings belong now; only those that belonged elsewhere are written. @returns months whose facts changed, one a fact */
export async function writeBelongings(
  client: ClientBase,
  belongings: ReadonlyMap<string, { cluster: string; vacancy: string }>,
): Promise<string[]> {
  const ids = [...belongings.keys()]
  const at = [...belongings.values()]
  await client.query(
    `update posting_signature s set cluster_id = row.cluster
       from unnest($1::uuid[], $2::uuid[]) as row(id, cluster) where s.posting_id = row.id and s.cluster_id <> row.cluster`,
    [ids, at.map(({ cluster }) => cluster)],
  )
  const { rows } = await client.query(
    `update posting_fact f set vacancy_id = row.vacancy
       from unnest($1::uuid[], $2::uuid[]) as row(id, vacancy)
      where f.posting_id = row.id and f.vacancy_id <> row.vacancy returning f.month`,
    [ids, at.map(({ vacancy }) => vacancy)],
  )
  return z
    .array(z.object({ month: z.string() }))
    .parse(rows)
    .map(({ month }) => month)
}
