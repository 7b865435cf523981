import type { Month } from '@/lib/domain/month'
import type { Series } from '@/tests/eval/series/published-series'
import { type GapReason, gapReasons, type Recount } from '@/tests/eval/series/recount'

/** One month of a term in percent: as published, recounted by the published rule, and by our tags. */
export interface Line {
  month: Month
  published: number
  recounted: number
  tagged: number
  /** Null where the series does not say. */
  publishedComments: number | null
  comments: number
}

export interface TermComparison {
  term: string
  lines: Line[]
  /** Mean absolute gap in points between the published figure and the recount by its rule. */
  meanGap: number
  /** The same for our tags. */
  meanGapOfTags: number
  /** Points that each reason adds to our figure (or takes from it) over all months. */
  reasons: Record<GapReason, number>
}

const percent = (count: number, of: number): number => (of === 0 ? 0 : (100 * count) / of)
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Compares one term over the months that both have. */
export function compareTerm(term: string, recounts: readonly Recount[], published: Series['rows']): TermComparison {
  const shared = recounts.flatMap((recount) => {
    const row = published.get(`${recount.month} ${term}`)
    return recount.term === term && row !== undefined ? [{ recount, row }] : []
  })
  const lines = shared.map(({ recount, row }): Line => ({
    month: recount.month,
    published: row.percentage,
    recounted: percent(recount.byRule, recount.comments),
    tagged: percent(recount.byTagger, recount.postings),
    publishedComments: row.comments,
    comments: recount.comments,
  }))
  const total = shared.reduce((sum, { recount }) => sum + recount.comments, 0)
  const points = (reason: GapReason): number =>
    percent(
      shared.reduce((sum, { recount }) => sum + recount.gaps[reason], 0),
      total,
    )
  return {
    term,
    lines,
    meanGap: mean(lines.map((line) => Math.abs(line.recounted - line.published))),
    meanGapOfTags: mean(lines.map((line) => Math.abs(line.tagged - line.published))),
    reasons: {
      ...Object.fromEntries(gapReasons.map((reason) => [reason, 0])),
      'other spelling': points('other spelling'),
      'hidden from the rule': points('hidden from the rule'),
      'refused by context': -points('refused by context'),
      'left out by rule': -points('left out by rule'),
    },
  }
}

/** Months in which the recount is further away than so many points. */
export const farMonths = ({ lines }: TermComparison, points: number): Line[] =>
  lines.filter((line) => Math.abs(line.recounted - line.published) > points)

/** From this part on, a difference in the number of comments says that the thread was read at another time. */
const otherReading = 0.02

/** Why a month is far away, as far as the numbers of comments tell. */
export function explainMonth({ published, recounted, publishedComments, comments }: Line): string {
  if (publishedComments === null) return 'the series does not say how many comments it counted'
  const named = (publishedComments * published) / 100
  const counted = (comments * recounted) / 100
  const apart = Math.abs(comments - publishedComments)
  if (apart < otherReading * comments) return 'not explained: both counted about as many comments'
  const which = publishedComments < comments ? 'the series read' : 'the recording holds'
  const part = Math.min(publishedComments, comments) / Math.max(publishedComments, comments)
  const size = `${which} ${(100 * part).toFixed(0)} % of the comments of the other`
  return Math.abs(named - counted) <= apart
    ? `${size}; the ${apart} that one side lacks can hold the difference of ${Math.abs(named - counted).toFixed(0)}`
    : `${size}, which is not all of it`
}
