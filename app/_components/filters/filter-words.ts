import { type Choice, type FilterChoices, joinChosen } from '@/app/_components/filters/choices'
import { buckets, formatMonth, formatMonths, type Month } from '@/lib/domain/month'
import { remoteDefinitions, remoteKinds, seniorities, seniorityDefinitions } from '@/lib/domain/posting'
import { employerFilters, type Filters, levelFilters, populations } from '@/lib/query/filters'
import { seriesOf } from '@/lib/query/series'

const roleNames: Record<Filters['role'], Omit<Choice, 'value'>> = {
  strict: { name: 'Backend vacancies', note: 'a backend, server-side or API role' },
  broad: { name: 'Backend and full-stack vacancies', note: 'with generic software roles that do server-side work' },
  all: { name: 'All vacancies', note: 'of every kind' },
}
const levelNames: Record<Filters['level'], Omit<Choice, 'value'>> = {
  any: { name: 'at any level' },
  required: { name: 'as required' },
  preferred: { name: 'as a plus' },
  mentioned: { name: 'in passing', note: 'mentioned, not asked for' },
}
const employerNames: Record<Filters['employer'], Omit<Choice, 'value'>> = {
  any: { name: 'any employer' },
  startup: { name: 'startups', note: 'employers that say so of themselves, within a year of the posting' },
}
const remoteNames: Record<Filters['remote'][number], string> = {
  remote: 'remote',
  hybrid: 'hybrid',
  onsite: 'on site',
  unknown: 'not said',
}
const seniorityNames: Record<Filters['seniority'][number], string> = {
  intern: 'intern',
  junior: 'junior',
  mid: 'mid-level',
  senior: 'senior',
  staff: 'staff',
  lead: 'lead',
}

export const roles: Choice[] = populations.map((value) => ({ value, ...roleNames[value] }))
export const levels: Choice[] = levelFilters.map((value) => ({ value, ...levelNames[value] }))
export const employers: Choice[] = employerFilters.map((value) => ({ value, ...employerNames[value] }))
export const remotes: Choice[] = remoteKinds.map((value) => ({
  value,
  name: remoteNames[value],
  note: remoteDefinitions[value],
}))
export const seniorityChoices: Choice[] = seniorities.map((value) => ({
  value,
  name: seniorityNames[value],
  note: seniorityDefinitions[value],
}))
export const bucketChoices: Choice[] = buckets.map((value) => ({ value, name: `by ${value}` }))

/** The dates of the figures as words of the sentence. */
export function describeRange(from: Month | null, to: Month | null): string {
  if (from !== null && to !== null) return formatMonths(from, to)
  if (from !== null) return `since ${formatMonth(from)}`
  return to === null ? 'all dates' : `until ${formatMonth(to)}`
}

/** The sentence on one line, for a phone: the parts that were chosen, most telling first. */
export function summarise(filters: Filters, choices: FilterChoices, fixedName: string | null): string {
  const nameOfSeries = new Map<string, string>(choices.series.map((choice) => [choice.key, choice.name]))
  const nameOfRegion = new Map(choices.regions.map((choice) => [choice.value, choice.name]))
  const named = seriesOf(filters).map((key) => nameOfSeries.get(key) ?? key)
  const parts = [
    roleNames[filters.role].name,
    fixedName ?? (named.length > 0 ? joinChosen(named, '') : ''),
    filters.level === 'any' ? '' : levelNames[filters.level].name,
    joinChosen(
      filters.regions.map((code) => nameOfRegion.get(code) ?? code),
      'everywhere',
    ),
    filters.from === null && filters.to === null ? '' : describeRange(filters.from, filters.to),
    filters.employer === 'any' ? '' : employerNames[filters.employer].name,
    joinChosen(
      filters.remote.map((kind) => remoteNames[kind]),
      '',
    ),
    joinChosen(
      filters.seniority.map((level) => seniorityNames[level]),
      '',
    ),
    joinChosen(
      choices.sources.filter(({ value }) => filters.sources.includes(value)).map(({ name }) => name),
      '',
    ),
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
