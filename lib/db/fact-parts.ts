import type { PostingToStore } from '@/lib/db/posting-to-store'

/** Columns of a staging table that hold what belongs to a fact in tables of its own, as JSON, with their types. */
export const partColumns = { signals: 'jsonb', any_of: 'jsonb' } as const

/** Postgres' text can hold neither U+0000 nor half of a surrogate pair. */
export const storable = (text: string): string => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd')

/** Signals as they are staged and compared: kind, value, whether it counts, evidence. */
export const signalParts = ({ signals }: Pick<PostingToStore, 'signals'>): string =>
  JSON.stringify(signals.map(({ kind, value, counts, span }) => [kind, value, counts, storable(span.text)]))

/** Any-of groups as they are staged and compared: level, sorted codes. */
export const anyOfParts = (
  { anyOf }: Pick<PostingToStore, 'anyOf'>,
  codesOf: (skills: readonly string[]) => number[],
): string => JSON.stringify(anyOf.map(({ level, skills }) => [level, codesOf(skills)]))

const text = (value: string | null): string | null => (value === null ? null : storable(value))

/** Places as they are staged: words of the posting, country, subdivision, city. */
export const placeParts = ({ normalised }: Pick<PostingToStore, 'normalised'>): string =>
  JSON.stringify(normalised.places.map((place) => [text(place.text), place.country, place.region, text(place.city)]))

/**
 * The same, read from the tables for one posting `p`, null without any. Asked posting by posting: joined as a grouped
 * range, the planner repeats the grouping for every posting of the page (seventeen times the processor time).
 */
export const storedParts = {
  places: `
    (select json_agg(json_build_array(l.text, l.country, l.region, l.city) order by l.ordinal)
       from posting_place l where l.posting_id = p.id)`,
  signals: `
    (select json_agg(json_build_array(l.kind, l.value, l.counts, l.evidence) order by l.ordinal)
       from posting_signal l where l.posting_id = p.id)`,
  any_of: `
    (select json_agg(json_build_array(l.level, l.codes) order by l.ordinal)
       from posting_any_of l where l.posting_id = p.id)`,
} as const

type Stage = 'stage_posting' | 'retag_stage'

/**
 * Where a staged posting's id, employer and month are read. A page writes its facts in the same statement, so that they
 * are those of the stage; a retag leaves months alone, and a posting without a fact has no parts.
 */
const facts = {
  stage_posting: {
    from: 'stage_posting s',
    id: 's.id',
    fact: 's',
    monthOf: () => 'null::date',
  },
  retag_stage: {
    from: 'retag_stage s join posting_fact f on f.posting_id = s.id',
    id: 'f.posting_id',
    fact: 'f',
    monthOf: (table: string) => `(select f.month from posting_fact f where f.posting_id = ${table}.posting_id)`,
  },
} as const

const returning = (stage: Stage, table: string): string =>
  `returning ${table}.posting_id as id, ${facts[stage].monthOf(table)} as month`

/** Deletes the rows of a table of parts that staged postings have no longer. */
const dropSurplus = (stage: Stage, table: string, column: string): string => `
  delete from ${table} using ${facts[stage].from}
   where ${table}.posting_id = ${facts[stage].id} and ${table}.ordinal >= jsonb_array_length(s.${column})
  ${returning(stage, table)}`

const elements = (stage: Stage, column: string): string =>
  `${facts[stage].from}, jsonb_array_elements(s.${column}) with ordinality as part(value, ordinal)`

const upsertPlaces = `
  insert into posting_place (posting_id, ordinal, text, country, region, city)
  select s.id, part.ordinal - 1, part.value->>0, part.value->>1, part.value->>2, part.value->>3
    from ${elements('stage_posting', 'places')}
  on conflict (posting_id, ordinal) do update
     set text = excluded.text, country = excluded.country, region = excluded.region, city = excluded.city
   where (posting_place.text, posting_place.country, posting_place.region, posting_place.city)
         is distinct from (excluded.text, excluded.country, excluded.region, excluded.city)
  ${returning('stage_posting', 'posting_place')}`

const upsertSignals = (stage: Stage): string => `
  insert into posting_signal (posting_id, ordinal, employer_id, month, kind, value, counts, evidence)
  select ${facts[stage].id}, part.ordinal - 1, ${facts[stage].fact}.employer_id, ${facts[stage].fact}.month,
         part.value->>0, part.value->>1, (part.value->>2)::boolean, part.value->>3
    from ${elements(stage, 'signals')}
  on conflict (posting_id, ordinal) do update
     set employer_id = excluded.employer_id, month = excluded.month, kind = excluded.kind, value = excluded.value,
         counts = excluded.counts, evidence = excluded.evidence
   where (posting_signal.employer_id, posting_signal.month, posting_signal.kind, posting_signal.value,
          posting_signal.counts, posting_signal.evidence)
         is distinct from (excluded.employer_id, excluded.month, excluded.kind, excluded.value, excluded.counts, excluded.evidence)
  ${returning(stage, 'posting_signal')}`

const upsertAnyOf = (stage: Stage): string => `
  insert into posting_any_of (posting_id, ordinal, level, codes)
  select ${facts[stage].id}, part.ordinal - 1, part.value->>0,
         array(select code::int from jsonb_array_elements_text(part.value->1) with ordinality as member(code, place) order by place)
    from ${elements(stage, 'any_of')}
  on conflict (posting_id, ordinal) do update set level = excluded.level, codes = excluded.codes
   where (posting_any_of.level, posting_any_of.codes) is distinct from (excluded.level, excluded.codes)
  ${returning(stage, 'posting_any_of')}`

/** Statements that bring places, signals and any-of groups of the staged postings to what is staged; each gives the ids of what changed. */
export const pageParts = {
  places: upsertPlaces,
  placesGone: dropSurplus('stage_posting', 'posting_place', 'places'),
  signals: upsertSignals('stage_posting'),
  signalsGone: dropSurplus('stage_posting', 'posting_signal', 'signals'),
  anyOf: upsertAnyOf('stage_posting'),
  anyOfGone: dropSurplus('stage_posting', 'posting_any_of', 'any_of'),
} as const

/**
 * Statements that bring signals and any-of groups of the postings of a retag to what is staged, once their facts are
 * written. Only rows that differ are written; a posting without a fact has none. Each gives id and month of what changed.
 */
export const retagParts: readonly string[] = [
  dropSurplus('retag_stage', 'posting_signal', 'signals'),
  dropSurplus('retag_stage', 'posting_any_of', 'any_of'),
  upsertSignals('retag_stage'),
  upsertAnyOf('retag_stage'),
]
