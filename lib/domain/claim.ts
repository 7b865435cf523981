/** How a claim fares against the data. */
export const verdicts = ['supported', 'refuted', 'undecided'] as const
export type Verdict = (typeof verdicts)[number]

/** What a claim says of a figure: where it stands, or where it goes. */
export const comparisons = ['at-least', 'at-most', 'rises', 'falls'] as const
export type Comparison = (typeof comparisons)[number]

export const isChange = (comparison: Comparison): comparison is 'rises' | 'falls' =>
  comparison === 'rises' || comparison === 'falls'

/** How a change is told: by the trend over the period, or between the period and an earlier one. */
export const changeMethods = ['trend', 'periods'] as const
export type ChangeMethod = (typeof changeMethods)[number]

/** What of the blur of roles a claim is about: the mean number of ops families, or the share with three or more. */
export const blurMeasures = ['mean', 'three'] as const
export type BlurMeasure = (typeof blurMeasures)[number]

/** The rule by which a verdict falls; printed on the pages of claims and methodology. */
export const verdictDefinitions: Record<Verdict, string> = {
  supported:
    'the whole 95 % interval lies on the side that the claim names: of the threshold for a share, of zero for a change',
  refuted: 'the whole 95 % interval lies on the other side',
  undecided: 'the interval holds the threshold or zero, or there are too few vacancies to judge',
}

/** Whole months of data that a share is taken over, and those that a trend is, unless a claim names its period. */
export const usualMonths = { share: 12, trend: 60 } as const

/** Months of one point of a trend, and the fewest such points that a trend is read from. */
export const trendPoints = { months: 3, least: 8 } as const

/** A skill is essential when at least this share of vacancies asks for it; the article gives no number. */
export const essentialShare = 0.5
