import { type Comparison, isChange, usualMonths } from '@/lib/domain/claim'
import { formatMonth } from '@/lib/domain/month'
import type { SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import type { Claim } from '@/lib/query/claims/claim'
import { describeNarrowing, type NameBook, plainNames, populationNouns } from '@/lib/query/sentences'
import { capitalise } from '@/lib/query/first-letter'

/** "backend vacancies of startups (Germany · remote)": the population inside a sentence; its period is said apart. */
function describeWhom(filters: Filters, names: NameBook): string {
  const { role, employer } = filters
  const rest = describeNarrowing({ ...filters, employer: 'any', from: null, to: null, asOf: null }, names)
  const noun = employer === 'startup' ? `${populationNouns[role]} of startups` : populationNouns[role]
  return rest.length === 0 ? noun : `${noun} (${rest.join(' · ')})`
}

/** "require Kubernetes", "name Kubernetes": the word "require" stands only for that level. */
const predicates: Record<Filters['level'], (name: string) => string> = {
  any: (name) => `name ${name}`,
  required: (name) => `require ${name}`,
  preferred: (name) => `call ${name} a plus`,
  mentioned: (name) => `mention ${name} without asking for it`,
}

const sides: Record<'at-least' | 'at-most', string> = { 'at-least': 'at least', 'at-most': 'at most' }

const periodOf = (from: string, to: string): string => (from === to ? `in ${from}` : `from ${from} to ${to}`)

/** ", over the last five years": the period as the claim says it; whole months of data unless named. */
function describePeriod({ comparison, method, before, filters: { from, to } }: Claim): string {
  const isTrend = isChange(comparison) && method === 'trend'
  const months = isTrend ? `five years` : `${usualMonths.share} months`
  const named =
    from !== null && to !== null
      ? periodOf(formatMonth(from), formatMonth(to))
      : from !== null
        ? `since ${formatMonth(from)}`
        : `${isTrend ? 'over' : 'in'} the ${to === null ? 'last ' : ''}${months}${to === null ? '' : ` to ${formatMonth(to)}`}`
  if (!isChange(comparison) || method === 'trend') return named
  const earlier = before === null ? 'the same time before' : `${formatMonth(before.from)} to ${formatMonth(before.to)}`
  return `${named}, against ${earlier}`
}

const changeVerbs: Record<'rises' | 'falls', string> = { rises: 'rises', falls: 'falls' }

const families = (number: number): string => `${Number(number.toFixed(2))}`

/** What is measured, as the subject of a sentence about a change. */
function describeFigure(claim: Claim, whom: string, nameOf: (series: SeriesKey) => string): string {
  const { measure, filters } = claim
  if (measure.kind === 'series') return `The share of ${whom} that ${predicates[filters.level](nameOf(measure.series))}`
  return measure.blur === 'mean'
    ? `The mean number of ops families that ${whom} ${predicates[filters.level]('').trim()}`
    : `The share of ${whom} that ${predicates[filters.level]('three or more ops families')}`
}

function describeLevel(claim: Claim, side: string, describe: { whom: string; nameOf: (series: SeriesKey) => string }) {
  const { measure, filters, threshold } = claim
  const { whom, nameOf } = describe
  if (measure.kind === 'blur' && measure.blur === 'mean')
    return `${capitalise(whom)} ${predicates[filters.level](`${side} ${families(threshold ?? 0)} ops families`)} on average`
  const what = measure.kind === 'series' ? nameOf(measure.series) : 'three or more ops families'
  const percent = `${Number(((threshold ?? 0) * 100).toFixed(2))}\u202f%`
  return `${capitalise(side)} ${percent} of ${whom} ${predicates[filters.level](what)}`
}

/**
 * The claim in plain words: "At least 75 % of backend vacancies require any cloud platform, in the last 12 months".
 * @param nameOf name of a series inside a sentence
 */
export function describeClaim(
  claim: Claim,
  nameOf: (series: SeriesKey) => string,
  names: NameBook = plainNames,
): string {
  const whom = describeWhom(claim.filters, names)
  const { comparison } = claim
  const statement = isChange(comparison)
    ? `${describeFigure(claim, whom, nameOf)} ${changeVerbs[comparison]}`
    : describeLevel(claim, sides[comparison], { whom, nameOf })
  return `${statement}${isChange(comparison) ? '' : ','} ${describePeriod(claim)}`
}

/** Each comparison as a choice of the form. */
export const comparisonWords: Record<Comparison, string> = {
  'at-least': 'is at least',
  'at-most': 'is at most',
  rises: 'rises',
  falls: 'falls',
}
