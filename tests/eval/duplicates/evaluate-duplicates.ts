import { wilsonInterval } from '@/lib/query/statistics'
import { shinglesOfPosting, signPosting } from '@/lib/vacancy/advertisement'
import { judgePair } from '@/lib/vacancy/likeness'
import { jaccardOf } from '@/lib/vacancy/shingles'
import {
  type JudgedPair,
  readPairs,
  readRecordedPostings,
  type RecordedPosting,
} from '@/tests/eval/duplicates/recorded-pairs'

/** A judged pair with what the product makes of it. */
export interface PairOutcome {
  /** Pairs of its stratum that it stands for. */
  weight: number
  isOne: boolean
  isSaid: boolean
}

/**
 * What the product says of a pair: that the look-up finds it (a shared text or band) and that it is judged one. The window
 * is left out: all pairs of threads lie within it, and postings of boards count when they are first seen.
 */
export function saysOne(left: RecordedPosting, right: RecordedPosting): boolean {
  const [one, other] = [left, right].map((posting, index) => {
    const { core, textKey, words, bands } = signPosting(posting)
    const { employer, title, month } = posting
    return { id: String(index), employer, title, month, day: 0, core, textKey, words, bands }
  })
  if (one === undefined || other === undefined) return false
  const bands = new Set(one.bands)
  const isFound = one.textKey === other.textKey || other.bands.some((band) => bands.has(band))
  const similarity = jaccardOf(shinglesOfPosting(left), shinglesOfPosting(right))
  return isFound && judgePair(one, other, { similarity, repostDays: 0 }).isOne
}

export interface Rate {
  /** Weighted share; null without any. */
  share: number | null
  low: number
  high: number
  hits: number
  of: number
}

/** A weighted share with Wilson's interval on Kish's effective size, (sum of weights)^2 / sum of squares. */
function rateOf(outcomes: readonly PairOutcome[], isHit: (outcome: PairOutcome) => boolean): Rate {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const weights = outcomes.map(({ weight }) => weight)
  const total = sum(weights)
  const hits = outcomes.filter(isHit)
  if (total === 0) return { share: null, low: 0, high: 1, hits: 0, of: 0 }
  const share = sum(hits.map(({ weight }) => weight)) / total
  const size = total ** 2 / sum(weights.map((weight) => weight ** 2))
  return { share, ...wilsonInterval(share, size), hits: hits.length, of: outcomes.length }
}

/** Precision: of the pairs that the product joins, those that are one. Recall: of those that are one, the joined. */
export const ratesOf = (outcomes: readonly PairOutcome[]): { precision: Rate; recall: Rate } => ({
  precision: rateOf(
    outcomes.filter(({ isSaid }) => isSaid),
    ({ isOne }) => isOne,
  ),
  recall: rateOf(
    outcomes.filter(({ isOne }) => isOne),
    ({ isSaid }) => isSaid,
  ),
})

const groups: [string, (stratum: string) => boolean][] = [
  ['all', () => true],
  ['threads, one employer', (stratum) => stratum.startsWith('hn')],
  ['boards, one employer', (stratum) => stratum.startsWith('board')],
  ['across or without employers', (stratum) => stratum.startsWith('employers')],
]

function outcomesOf(pairs: readonly JudgedPair[], postings: ReadonlyMap<string, RecordedPosting>): PairOutcome[] {
  const drawn = new Map<string, number>()
  for (const { stratum } of pairs) drawn.set(stratum, (drawn.get(stratum) ?? 0) + 1)
  return pairs.map(({ left, right, stratum, stratumPairs, isOne }) => {
    const [one, other] = [postings.get(left), postings.get(right)]
    const isSaid = one !== undefined && other !== undefined && saysOne(one, other)
    return { weight: stratumPairs / (drawn.get(stratum) ?? 1), isOne, isSaid }
  })
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const printable = ({ share, low, high, hits, of }: Rate) =>
  share === null ? 'none' : `${percent(share)} (${percent(low)} to ${percent(high)}), ${hits} of ${of} pairs`

/** Prints precision and recall of duplicates on both halves of the judged pairs, weighted to all pairs of the recorded data. */
export async function evaluateDuplicates(data: string): Promise<void> {
  const pairs = readPairs()
  const postings = await readRecordedPostings(data, pairs)
  console.log(`\nDuplicates: ${pairs.length} pairs judged by hand, weighted by stratum; 95 % intervals`)
  for (const half of ['tuning', 'held-out'] as const) {
    console.log(`\n${half === 'tuning' ? 'Tuning half (thresholds were chosen on it)' : 'Held-out half'}`)
    console.table(
      groups.map(([group, holds]) => {
        const own = pairs.filter((pair) => pair.half === half && holds(pair.stratum))
        const { precision, recall } = ratesOf(outcomesOf(own, postings))
        return { group, pairs: own.length, precision: printable(precision), recall: printable(recall) }
      }),
    )
  }
}
