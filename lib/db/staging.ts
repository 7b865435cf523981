import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type { ClientBase } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyLine } from '@/lib/db/copy-text'
import type { CopyValue } from '@/lib/db/copy-text'
import { anyOfParts, partColumns, signalParts, storable } from '@/lib/db/fact-parts'
import { postingId, sha256, uuidOf } from '@/lib/db/ids'
import type { Sight } from '@/lib/db/page-to-store'
import type { PostingToStore } from '@/lib/db/posting-to-store'
import { seriesCode } from '@/lib/db/series-code'
import { monthOf } from '@/lib/domain/month'
import type { GivenFields } from '@/lib/domain/posting'
import type { NamedSeries } from '@/lib/query/engine'

/** Columns of a posting that rules derive, with their types. */
export const normalisedColumns = {
  company_id: 'uuid',
  title: 'text',
  language: 'text',
  role: 'text',
  role_reason: 'text',
  remote: 'text',
  seniority: 'text[]',
  salary_min: 'double precision',
  salary_max: 'double precision',
  salary_currency: 'text',
  salary_period: 'text',
} as const

/** Columns of the staging table with their types; posting columns first, then those of the fact. */
export const postingColumns = {
  source_id: 'text',
  external_id: 'text',
  listing: 'text',
  url: 'text',
  text: 'text',
  content_hash: 'text',
  given: 'jsonb',
  posted_at: 'timestamptz',
  month: 'date',
  arrival: 'text',
  parser_version: 'integer',
  ...normalisedColumns,
} as const

export const factColumns = {
  vacancy_id: 'uuid',
  employer_id: 'uuid',
  regions: 'text[]',
  words: 'integer',
  required: 'integer[]',
  preferred: 'integer[]',
  mentioned: 'integer[]',
} as const

/** What a fact has of its first sight, beside month and arrival. */
const sightColumns = { day: 'date' } as const
const companyColumns = { company_key: 'text', company_name: 'text' } as const
const stageColumns = {
  id: 'uuid',
  ...postingColumns,
  ...factColumns,
  ...sightColumns,
  ...partColumns,
  ...companyColumns,
} as const
const placeColumns = {
  posting_id: 'uuid',
  ordinal: 'integer',
  text: 'text',
  country: 'text',
  region: 'text',
  city: 'text',
} as const

type StageRow = Record<keyof typeof stageColumns, CopyValue>
/** What `derivedRow` gives; the columns of a retag's staging table. */
export const derivedColumns = { ...normalisedColumns, ...factColumns, ...partColumns, ...companyColumns } as const
export type DerivedRow = Record<keyof typeof derivedColumns, CopyValue>
type PlaceRow = Record<keyof typeof placeColumns, CopyValue>

const ddl = (columns: Record<string, string>): string =>
  Object.entries(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ')

/**
 * Makes the staging tables of this connection. `run_seen` remembers the postings of the whole run: the first record
 * with an id wins, so that a repeat within one crawl cannot flip a posting back and forth; and which of them are new.
 */
export async function createStaging(client: ClientBase): Promise<void> {
  await client.query(`
    create temp table if not exists stage_posting (${ddl(stageColumns)});
    create temp table if not exists stage_place (${ddl(placeColumns)});
    create temp table if not exists run_seen (id uuid primary key, payload_id uuid not null, is_new boolean not null);
  `)
  const { rowCount } = await client.query('delete from run_seen')
  if ((rowCount ?? 0) > mostSeenRows) await client.query('truncate run_seen')
}

/** Bytes that a connection staged since its tables were last truncated. */
const stagedBytes = new WeakMap<ClientBase, number>()
/** Rows of a run after which its table is truncated as well. */
const mostSeenRows = 1_000
const mostStagedBytes = 32 * 1024 * 1024

/**
 * Empties the tables for the next page. Emptying their files, as `on commit delete rows` does in every commit, takes some
 * ten milliseconds; deleting the rows of a page takes none, and the files are emptied now and then.
 */
async function clearStage(client: ClientBase): Promise<void> {
  if ((stagedBytes.get(client) ?? 0) < mostStagedBytes) {
    await client.query('delete from stage_posting; delete from stage_place')
    return
  }
  await client.query('truncate stage_posting, stage_place')
  stagedBytes.set(client, 0)
}

/** A few hundred series are hashed once each, not once a posting. */
const knownCodes = new Map<NamedSeries, number>()

function codeOf(series: NamedSeries): number {
  const code = knownCodes.get(series) ?? seriesCode(series)
  knownCodes.set(series, code)
  return code
}

const codes = (series: readonly NamedSeries[]): number[] => series.map(codeOf).sort((a, b) => a - b)
const skillCodes = (skills: readonly string[]): number[] => codes(skills.map((skill): NamedSeries => `skill:${skill}`))

/** What the source itself gave: fields that were read out of the text follow from it. */
const givenBy = ({ input }: PostingToStore, givesFields: boolean): GivenFields | null =>
  givesFields
    ? {
        title: input.title,
        company: input.company,
        placeTexts: input.placeTexts,
        remoteText: input.remoteText,
        salaryText: input.salaryText,
      }
    : null

/** The month in which a posting of an open source counts is ours, not a part of what the source gave. */
function contentHash({ input }: PostingToStore, given: GivenFields | null, { history }: Sight): string {
  const content = [input.listing, input.url, given, input.text, input.postedAt.toISOString()]
  return sha256(JSON.stringify(history === 'open' ? content : [...content, input.month]))
}

/** Columns that follow from the text and the given fields by rule: what a retag makes anew. */
export function derivedRow(posting: PostingToStore, id: string): DerivedRow {
  const { normalised } = posting
  const companyId = normalised.company === null ? null : uuidOf('company', normalised.company.key)
  return {
    company_id: companyId,
    title: normalised.title,
    language: normalised.language,
    role: normalised.role.backend,
    role_reason: normalised.role.reason,
    remote: normalised.remote,
    seniority: normalised.seniority,
    salary_min: normalised.salary?.min ?? null,
    salary_max: normalised.salary?.max ?? null,
    salary_currency: normalised.salary?.currency ?? null,
    salary_period: normalised.salary?.period ?? null,
    vacancy_id: uuidOf('vacancy', normalised.company?.key ?? '', normalised.duplicateKey),
    employer_id: companyId ?? id,
    regions: posting.regions,
    words: normalised.wordCount,
    required: codes(posting.series.required),
    preferred: codes(posting.series.preferred),
    mentioned: codes(posting.series.mentioned),
    signals: signalParts(posting),
    any_of: anyOfParts(posting, skillCodes),
    company_key: normalised.company?.key ?? null,
    company_name: normalised.company?.name ?? null,
  }
}

const cleanText = (value: unknown): unknown => (typeof value === 'string' ? storable(value) : value)

interface Origin {
  sourceId: string
  parserVersion: number
  givesFields: boolean
  sight: Sight
}

function stageRow(posting: PostingToStore, { sourceId, parserVersion, givesFields, sight }: Origin): StageRow {
  const { input } = posting
  const id = postingId(sourceId, input.externalId)
  const given = givenBy(posting, givesFields)
  return {
    ...derivedRow(posting, id),
    id,
    source_id: sourceId,
    external_id: input.externalId,
    listing: input.listing,
    url: input.url,
    text: input.text,
    content_hash: contentHash(posting, given, sight),
    given: given === null ? null : JSON.stringify(given, (_, value: unknown) => cleanText(value)),
    posted_at: input.postedAt,
    day: (sight.history === 'open' ? sight.firstAt : input.postedAt).toISOString().slice(0, 10),
    month: `${sight.history === 'open' ? monthOf(sight.firstAt) : input.month}-01`,
    arrival: sight.arrival,
    parser_version: parserVersion,
  }
}

const placeRows = ({ input, normalised }: PostingToStore, sourceId: string): PlaceRow[] =>
  normalised.places.map((place, ordinal) => ({
    posting_id: postingId(sourceId, input.externalId),
    ordinal,
    text: place.text,
    country: place.country,
    region: place.region,
    city: place.city,
  }))

async function copyRows<Row extends Record<string, CopyValue>>(
  client: ClientBase,
  table: 'stage_posting' | 'stage_place',
  columns: Record<keyof Row & string, string>,
  rows: Row[],
): Promise<void> {
  const names: (keyof Row & string)[] = Object.keys(columns)
  const bytes = Buffer.from(rows.map((row) => copyLine(names.map((name) => row[name] ?? null))).join(''))
  stagedBytes.set(client, (stagedBytes.get(client) ?? 0) + bytes.byteLength)
  const quoted = names.map((name) => `"${name}"`).join(', ')
  await pipeline(Readable.from([bytes]), client.query(copyFrom(`copy ${table} (${quoted}) from stdin`)))
}

/** Puts the postings of one page, and no others, into the staging tables, inside the caller's transaction. */
export async function stagePostings(
  client: ClientBase,
  postings: readonly PostingToStore[],
  origin: Origin,
): Promise<void> {
  await clearStage(client)
  if (postings.length === 0) return
  const rows = postings.map((posting) => stageRow(posting, origin))
  await copyRows(client, 'stage_posting', stageColumns, rows)
  const places = postings.flatMap((posting) => placeRows(posting, origin.sourceId))
  if (places.length > 0) await copyRows(client, 'stage_place', placeColumns, places)
}
