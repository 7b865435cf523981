import type { Month } from '@/lib/domain/month'
import { expandRegion } from '@/lib/domain/european-union'
import { monthsAround } from '@/lib/domain/startup'
import { wordsOfBand } from '@/lib/domain/text-length'
import type { NamedSeries, SeriesKey } from '@/lib/query/engine'
import { type CountUnit, Filters } from '@/lib/query/filters'
import { setOfSeries } from '@/lib/query/parse-set'
import { isSet } from '@/lib/query/series'
import type { SetExpression } from '@/lib/query/set-expression'
import type { Statement } from '@/lib/db/demand/snapshot'
import { seriesCode } from '@/lib/db/series-code'

const rolesOf: Record<Filters['role'], readonly string[] | null> = {
  strict: ['strict'],
  broad: ['strict', 'broad'],
  all: null,
}

const firstDay = (month: Month): string => `${month}-01`

const anyOf =
  (column: string) =>
  (values: readonly string[], { bind }: Statement) =>
    values.length === 0 ? null : `${column} = any(${bind(values)}::text[])`

// A signal speaks for its employer over the months around its own; months are stored by their first day.
const isStartup = `exists (
  select from posting_signal signal
   where signal.counts and signal.employer_id = posting_fact.employer_id
     and signal.month between posting_fact.month - interval '${monthsAround} months'
                          and posting_fact.month + interval '${monthsAround} months')`

// Of all that the vacancy was ever posted in, whatever the filters say.
const isFirstMonth = `not exists (
  select from posting_fact earlier
   where earlier.vacancy_id = posting_fact.vacancy_id and earlier.month < posting_fact.month)`

/** Condition on posting_fact that each filter makes; null for none. A filter without an entry does not compile. */
const dimensions: { [Key in keyof Filters]: (value: Filters[Key], statement: Statement) => string | null } = {
  role: (role, { bind }) => {
    const roles = rolesOf[role]
    return roles === null ? null : `role = any(${bind(roles)}::text[])`
  },
  regions: (regions, { bind }) =>
    regions.length === 0 ? null : `regions && ${bind(regions.flatMap((code) => expandRegion(code)))}::text[]`,
  remote: anyOf('remote'),
  seniority: (seniority, { bind }) => (seniority.length === 0 ? null : `seniority && ${bind(seniority)}::text[]`),
  sources: anyOf('source_id'),
  without: (without, { bind }) => (without.length === 0 ? null : `source_id <> all(${bind(without)}::text[])`),
  employer: (employer) => (employer === 'startup' ? isStartup : null),
  lengths: (lengths, { bind }) =>
    lengths.length === 0
      ? null
      : `(${lengths
          .map((band) => wordsOfBand[band])
          .map(({ from, to }) =>
            to === null ? `words >= ${bind(from)}` : `words between ${bind(from)} and ${bind(to)}`,
          )
          .join(' or ')})`,
  arrival: (arrival) => (arrival === 'flow' ? `arrival = 'flow'` : null),
  // The other units tell copies apart that the population holds; this one leaves some of it out.
  unit: (unit) => (unit === 'first' ? isFirstMonth : null),
  from: (from, { bind }) => (from === null ? null : `month >= ${bind(firstDay(from))}::date`),
  to: (to, { bind }) => (to === null ? null : `month <= ${bind(firstDay(to))}::date`),
  // These choose the numerator or cut the periods; the population is the same without them.
  skills: () => null,
  families: () => null,
  sets: () => null,
  level: () => null,
  // Views are made of the rows that are counted.
  view: () => null,
  bucket: () => null,
  // Facts are those of the newest data version: older ones are asked of the index.
  asOf: () => null,
}

/** The where clause of a population. */
export function populationCondition(filters: Filters, statement: Statement): string {
  const condition = <Key extends keyof Filters>(key: Key) => dimensions[key](filters[key], statement)
  const conditions = Filters.keyof()
    .options.map((key) => condition(key))
    .filter((text) => text !== null)
  return conditions.length === 0 ? 'true' : conditions.join(' and ')
}

const levelColumns: Record<Filters['level'], readonly string[]> = {
  any: ['required', 'preferred', 'mentioned'],
  required: ['required'],
  preferred: ['preferred'],
  mentioned: ['mentioned'],
}

/** Whether a fact names a series at a level. In a set, a name without a level of its own takes that of the query. */
export function namesCondition(series: SeriesKey, level: Filters['level'], statement: Statement): string {
  return isSet(series) ? setCondition(setOfSeries(series), level, statement) : codeCondition(series, level, statement)
}

function setCondition(set: SetExpression, level: Filters['level'], statement: Statement): string {
  const within = (inner: SetExpression) => setCondition(inner, level, statement)
  if (set.kind === 'name') return codeCondition(set.series, set.level ?? level, statement)
  if (set.kind === 'not') return `(not ${within(set.of)})`
  return `(${set.of.map(within).join(` ${set.kind} `)})`
}

function codeCondition(series: NamedSeries, level: Filters['level'], { bind }: Statement): string {
  const code = `${bind(seriesCode(series))}::int`
  return `(${levelColumns[level].map((column) => `${code} = any(${column})`).join(' or ')})`
}

/** All codes that a fact names at a level, as one array. */
export const codesAt = (level: Filters['level']): string => `(${levelColumns[level].join(' || ')})`

const periods: Record<Filters['bucket'], string> = {
  month: 'month',
  quarter: `date_trunc('quarter', month::timestamp)::date`,
  year: `date_trunc('year', month::timestamp)::date`,
}

/** First day of the period of a fact. */
export const periodOf = (bucket: Filters['bucket']): string => periods[bucket]

/** What tells copies of a vacancy apart within a month, beside the columns that name vacancy and month. */
const apartBy: Record<CountUnit, string | null> = {
  vacancy: null,
  first: null,
  repost: 'day',
  // Sorted as stored: equal lists are equal sets.
  place: 'regions',
  posting: 'posting_id',
}

/** Columns of posting_fact that name what a unit counts once. */
export const unitColumns = (unit: CountUnit): string =>
  ['month', 'vacancy_id', apartBy[unit]].filter((column) => column !== null).join(', ')

/** What a population counts, one row each; of copies that are not told apart the first by id speaks for all. */
export const countedSql = (
  columns: string,
  { filters, statement }: { filters: Filters; statement: Statement },
): string => {
  const condition = populationCondition(filters, statement)
  const unit = unitColumns(filters.unit)
  return `select distinct on (${unit}) ${columns} from posting_fact where ${condition} order by ${unit}, posting_id`
}
