import { areAtOdds, isRefinement } from '@/lib/vacancy/titles'

/**
 * Least Jaccard similarity of two texts of one employer that are one vacancy. Where the source gave the title apart, the text
 * is the description alone, of which the employer's boilerplate is a large part; a text that holds everything (a comment) is
 * edited from month to month. Both chosen on the tuning half of tests/eval/pairs.jsonl.
 */
export const leastSimilarity = { titled: 0.8, untitled: 0.45 } as const

/** Raised with every change of what decides about duplicates (this folder): all postings are grouped again then. */
export const groupingVersion = 1

/** Words of a text from which on two employers that share it to the letter are taken for one. */
export const leastSharedWords = 30

/** What is kept of a posting to tell whether another is of the same vacancy. */
export interface Advertisement {
  id: string
  /** Null when it names no employer. */
  employer: string | null
  /** When it counts, in days since 1970. */
  day: number
  /** Calendar month in which it counts, in any notation. */
  month: string
  title: string | null
  /** `titleCore` of a title that the source gave; null when the title was read out of the text. */
  core: string | null
  textKey: string
  words: number
}

/** Why two postings are not one vacancy. */
export const obstacles = ['employers', 'days', 'titles', 'texts'] as const
export type Obstacle = (typeof obstacles)[number]

const daysBetween = (left: Advertisement, right: Advertisement): number => Math.abs(left.day - right.day)

const isOneEmployer = ({ employer }: Advertisement, other: Advertisement): boolean =>
  employer !== null && employer === other.employer

/** Whether two postings that stand side by side in one month name different jobs. */
export const areRivals = (left: Advertisement, right: Advertisement): boolean =>
  left.month === right.month && left.title !== null && right.title !== null && areAtOdds(left.title, right.title)

function doTitlesAllow(left: Advertisement, right: Advertisement): boolean {
  if (left.core === null && right.core === null) return !areRivals(left, right)
  if (left.core !== null && right.core !== null) {
    return left.core === right.core || (left.textKey === right.textKey && isRefinement(left.core, right.core))
  }
  return left.title === null || right.title === null || !areAtOdds(left.title, right.title)
}

/** What keeps two postings apart whatever their texts say; null when nothing does. */
export function obstacleBetween(left: Advertisement, right: Advertisement, repostDays: number): Obstacle | null {
  const isSameText = left.textKey === right.textKey
  if (!isOneEmployer(left, right) && !(isSameText && left.words >= leastSharedWords)) return 'employers'
  if (daysBetween(left, right) > repostDays) return 'days'
  return doTitlesAllow(left, right) ? null : 'titles'
}

/**
 * Similarity that makes two texts one; infinite where one gives its title and the other does not: such texts hold different
 * things, and only the same text to the letter joins them.
 */
export function leastSimilarityOf(left: Advertisement, right: Advertisement): number {
  if ((left.core === null) !== (right.core === null)) return Infinity
  return left.core === null ? leastSimilarity.untitled : leastSimilarity.titled
}

export interface PairVerdict {
  isOne: boolean
  isSameText: boolean
  isOneEmployer: boolean
  daysApart: number
  /** Jaccard similarity of the texts' shingles. */
  similarity: number
  /** Similarity that was needed. */
  needed: number
  obstacle: Obstacle | null
}

/** Whether two postings are one vacancy, and why or why not. A function of the two alone. */
export function judgePair(
  left: Advertisement,
  right: Advertisement,
  { similarity, repostDays }: { similarity: number; repostDays: number },
): PairVerdict {
  const isSameText = left.textKey === right.textKey
  const needed = leastSimilarityOf(left, right)
  const isLike = isSameText || similarity >= needed
  const obstacle = obstacleBetween(left, right, repostDays) ?? (isLike ? null : 'texts')
  return {
    isOne: obstacle === null,
    isSameText,
    isOneEmployer: isOneEmployer(left, right),
    daysApart: daysBetween(left, right),
    similarity,
    needed,
    obstacle,
  }
}
