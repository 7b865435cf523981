import type { Comparison, Verdict } from '@/lib/domain/claim'
import { thinBelow } from '@/lib/query/statistics'

/** A figure with its 95 % interval; null where there is nothing to count. */
export interface Interval {
  value: number | null
  low: number | null
  high: number | null
}

export interface Judgement {
  verdict: Verdict
  /** Why it is undecided; null for a verdict that the interval gives by itself. */
  reason: string | null
}

export const undecided = (reason: string): Judgement => ({ verdict: 'undecided', reason })

/** Where an interval lies: below a mark, above it, or around it. An end on the mark itself is above for `at least`, below for `at most`. */
function sideOf(interval: { low: number; high: number }, mark: number, comparison: Comparison): -1 | 0 | 1 {
  switch (comparison) {
    case 'at-least':
      return interval.low >= mark ? 1 : interval.high < mark ? -1 : 0
    case 'at-most':
      return interval.high <= mark ? -1 : interval.low > mark ? 1 : 0
    default:
      return interval.low > mark ? 1 : interval.high < mark ? -1 : 0
  }
}

const claimedSide: Record<Comparison, -1 | 1> = { 'at-least': 1, rises: 1, 'at-most': -1, falls: -1 }

/**
 * The verdict of one interval against a mark (the threshold of a share; 0 for a change): supported when all of it lies on
 * the side that is claimed, refuted when all of it lies on the other, undecided otherwise.
 */
export function judgeInterval(interval: Interval, mark: number, comparison: Comparison): Judgement {
  const { low, high } = interval
  if (interval.value === null) return undecided('there is nothing to count')
  if (low === null || high === null)
    return undecided('employers do not differ, so nothing tells how sure the figure is')
  const side = sideOf({ low, high }, mark, comparison)
  if (side === 0)
    return undecided(
      comparison === 'rises' || comparison === 'falls'
        ? 'the interval of the change holds zero'
        : 'the interval holds the threshold',
    )
  return { verdict: side === claimedSide[comparison] ? 'supported' : 'refuted', reason: null }
}

/** A reason not to judge by so few vacancies; null when there are enough. */
export function reasonOfThinness(figures: readonly { ofVacancies: number; effectiveN: number }[]): string | null {
  const thin = figures.find(({ effectiveN }) => effectiveN < thinBelow)
  if (thin === undefined) return null
  if (thin.ofVacancies === 0) return 'there are no vacancies to judge by'
  const count = `${thin.ofVacancies} ${thin.ofVacancies === 1 ? 'vacancy' : 'vacancies'}`
  return thin.ofVacancies < thinBelow
    ? `only ${count}: too few to judge by`
    : `${count} that are worth only ${Math.floor(thin.effectiveN)} independent ones: too few to judge by`
}

/** The verdict over all views and sources: one of them, or that it hangs on the view or on the source. */
export interface Headline {
  verdict: Verdict | 'depends'
  on: 'view' | 'source' | null
  reason: string | null
}

interface Judged extends Judgement {
  /** Too few vacancies, or none: it has no say in the headline. */
  isThin: boolean
}

/**
 * The headline. Views that are too thin to judge by have no say; when the others differ, it depends on the view. When
 * they agree but one source alone supports what another refutes, it depends on the source.
 * @param views of all sources together, the plain one first
 * @param bySource the plain view of each source
 */
export function judgeAll(views: readonly Judged[], bySource: readonly Judged[]): Headline {
  const [plain] = views
  if (plain === undefined || plain.isThin)
    return { ...undecided(plain?.reason ?? 'there is nothing to count'), on: null }
  const said = new Set(views.filter(({ isThin }) => !isThin).map(({ verdict }) => verdict))
  if (said.size > 1) return { verdict: 'depends', on: 'view', reason: null }
  const sources = new Set(bySource.filter(({ isThin }) => !isThin).map(({ verdict }) => verdict))
  if (sources.has('supported') && sources.has('refuted')) return { verdict: 'depends', on: 'source', reason: null }
  return { verdict: plain.verdict, on: null, reason: plain.reason }
}

/** "Supported", "Depends on the view": the headline in words. */
export function headlineWords({ verdict, on }: Pick<Headline, 'verdict' | 'on'>): string {
  if (verdict === 'depends') return `depends on the ${on ?? 'view'}`
  return verdict
}
