import { levelWords } from '@/app/_components/level-badge'
import type { BackendRole, RemoteKind, Salary } from '@/lib/domain/posting'
import type { ExplainedReading, NameDecision } from '@/lib/domain/reading'
import { describeSignal } from '@/lib/domain/startup'
import { formatCount } from '@/lib/query/numbers'
import type { NameRows } from '@/app/try/name-rows'

export const roleWords: Record<BackendRole, string> = {
  strict: 'Backend',
  broad: 'Backend in the broad sense',
  no: 'Not backend',
}

export const remoteWords: Record<RemoteKind, string> = {
  remote: 'Remote',
  hybrid: 'Hybrid',
  onsite: 'On site',
  unknown: 'Not said',
}

const periodWords: Record<Salary['period'], string> = {
  year: 'a year',
  month: 'a month',
  day: 'a day',
  hour: 'an hour',
}

/** "EUR 75 000 to 90 000 a year". */
export function salaryWords({ min, max, currency, period }: Salary): string {
  const range = min === max ? formatCount(min) : `${formatCount(min)} to ${formatCount(max)}`
  return `${currency} ${range} ${periodWords[period]}`
}

const regionNames = new Intl.DisplayNames('en', { type: 'region' })
const languageNames = new Intl.DisplayNames('en', { type: 'language' })

export const countryWords = (countries: readonly string[]): string =>
  countries.map((code) => (code === 'EU' ? 'European Union or Europe' : (regionNames.of(code) ?? code))).join(', ')

export const languageWords = (code: string): string => languageNames.of(code) ?? code

const counted = (count: number, one: string, many: string) => `${formatCount(count)} ${count === 1 ? one : many}`

/** "9 skills, 4 of them required; 3 names refused". */
export function findingOf({ kept, refused }: Pick<NameRows, 'kept' | 'refused'>): string {
  const required = kept.filter(({ level }) => level === 'required').length
  const found = kept.length === 0 ? 'No skill found' : `${counted(kept.length, 'skill', 'skills')} found`
  const asked = kept.length === 0 ? '' : `, ${required === 0 ? 'none' : formatCount(required)} required`
  const names = refused.reduce((sum, { grounds }) => sum + grounds.reduce((of, { count }) => of + count, 0), 0)
  return `${found}${asked}${names === 0 ? '' : `; ${counted(names, 'name', 'names')} refused`}`
}

/** What became of a name and why, in a line: "Kubernetes, required: under a heading of needs". */
export function decisionWords({ name, level, reason, evidence, anyOf }: NameDecision): string {
  if (level === null) return `${name === null ? 'No skill' : `Not ${name}`}: ${reason}`
  const taken = evidence === null ? '' : `; taken for the technology: ${evidence}`
  return `${name ?? ''}, ${levelWords[level]}: ${reason}${anyOf === null ? '' : '; one of a choice'}${taken}`
}

export interface Fact {
  term: string
  words: string
  /** What decided it. */
  reason?: string
  /** May be long. */
  isWide?: boolean
}

/** "Startup", because "Y Combinator S21 (“YC S21”)". */
function startupFact(signals: ExplainedReading['signals']): Fact {
  const term = 'Startup'
  if (signals.length === 0) return { term, words: 'Not said', isWide: true }
  const reason = signals
    .map(({ span, ...signal }) => `${describeSignal(signal)} (“${span.text.replace(/\s+/g, ' ')}”)`)
    .join(', ')
  return { term, words: signals.some(({ counts }) => counts) ? 'Yes, by what it says' : 'No', reason, isWide: true }
}

/** The facts beside the skills, in the order of interest. */
export function factsOf(reading: ExplainedReading): Fact[] {
  const { role, seniority, remote, countries, salary, language, title, company } = reading
  const list = (words: string) => (words === '' ? 'Not said' : words)
  return [
    { term: 'Role', words: roleWords[role.backend], reason: role.reason, isWide: true },
    { term: 'Title', words: title ?? 'None found' },
    { term: 'Employer', words: company ?? 'None found' },
    startupFact(reading.signals),
    { term: 'Seniority', words: list(seniority.join(', ')) },
    { term: 'Remote work', words: remoteWords[remote] },
    { term: 'Pay', words: salary === null ? 'Not said' : salaryWords(salary) },
    { term: 'Language', words: language === null ? 'Undecided' : languageWords(language) },
    { term: 'Countries', words: list(countryWords(countries)), isWide: true },
  ]
}
