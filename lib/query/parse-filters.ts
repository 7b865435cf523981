import { buckets, isMonth, type Month } from '@/lib/domain/month'
import { views } from '@/lib/domain/composition-view'
import { remoteKinds, seniorities } from '@/lib/domain/posting'
import { families } from '@/lib/domain/skill'
import { lengthBands } from '@/lib/domain/text-length'
import {
  arrivalFilters,
  countUnits,
  defaultFilters,
  employerFilters,
  type Filters,
  levelFilters,
  type Parameter,
  parameterOf,
  populations,
} from '@/lib/query/filters'
import { parseSet } from '@/lib/query/parse-set'
import { printSet } from '@/lib/query/set-expression'
import { suggestWord } from '@/lib/query/suggest'

/** Ids that a query may name. Passed in, since this code knows neither the taxonomy nor the sources. */
export interface Vocabulary {
  skills: ReadonlySet<string>
  /** Other ways to write a skill, in lower case, with its id: what a query may have meant. */
  spellings: ReadonlyMap<string, string>
  sources: ReadonlySet<string>
  /** ISO 3166-1 and 3166-2 codes and `EU`; on the server: `regionCodes` of lib/query/region-codes. */
  regions: ReadonlySet<string>
}

/** A parameter that could not be used and what was expected of it. */
export interface FilterIssue {
  parameter: string
  message: string
}

export type ParsedFilters = { ok: true; filters: Filters } | { ok: false; issues: FilterIssue[] }

interface Reader {
  params: URLSearchParams
  issues: FilterIssue[]
}

const quote = (text: string) => `“${text.slice(0, 80)}”`

/** All usable values of a parameter in the order given, each once; the others become issues. */
function readList<T extends string>(
  reader: Reader,
  parameter: Parameter,
  isKnown: (value: string) => value is T,
  explain: (value: string) => string,
): T[] {
  const known = new Set<T>()
  for (const value of reader.params.getAll(parameter)) {
    if (isKnown(value)) known.add(value)
    else reader.issues.push({ parameter, message: explain(value) })
  }
  return [...known]
}

/** Why a parameter that has one value cannot be read; null where it stands once or not at all. */
export function explainRepeat(params: URLSearchParams, parameter: string): string | null {
  const times = params.getAll(parameter).length
  return times > 1 ? `stands ${times} times; expected once at most` : null
}

/** The single value of a parameter; the fallback when it is missing or an issue. */
function readOne<T extends string, U>(
  reader: Reader,
  parameter: Parameter,
  isKnown: (value: string) => value is T,
  explain: (value: string) => string,
  fallback: U,
): T | U {
  const repeated = explainRepeat(reader.params, parameter)
  if (repeated !== null) {
    reader.issues.push({ parameter, message: repeated })
    return fallback
  }
  return readList(reader, parameter, isKnown, explain)[0] ?? fallback
}

const oneOf = <T extends string>(options: readonly T[]) => ({
  isKnown: (value: string): value is T => options.some((option) => option === value),
  explain: (value: string) => `${quote(value)} is not known; expected one of ${options.join(', ')}`,
})

const idOf = (ids: ReadonlySet<string>, kind: string, listing: string, spellings?: ReadonlyMap<string, string>) => ({
  isKnown: (value: string): value is string => ids.has(value),
  explain: (value: string) => {
    const near = suggestWord(value, ids, spellings)
    return `there is no ${kind} ${quote(value)}; ${near === null ? listing : `did you mean ${quote(near)}?`}`
  },
})

const remoteOption = oneOf(remoteKinds)
const seniorityOption = oneOf(seniorities)
const familyOption = oneOf(families)
const roleOption = oneOf(populations)
const employerOption = oneOf(employerFilters)
const lengthOption = oneOf(lengthBands)
const arrivalOption = oneOf(arrivalFilters)
const unitOption = oneOf(countUnits)
const levelOption = oneOf(levelFilters)
const viewOption = oneOf(views)
const bucketOption = oneOf(buckets)
const explainMonth = (value: string) => `${quote(value)} is not a month; expected YYYY-MM, for example 2024-05`
const explainRegion = (value: string) =>
  `there is no region ${quote(value)}; expected a code of ISO 3166-1 (DE) or ISO 3166-2 (US-CA) in capitals, or EU`

function readMonths(reader: Reader): { from: Month | null; to: Month | null } {
  const from = readOne(reader, 'from', isMonth, explainMonth, null)
  const to = readOne(reader, 'to', isMonth, explainMonth, null)
  if (from === null || to === null || from <= to) return { from, to }
  reader.issues.push({ parameter: 'from', message: `${from} is later than ${to}, the month given as “to”` })
  return { from: null, to: null }
}

/** Sets as they are canonically printed, in the order given, each once. */
function readSets(reader: Reader, { skills, spellings }: Vocabulary): string[] {
  const sets = new Set<string>()
  for (const text of reader.params.getAll('set')) {
    const parsed = parseSet(text, skills, spellings)
    if (parsed.ok) sets.add(printSet(parsed.set))
    else reader.issues.push({ parameter: 'set', message: `in ${quote(text)}: ${parsed.message}` })
  }
  return [...sets]
}

/** A source that is asked for cannot be left out as well. */
function readSources(
  reader: Reader,
  { isKnown, explain }: ReturnType<typeof idOf>,
): Pick<Filters, 'sources' | 'without'> {
  const sources = readList(reader, 'source', isKnown, explain)
  const leftOut = readList(reader, 'without', isKnown, explain)
  for (const id of leftOut.filter((one) => sources.includes(one)))
    reader.issues.push({
      parameter: 'without',
      message: `${quote(id)} is asked for as “source”; leave out one of the two`,
    })
  return { sources, without: leftOut.filter((id) => !sources.includes(id)) }
}

const isVersion = (value: string): value is string => /^[1-9]\d{0,8}$/.test(value)
const explainVersion = (value: string) =>
  `${quote(value)} is not the number of a data version; expected a whole number from 1`

function readVersion(reader: Reader): number | null {
  const version = readOne(reader, 'asOf', isVersion, explainVersion, null)
  return version === null ? null : Number(version)
}

const knownParameters = new Set<string>(Object.values(parameterOf))

function reportUnknownParameters(reader: Reader): void {
  for (const parameter of new Set(reader.params.keys())) {
    if (knownParameters.has(parameter)) continue
    const near = suggestWord(parameter, knownParameters)
    const hint = near === null ? `expected one of ${[...knownParameters].join(', ')}` : `did you mean ${quote(near)}?`
    reader.issues.push({ parameter, message: `is not a parameter of this query; ${hint}` })
  }
}

function readFilters(params: URLSearchParams, vocabulary: Vocabulary): { filters: Filters; issues: FilterIssue[] } {
  const reader: Reader = { params, issues: [] }
  reportUnknownParameters(reader)
  const { skills, spellings } = vocabulary
  const skill = idOf(skills, 'skill', 'all of them stand at /methodology#taxonomy', spellings)
  const source = idOf(
    vocabulary.sources,
    'source',
    `the sources are ${[...vocabulary.sources].join(', ') || 'none yet'}`,
  )
  const isRegion = (value: string): value is string => vocabulary.regions.has(value)
  const filters: Filters = {
    skills: readList(reader, 'skill', skill.isKnown, skill.explain),
    families: readList(reader, 'family', familyOption.isKnown, familyOption.explain),
    sets: readSets(reader, vocabulary),
    regions: readList(reader, 'region', isRegion, explainRegion),
    remote: readList(reader, 'remote', remoteOption.isKnown, remoteOption.explain),
    seniority: readList(reader, 'seniority', seniorityOption.isKnown, seniorityOption.explain),
    ...readSources(reader, source),
    employer: readOne(reader, 'employer', employerOption.isKnown, employerOption.explain, defaultFilters.employer),
    lengths: readList(reader, 'length', lengthOption.isKnown, lengthOption.explain),
    arrival: readOne(reader, 'arrival', arrivalOption.isKnown, arrivalOption.explain, defaultFilters.arrival),
    unit: readOne(reader, 'unit', unitOption.isKnown, unitOption.explain, defaultFilters.unit),
    role: readOne(reader, 'role', roleOption.isKnown, roleOption.explain, defaultFilters.role),
    level: readOne(reader, 'level', levelOption.isKnown, levelOption.explain, defaultFilters.level),
    view: readOne(reader, 'view', viewOption.isKnown, viewOption.explain, defaultFilters.view),
    ...readMonths(reader),
    bucket: readOne(reader, 'bucket', bucketOption.isKnown, bucketOption.explain, defaultFilters.bucket),
    asOf: readVersion(reader),
  }
  return { filters, issues: reader.issues }
}

/**
 * Reads a query for endpoints and commands: every parameter must be known, every value usable, and
 * single-valued parameters stand once. Lists keep the order given, each value once.
 */
export function parseFiltersStrict(params: URLSearchParams, vocabulary: Vocabulary): ParsedFilters {
  const { filters, issues } = readFilters(params, vocabulary)
  return issues.length === 0 ? { ok: true, filters } : { ok: false, issues }
}

/**
 * Reads a query for pages: what cannot be used is left out and told in `dropped`, one sentence each.
 * Blank values, which forms send for “any”, are left out in silence.
 */
export function parseFiltersLenient(
  params: URLSearchParams,
  vocabulary: Vocabulary,
): { filters: Filters; dropped: string[] } {
  const filled = new URLSearchParams([...params].filter(([, value]) => value !== ''))
  const { filters, issues } = readFilters(filled, vocabulary)
  return { filters, dropped: issues.map(({ parameter, message }) => `${parameter}: ${message}`) }
}

/** The search parameters of a Next page as URLSearchParams. */
export function toSearchParams(record: Record<string, string | string[] | undefined>): URLSearchParams {
  const pairs = Object.entries(record).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((item): [string, string] => [key, item]),
  )
  return new URLSearchParams(pairs)
}
