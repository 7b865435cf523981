import { drawNormal, type Random } from '@/tests/eval/statistics/synthetic-employers'

/** Employers that have so many vacancies, in 10 000: what `seen-range.ts` measures, rounded. */
export type SizeCounts = readonly (readonly [vacancies: number, employers: number])[]

/** Sizes and likeness of the employers of a population. */
export interface Shape {
  name: string
  drawSize: (random: Random) => number
  /** Correlation of two vacancies of one employer. */
  correlation: number
}

function drawFrom(counts: SizeCounts): (random: Random) => number {
  const sizes = counts.flatMap(([vacancies, employers]) => Array.from({ length: employers }, () => vacancies))
  return (random) => sizes[Math.floor(random() * sizes.length)] ?? 1
}

/** Most vacancies of one employer in a period. */
const most = 400

const drawLognormal =
  (spread: number) =>
  (random: Random): number =>
    Math.min(most, Math.max(1, Math.round(Math.exp(spread * drawNormal(random)))))

const monthCounts: SizeCounts = [
  [1, 9_892],
  [2, 99],
  [3, 9],
]
const quarterCounts: SizeCounts = [
  [1, 7_320],
  [2, 1_815],
  [3, 827],
  [4, 33],
  [5, 5],
]
const yearCounts: SizeCounts = [
  [1, 6_694],
  [2, 1_550],
  [3, 726],
  [4, 368],
  [5, 201],
  [6, 140],
  [7, 108],
  [8, 63],
  [9, 60],
  [10, 40],
  [11, 29],
  [12, 16],
  [13, 5],
]
const allCounts: SizeCounts = [
  [1, 6_214],
  [2, 1_482],
  [3, 716],
  [4, 402],
  [5, 253],
  [6, 183],
  [7, 136],
  [8, 94],
  [9, 103],
  [10, 47],
  [11, 42],
  [12, 56],
  [14, 48],
  [16, 59],
  [19, 50],
  [23, 46],
  [28, 29],
  [35, 18],
  [45, 22],
]

/**
 * What readers see. Months to the whole range are the sizes of the recorded threads, with the median correlation of shares
 * of 2 % and more there. Boards are uneven: the recorded ones hold 2 to 71 vacancies that name a skill (spread of the
 * logarithm 1.2), and half of their skills correlate between 0 and 0.45; the last shape is harder than three quarters of them.
 */
export const shapes: readonly Shape[] = [
  { name: 'threads, a month', drawSize: drawFrom(monthCounts), correlation: 0.1 },
  { name: 'threads, a quarter', drawSize: drawFrom(quarterCounts), correlation: 0.9 },
  { name: 'threads, a year', drawSize: drawFrom(yearCounts), correlation: 0.85 },
  { name: 'threads, all months', drawSize: drawFrom(allCounts), correlation: 0.7 },
  { name: 'boards, little alike', drawSize: drawLognormal(1.2), correlation: 0.1 },
  { name: 'boards, some alike', drawSize: drawLognormal(1.2), correlation: 0.3 },
  { name: 'boards, much alike', drawSize: drawLognormal(1.2), correlation: 0.6 },
]
