import { z } from 'zod'
import { Family } from '@/lib/domain/skill'
import { wilsonInterval } from '@/lib/query/statistics'
import measured from '@/lib/evaluation/rates.json' with { type: 'json' }

const Proportion = z.number().min(0).max(1)

/** A rate with its 95 % interval (Wilson); nulls where there was nothing to judge. */
export const Rate = z.object({
  right: z.int().min(0),
  n: z.int().min(0),
  rate: Proportion.nullable(),
  low: Proportion.nullable(),
  high: Proportion.nullable(),
})
export type Rate = z.infer<typeof Rate>

/** Answers that may be wrong or missing. Precision is of what was found, recall of what was to be found. */
export const Finding = z.object({ precision: Rate, recall: Rate, f1: Proportion.nullable() })
export type Finding = z.infer<typeof Finding>

/** Counts of one kind of answer. */
export const Counts = z.object({ right: z.int().min(0), wrong: z.int().min(0), missed: z.int().min(0) })
export type Counts = z.infer<typeof Counts>

/** What was measured on postings that no rule was tuned on: totals only, never single errors. */
export const EvaluationRates = z.object({
  /** Day on which it was measured. */
  date: z.iso.date(),
  taxonomyVersion: z.string().min(1),
  rulesVersion: z.string().min(1),
  /** Hand-labelled postings. */
  postings: z.int().min(1),
  /** Whether a skill is named. */
  skills: Finding,
  families: z.partialRecord(Family, Finding),
  bySkill: z.record(z.string(), Counts),
  countries: Finding,
  seniority: Finding,
  /** Of skills found that are right, the level. */
  level: Rate,
  role: Rate,
  remote: Rate,
})
export type EvaluationRates = z.infer<typeof EvaluationRates>

const toSixDecimals = (value: number): number => Number(value.toFixed(6))

export function toRate(right: number, n: number): Rate {
  if (n === 0) return { right, n, rate: null, low: null, high: null }
  const { low, high } = wilsonInterval(right / n, n)
  return { right, n, rate: toSixDecimals(right / n), low: toSixDecimals(low), high: toSixDecimals(high) }
}

export function toFinding({ right, wrong, missed }: Counts): Finding {
  const all = 2 * right + wrong + missed
  return {
    precision: toRate(right, right + wrong),
    recall: toRate(right, right + missed),
    f1: all === 0 ? null : toSixDecimals((2 * right) / all),
  }
}

/** The published rates, checked at load. */
export const publishedRates: EvaluationRates = EvaluationRates.parse(measured)

export interface RunningVersions {
  taxonomyVersion: string
  rulesVersion: string
}

/** Whether rates were measured with the code that runs now; pages say so when not. */
export const isCurrent = (rates: RunningVersions, running: RunningVersions): boolean =>
  rates.taxonomyVersion === running.taxonomyVersion && rates.rulesVersion === running.rulesVersion

/**
 * How a skill fared, in a sentence: "In 133 hand-labelled postings: found 41 of 44, 1 wrong". Null when neither reader
 * found it in any of them.
 */
export function skillSentence({ postings, bySkill }: EvaluationRates, skill: string): string | null {
  const counts = bySkill[skill]
  if (counts === undefined) return null
  const { right, wrong, missed } = counts
  const named = right + missed
  const found = named === 0 ? 'named in none' : `found ${right} of ${named}`
  return `In ${postings} hand-labelled test postings: ${found}, ${wrong === 0 ? 'none' : wrong} wrong`
}
