import type { CopyValue } from '@/lib/db/copy-text'
import { anyOfParts, partColumns, placeParts, signalParts, storable } from '@/lib/db/fact-parts'
import { sha256, uuidOf } from '@/lib/db/ids'
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
  likeness_key: 'uuid',
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
/** What derived rows of a posting hold; the columns of a retag's staging table. */
export const derivedColumns = { ...normalisedColumns, ...factColumns, ...partColumns, ...companyColumns } as const
export type DerivedRow = Record<keyof typeof derivedColumns, CopyValue>

/** Columns of a posting being stored. */
export const stageColumns = {
  id: 'uuid',
  payload_id: 'uuid',
  ...postingColumns,
  ...factColumns,
  ...sightColumns,
  ...partColumns,
  places: 'jsonb',
  ...companyColumns,
} as const
type StageRow = Record<keyof typeof stageColumns, CopyValue>

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

/** Changes with whatever decides which vacancy a posting belongs to, but for its day (lib/vacancy). */
const likenessKey = ({ input, normalised }: PostingToStore): string =>
  uuidOf(
    'likeness',
    normalised.company?.key ?? '',
    normalised.title ?? '',
    input.placeTexts.join('\t'),
    normalised.duplicateKey,
  )

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
    likeness_key: likenessKey(posting),
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

interface Origin {
  sourceId: string
  parserVersion: number
  givesFields: boolean
  sight: Sight
}

/** A posting of a page, with the payload that holds it. */
export interface StagedPosting {
  id: string
  payloadId: string
  posting: PostingToStore
}

function stageRow({ id, payloadId, posting }: StagedPosting, origin: Origin): StageRow {
  const { input } = posting
  const { sourceId, parserVersion, givesFields, sight } = origin
  const given = givenBy(posting, givesFields)
  return {
    ...derivedRow(posting, id),
    id,
    payload_id: payloadId,
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
    places: placeParts(posting),
  }
}

const cleanText = (value: unknown): unknown => (typeof value === 'string' ? storable(value) : value)

/** Escapes, as JSON writes them, of what Postgres' text cannot hold. */
const unstorable = /\\u(?:0000|d[89a-f])/

/** The rows of postings as one JSON text: a parameter of a statement that begins with `stagedRows`. */
export function writeRows(postings: readonly StagedPosting[], origin: Origin): string {
  const rows = postings.map((posting) => stageRow(posting, origin))
  const written = JSON.stringify(rows)
  // Hardly ever; to look at each value costs more than to write it.
  return unstorable.test(written) ? JSON.stringify(rows, (_, value: unknown) => cleanText(value)) : written
}

// JSON within the rows is written already: it comes as text, and is read once.
const givenTypes = Object.entries(stageColumns).map(([name, type]) => `"${name}" ${type === 'jsonb' ? 'text' : type}`)
const readColumns = Object.entries(stageColumns).map(([name, type]) =>
  type === 'jsonb' ? `"${name}"::jsonb` : `"${name}"`,
)

/** Reads the rows of `writeRows` from the first parameter. */
export const stagedRows = `select ${readColumns.join(', ')} from json_to_recordset($1::json) as row(${givenTypes.join(', ')})`
