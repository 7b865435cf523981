import { formatMonth, formatMonths, type Month } from '@/lib/domain/month'
import type { RemoteKind, Seniority } from '@/lib/domain/posting'
import type { AlternativeRow, Share } from '@/lib/query/engine'
import { Filters } from '@/lib/query/filters'
import { formatCount, formatInterval, formatShare, formatVacancies } from '@/lib/query/numbers'
import { capitalise } from '@/lib/query/first-letter'

/** Names that this code cannot know: of regions and sources. The id itself will do. */
export interface NameBook {
  region(code: string): string
  source(id: string): string
}

export const plainNames: NameBook = { region: (code) => code, source: (id) => id }

/** Whom a population is made of, as a plural. */
export const populationNouns: Record<Filters['role'], string> = {
  strict: 'backend vacancies',
  broad: 'backend and full-stack vacancies',
  all: 'vacancies of all kinds',
}

const remoteWords: Record<RemoteKind, string> = {
  remote: 'remote',
  hybrid: 'hybrid',
  onsite: 'on site',
  unknown: 'place of work not said',
}

const seniorityWords: Record<Seniority, string> = {
  intern: 'internships',
  junior: 'junior',
  mid: 'mid-level',
  senior: 'senior',
  staff: 'staff',
  lead: 'lead',
}

/** "a", "a or b", "a, b or c". */
const joinOr = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`

const joinAnd = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`

/** "since May 2019", "2019 to 2023", "January 2023 to June 2023", "until May 2024"; years are said where the range is of whole ones. */
function describeMonths(from: Filters['from'], to: Filters['to']): string {
  const isWholeYears = (from === null || from.endsWith('-01')) && (to === null || to.endsWith('-12'))
  const describe = (month: Month) => (isWholeYears ? month.slice(0, 4) : formatMonth(month))
  if (from === null) return to === null ? '' : `until ${describe(to)}`
  if (to === null) return `since ${describe(from)}`
  return describe(from) === describe(to) ? describe(from) : `${describe(from)} to ${describe(to)}`
}

const unitWords: Record<Filters['unit'], string> = {
  vacancy: '',
  first: 'each counted in its first month only',
  repost: 'each counted on every day of posting',
  place: 'each counted for every set of places',
  posting: 'every posting counted',
}

/** What each filter adds to the sentence of the population. A filter without an entry does not compile. */
const phrases: { [Key in keyof Filters]: (filters: Filters, names: NameBook) => string } = {
  role: ({ role }) => populationNouns[role],
  regions: ({ regions }, names) => joinOr(regions.map((code) => names.region(code))),
  remote: ({ remote }) => joinOr(remote.map((kind) => remoteWords[kind])),
  seniority: ({ seniority }) => joinOr(seniority.map((level) => seniorityWords[level])),
  employer: ({ employer }) => (employer === 'startup' ? 'startups' : ''),
  lengths: ({ lengths }) => (lengths.length === 0 ? '' : `${joinOr(lengths)} texts`),
  arrival: ({ arrival }) => (arrival === 'all' ? 'with what was open before' : ''),
  unit: ({ unit }) => unitWords[unit],
  sources: ({ sources }, names) => joinOr(sources.map((id) => names.source(id))),
  without: ({ without }, names) =>
    without.length === 0 ? '' : `without ${joinAnd(without.map((id) => names.source(id)))}`,
  from: ({ from, to }) => describeMonths(from, to),
  // `from` says both ends; the rest narrow the numerator or cut the periods, not the population.
  to: () => '',
  skills: () => '',
  families: () => '',
  sets: () => '',
  level: () => '',
  view: () => '',
  bucket: () => '',
  asOf: ({ asOf }) => (asOf === null ? '' : `data version ${asOf}`),
}

/** In which way a query counts, where it is not the published one: "every posting counted, without Hacker News"; else empty. */
export const describeWay = (filters: Filters, names: NameBook = plainNames): string =>
  [
    filters.role === 'strict' ? '' : populationNouns[filters.role],
    phrases.unit(filters, names),
    phrases.without(filters, names),
    phrases.arrival(filters, names),
  ]
    .filter((phrase) => phrase !== '')
    .join(', ')

// The role stands before them; the rest in the order of the query.
const narrowingKeys = Filters.keyof().options.filter((key) => key !== 'role')

/** What narrows the population beyond its role, a phrase each. */
export const describeNarrowing = (filters: Filters, names: NameBook = plainNames): string[] =>
  narrowingKeys.map((key) => phrases[key](filters, names)).filter((phrase) => phrase !== '')

/** The population as a sentence: "Backend vacancies · Germany · remote · since 2019". */
export const describePopulation = (filters: Filters, names: NameBook = plainNames): string =>
  capitalise([populationNouns[filters.role], ...describeNarrowing(filters, names)].join(' · '))

/** The counts under a headline: "12 345 vacancies of 4 567 employers, January 2011 to May 2024". */
export function describeCounts(population: {
  vacancies: number
  employers: number
  from: Filters['from']
  to: Filters['to']
}): string {
  const { vacancies, employers, from, to } = population
  if (from === null || to === null) return 'No vacancies match these filters.'
  const who = `${formatCount(employers)} ${employers === 1 ? 'employer' : 'employers'}`
  return `${formatVacancies(vacancies, false)} of ${who}, ${formatMonths(from, to)}`
}

/** What is counted, as the subject or object of a sentence. */
interface Named {
  name: string
  /** Whether it takes its verb in the plural, as "Docker and Kubernetes" does; not unless said. */
  isPlural?: boolean
}

/** The vacancies that name it: "31 % of backend vacancies". */
interface Among {
  words: string
  /** Whether it is a single one. */
  isOne: boolean
}

// Only the words of families and sets take a capital: names such as dbt are written as they are.
const beginWith = (name: string): string => (/^(?:any|not|neither) /u.test(name) ? capitalise(name) : name)

const levelVerbs: Record<Filters['level'], (named: Named, among: Among) => string> = {
  any: ({ name, isPlural = false }, { words }) => `${beginWith(name)} ${isPlural ? 'stand' : 'stands'} in ${words}`,
  required: ({ name }, { words, isOne }) => `${capitalise(words)} ${isOne ? 'requires' : 'require'} ${name}`,
  preferred: ({ name }, { words, isOne }) => `${capitalise(words)} ${isOne ? 'calls' : 'call'} ${name} a plus`,
  mentioned: ({ name }, { words, isOne }) =>
    `${capitalise(words)} ${isOne ? 'mentions' : 'mention'} ${name} without asking for it`,
}

const populationNoun = (role: Filters['role'], count: number): string =>
  count === 1 ? populationNouns[role].replace('vacancies', 'vacancy') : populationNouns[role]

function describeChange(change: number): string {
  const points = Math.round(Math.abs(change) * 100)
  if (points === 0) return 'about as many as a year before'
  return `${change > 0 ? 'up' : 'down'} ${points} ${points === 1 ? 'point' : 'points'} in a year`
}

/**
 * The finding of a series as a sentence: "Kubernetes stands in 31 % of backend vacancies, up 4 points in a year".
 * The word "require" stands only for the level `required`; a thin share names its small number.
 */
export function describeSeries(
  series: Named & {
    share: Share
    /** Share now less share a year before, as a share; null leaves it out. */
    change: number | null
    filters: Filters
  },
): string {
  const { name, share, change, filters } = series
  const noun = populationNoun(filters.role, share.ofVacancies)
  const say = (words: string, isOne: boolean) => levelVerbs[filters.level](series, { words, isOne })
  if (share.share === null) return `No ${noun} to count ${name} in`
  if (share.isThin) {
    const { vacancies, ofVacancies } = share
    return say(`${formatCount(vacancies)} of only ${formatCount(ofVacancies)} ${noun}`, vacancies === 1)
  }
  // "0 %, about as many as a year before" would say less than that there is none.
  if (share.vacancies === 0) return say(`none of ${formatCount(share.ofVacancies)} ${noun}`, false)
  const finding = say(`${formatShare(share.share, 0)} of ${noun}`, false)
  return change === null ? finding : `${finding}, ${describeChange(change)}`
}

/**
 * How strongly a series is asked for, beside the headline that counts it at any level: who requires it as a sentence, and
 * what is to be said after it: " (5 of 578, 95 % interval less than 1 % to 2 %); 5 more as a plus, 54 only in passing."
 * @param any share at any level; the three levels add up to it
 */
export function describeLevels(levels: {
  name: string
  any: Share
  required: Share
  preferred: Share
  filters: Filters
}): { finding: string; rest: string } {
  const { name, any, required, preferred, filters } = levels
  const finding = describeSeries({ name, share: required, change: null, filters: { ...filters, level: 'required' } })
  // A thin share, and none at all, stand in the finding with their counts.
  const hasCounts = required.isThin || required.vacancies === 0
  const counts = hasCounts ? [] : [`${formatCount(required.vacancies)} of ${formatCount(required.ofVacancies)}`]
  const brackets = [...counts, ...intervalWords(required)].join(', ')
  const inPassing = any.vacancies - required.vacancies - preferred.vacancies
  const others = `${formatCount(preferred.vacancies)} more as a plus, ${formatCount(inPassing)} only in passing`
  return { finding, rest: `${brackets === '' ? '' : ` (${brackets})`}; ${others}.` }
}

/** The figure of a headline with what it was counted over. */
export interface Figure extends Named {
  share: Share
  /** First and last month counted. */
  from: Month
  to: Month
  filters: Filters
}

const intervalWords = ({ low, high, ofVacancies }: Share): string[] =>
  low === null || high === null ? [] : [`95\u202f% interval ${formatInterval(low, high, ofVacancies)}`]

/** What a headline counts: "77 of 663 vacancies of June 2023 to May 2024, 95 % interval 8 % to 17 %". */
export function describeFigure({ share, from, to }: Pick<Figure, 'share' | 'from' | 'to'>): string {
  const { vacancies, ofVacancies } = share
  const counts = `${formatCount(vacancies)} of ${formatVacancies(ofVacancies, share.isThin)}`
  return [`${counts} of ${formatMonths(from, to)}`, ...intervalWords(share)].join(', ')
}

/**
 * A figure as it can be quoted, with its denominator, months and interval: "Kubernetes stands in 77 of 663 backend
 * vacancies (Germany, remote), June 2023 to May 2024: 12 %, 95 % interval 8 % to 17 %."
 */
export function describeCitation(cited: Figure, names: NameBook = plainNames): string {
  const { share, from, to, filters } = cited
  const noun = populationNoun(filters.role, share.ofVacancies)
  const narrowing = describeNarrowing({ ...filters, from: null, to: null, asOf: null }, names)
  const among = narrowing.length === 0 ? noun : `${noun} (${narrowing.join(', ')})`
  const words = `${formatCount(share.vacancies)} of ${formatCount(share.ofVacancies)} ${among}`
  const finding = levelVerbs[filters.level](cited, { words, isOne: share.vacancies === 1 })
  const figure = [formatShare(share.share, share.ofVacancies), ...intervalWords(share)].join(', ')
  const caution = share.isThin ? ' Too few to lean on: they are worth fewer than 30 independent vacancies.' : ''
  return `${finding}, ${formatMonths(from, to)}: ${figure}.${caution}`
}

const levelTails: Record<Filters['level'], string> = {
  any: '',
  required: ' as required',
  preferred: ' as a plus',
  mentioned: ' in passing',
}

/** What vacancies name, at the level asked for: "Kubernetes as required". */
export const nameAtLevel = (name: string, level: Filters['level']): string => `${name}${levelTails[level]}`

/** "In 1 234 of the 5 678 vacancies that name AWS (22 %) it is one of several alternatives, of which one would do." */
export function describeAlternatives(
  name: string,
  { vacancies, ofVacancies, share }: AlternativeRow,
  level: Filters['level'],
): string {
  const named = nameAtLevel(name, level)
  if (share === null) return `No vacancy names ${named}.`
  const choice = 'one of several alternatives'
  if (ofVacancies === 1)
    return `In the only vacancy that names ${named} it is ${vacancies === 0 ? 'not ' : ''}${choice}.`
  const all = `the ${formatCount(ofVacancies)} vacancies that name ${named}`
  if (vacancies === 0) return `In none of ${all} is it ${choice}.`
  return `In ${formatCount(vacancies)} of ${all} (${formatShare(share, ofVacancies)}) it is ${choice}, of which one would do.`
}
