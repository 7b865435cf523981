import type { Answer } from './answers'
import { randomOf } from './random'

/** What goes wrong with one answer. */
export const faults = [
  'error-500',
  'reset',
  'cut-gzip',
  'length-too-long',
  'length-too-short',
  'html',
  'slow',
  'stalled',
  'too-many-requests',
  'duplicate',
  'empty',
] as const
export type Fault = (typeof faults)[number]

/** How often each is drawn; what holds up the whole host for a second is rare. */
const weights: Record<Fault, number> = {
  'error-500': 4,
  reset: 4,
  'cut-gzip': 3,
  'length-too-long': 2,
  'length-too-short': 2,
  html: 2,
  slow: 3,
  stalled: 0.5,
  'too-many-requests': 0.6,
  duplicate: 3,
  empty: 2,
}

/** Those after which one cannot tell from the answer that something is wrong need a list to be told of. */
const possible: Record<Answer['kind'] | 'robots', readonly Fault[]> = {
  board: faults,
  list: faults,
  detail: faults.filter((fault) => fault !== 'duplicate' && fault !== 'empty'),
  // A robots.txt that is another page is a robots.txt without rules.
  robots: ['error-500', 'reset', 'slow'],
}

/** Answers of one address that go wrong one after another: more than a fetcher's attempts, now and then. */
const lengths = [1, 1, 1, 1, 2, 2, 3, 4, 5, 5] as const

function draw(random: () => number, among: readonly Fault[]): Fault {
  let left = random() * among.reduce((sum, fault) => sum + weights[fault], 0)
  for (const fault of among) {
    left -= weights[fault]
    if (left < 0) return fault
  }
  return among[0] ?? 'error-500'
}

/** Faults of the first answers of an address in a round; the answers after them are in order. */
export function planFaults(plan: {
  seed: number
  /** Share of the addresses that have faults. */
  share: number
  round: number
  address: string
  kind: Answer['kind'] | 'robots'
}): Fault[] {
  const random = randomOf(plan.seed, plan.round, plan.address)
  if (random() >= plan.share) return []
  const length = lengths[Math.floor(random() * lengths.length)] ?? 1
  return Array.from({ length }, () => draw(random, possible[plan.kind]))
}
