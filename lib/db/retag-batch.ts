import type { ClientBase, Pool } from 'pg'
import { z } from 'zod'
import { GivenFields, type Place, type PostingInput } from '@/lib/domain/posting'
import { Month } from '@/lib/domain/month'
import { copyLine } from '@/lib/db/copy-text'
import type { CopyValue } from '@/lib/db/copy-text'
import type { PostingToStore } from '@/lib/db/posting-to-store'
import { storedParts } from '@/lib/db/fact-parts'
import { derivedColumns, derivedRow, factColumns, normalisedColumns } from '@/lib/db/staging'
import type { DerivedRow } from '@/lib/db/staging'

/** A page of stored postings: ids above `after`, up to and with `upTo`. */
export interface IdRange {
  after: string
  upTo: string
}

export interface RetagBatch {
  seen: number
  /** Postings left as they are: what their source gave beside the text was not kept when they were stored. */
  skipped: number
  changed: number
  /** Lines of a COPY into the staging table, one a changed posting. */
  lines: string
  readMs: number
  deriveMs: number
}

/** Columns of the staging table of a retag, with their types. */
export const retagColumns = {
  id: 'uuid',
  /** Hash of the content that was read: another one at the swap means that the posting was edited meanwhile. */
  read_hash: 'text',
  ...derivedColumns,
  /** Null where the places stay as they are. */
  places: 'jsonb',
} as const

/** What a batch needs to know of the rules: how to derive, and which sources' fields are read out of their text. */
export interface Deriver {
  /** All of a page at once, in their order. */
  derive: (inputs: readonly PostingInput[]) => PostingToStore[] | Promise<PostingToStore[]>
  /** Null for a source that gives its fields; such a posting is derived from those that were kept. */
  readFields: (sourceId: string) => ((text: string) => GivenFields) | null
}

type Compared = keyof typeof normalisedColumns | keyof typeof factColumns
const isCompared = (name: string): name is Compared => name in normalisedColumns || name in factColumns
const comparedNames = Object.keys(derivedColumns).filter(isCompared)
const normalisedNames = comparedNames.filter((name) => name in normalisedColumns)
const lists: ReadonlySet<string> = new Set(comparedNames.filter((name) => derivedColumns[name].endsWith('[]')))

// Lists hold codes without commas: joined, they compare as text and need no parsing.
const select = (alias: string, name: string): string =>
  lists.has(name) ? `array_to_string(${alias}."${name}", ',') as "${name}"` : `${alias}."${name}"`

const columns = comparedNames.map((name) => select(name in normalisedColumns ? 'p' : 'f', name)).join(', ')

const readSql = `
  select p.id, p.source_id, p.external_id, p.listing, p.url, p.text, p.given, p.posted_at,
         to_char(p.month, 'YYYY-MM') as counted_month, p.content_hash, (f.posting_id is not null) as has_fact, ${columns},
         ${storedParts.places}::text as places, ${storedParts.signals} as signals, ${storedParts.any_of} as any_of
    from posting p left join posting_fact f on f.posting_id = p.id
   where p.id > $1 and p.id <= $2`

const StoredPlaces = z.array(z.array(z.string().nullable()))

const Stored = z.looseObject({
  id: z.string(),
  source_id: z.string(),
  external_id: z.string(),
  listing: z.string(),
  url: z.string().nullable(),
  text: z.string(),
  given: GivenFields.nullable(),
  posted_at: z.date(),
  counted_month: Month,
  content_hash: z.string(),
  has_fact: z.boolean(),
  /** JSON as Postgres writes it; null without any. */
  places: z.string().nullable(),
  signals: z.array(z.unknown()).nullable(),
  any_of: z.array(z.unknown()).nullable(),
})
type Stored = z.infer<typeof Stored>

/** Guarantee: the columns of a query have the same types in every row; the first is checked, the others follow. */
function readStored(rows: Record<string, unknown>[]): Stored[] {
  if (rows[0] !== undefined) Stored.parse(rows[0])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return rows as Stored[]
}

function inputOf(row: Stored, { readFields }: Deriver): PostingInput | null {
  const read = readFields(row.source_id)
  const fields = read === null ? row.given : read(row.text)
  if (fields === null) return null
  return {
    externalId: row.external_id,
    listing: row.listing,
    url: row.url,
    text: row.text,
    postedAt: row.posted_at,
    month: row.counted_month,
    ...fields,
  }
}

const comparable = (value: unknown): unknown => (Array.isArray(value) ? value.join(',') : value)

/** A withdrawn posting has no fact: only its own columns can differ. */
const isDifferent = (stored: Stored, derived: DerivedRow): boolean =>
  (stored.has_fact ? comparedNames : normalisedNames).some(
    (name) => (stored[name] ?? null) !== (comparable(derived[name]) ?? null),
  )

/** Signals and any-of groups are few: both sides compare as JSON. */
const hasOtherParts = (stored: Stored, derived: DerivedRow): boolean =>
  stored.has_fact &&
  (JSON.stringify(stored.signals ?? []) !== derived.signals || JSON.stringify(stored.any_of ?? []) !== derived.any_of)

const names = Object.keys(retagColumns)

/** As Postgres writes JSON: a blank behind each comma. */
const writeList = (items: readonly string[]): string => `[${items.join(', ')}]`
const writePlaces = (places: readonly Place[]): string =>
  writeList(places.map(({ text, country, region, city }) => writeList([text, country, region, city].map(writeValue))))
const writeValue = (value: string | null): string => JSON.stringify(value)

/** Whether other places are stored; only texts that differ are parsed, for there are two ways to write some marks. */
function haveMoved(stored: string | null, places: string): boolean {
  if (places === (stored ?? '[]')) return false
  return JSON.stringify(StoredPlaces.parse(JSON.parse(stored ?? '[]'))) !== JSON.stringify(JSON.parse(places))
}

/** The line of a posting whose rows would change; null when they would not. */
function changeOf(stored: Stored, posting: PostingToStore): string | null {
  const derived = derivedRow(posting, stored.id)
  const places = writePlaces(posting.normalised.places)
  const hasMoved = haveMoved(stored.places, places)
  if (!hasMoved && !isDifferent(stored, derived) && !hasOtherParts(stored, derived)) return null
  const row: Record<string, CopyValue> = {
    ...derived,
    id: stored.id,
    read_hash: stored.content_hash,
    places: hasMoved ? places : null,
  }
  return copyLine(names.map((name) => row[name] ?? null))
}

let last: Promise<unknown> = Promise.resolve()

/** Pages of one thread are derived one after the other: two at once would both end, and their rows be waited for, together. */
function afterOthers<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work)
  last = done.catch(() => undefined)
  return done
}

async function deriveRows(rows: Record<string, unknown>[], deriver: Deriver): Promise<Omit<RetagBatch, 'readMs'>> {
  const startedAt = performance.now()
  const readable: Stored[] = []
  const inputs: PostingInput[] = []
  for (const stored of readStored(rows)) {
    const input = inputOf(stored, deriver)
    if (input === null) continue
    readable.push(stored)
    inputs.push(input)
  }
  const lines: string[] = []
  for (const [index, posting] of (await deriver.derive(inputs)).entries()) {
    const stored = readable[index]
    if (stored === undefined) throw new Error('more postings came out than went in')
    const line = changeOf(stored, posting)
    if (line !== null) lines.push(line)
  }
  return {
    seen: rows.length,
    skipped: rows.length - readable.length,
    changed: lines.length,
    lines: lines.join(''),
    deriveMs: performance.now() - startedAt,
  }
}

/** Reads a page of stored postings, derives them anew and gives those that come out otherwise than they are stored. */
export async function retagBatch(database: ClientBase | Pool, range: IdRange, deriver: Deriver): Promise<RetagBatch> {
  const startedAt = performance.now()
  const { rows } = await database.query<Record<string, unknown>>({ name: 'retag', text: readSql }, [
    range.after,
    range.upTo,
  ])
  const readMs = performance.now() - startedAt
  return { readMs, ...(await afterOthers(() => deriveRows(rows, deriver))) }
}
