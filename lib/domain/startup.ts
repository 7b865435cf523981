import { z } from 'zod'

/** What an employer may say of itself that bears on whether it is a startup. */
export const signalKinds = [
  'yc-batch',
  'pre-seed',
  'seed',
  'series-a',
  'series-b',
  'series-c',
  'later-round',
  'early-stage',
  'startup',
  'head-count',
] as const
export type SignalKind = (typeof signalKinds)[number]

export const StartupSignal = z.object({
  kind: z.enum(signalKinds),
  /** Normalised: batch (`S21`), letter of a later round (`D`), people (`35`); empty where the kind says all. */
  value: z.string(),
  /** The field that the evidence stands in. */
  field: z.enum(['text', 'title', 'company']),
  /** Evidence: half-open range of UTF-16 offsets into the field, with the words there. */
  span: z.object({ start: z.int().min(0), end: z.int().min(0), text: z.string() }),
})
export type StartupSignal = z.infer<typeof StartupSignal>

/** A batch of Y Combinator speaks for a startup for this many years. */
export const yearsOfBatch = 10
/** An employer that says it has at most this many people counts as a startup. */
export const mostPeople = 100
/** One that says it has more than this many does not, whatever else the posting says. */
export const tooManyPeople = 250
/** Months before and after a posting for which its signals speak. */
export const monthsAround = 12

/** The definition, once: pages, README and the filter's help say it in these words. */
export const startupDefinition = `an employer counts as a startup in a month when one of its postings in the ${monthsAround} months before or after says that it is one: it names a batch of Y Combinator not older than ${yearsOfBatch} years, a round of funding from pre-seed to Series C, calls itself a startup or an early-stage company, or says that it has at most ${mostPeople} people. A posting that tells of more than ${tooManyPeople} people, or of a Series D or later, does not count`

const isTooLate = ({ kind, value }: Pick<StartupSignal, 'kind' | 'value'>): boolean =>
  kind === 'later-round' || (kind === 'head-count' && Number(value) > tooManyPeople)

const batchYear = (batch: string): number | null => {
  const digits = /\d{2}$/.exec(batch)?.[0]
  return digits === undefined ? null : 2000 + Number(digits)
}

function speaksFor({ kind, value }: Pick<StartupSignal, 'kind' | 'value'>, year: number | null): boolean {
  if (kind === 'head-count') return Number(value) <= mostPeople
  if (kind !== 'yc-batch') return kind !== 'later-round'
  const began = batchYear(value)
  return began === null || year === null || year - began <= yearsOfBatch
}

/** A signal as it is judged. */
export const JudgedSignal = StartupSignal.extend({ counts: z.boolean() })
export type JudgedSignal = z.infer<typeof JudgedSignal>

/**
 * Which signals of one posting make its employer a startup, in the order given.
 * @param year calendar year in which the posting counts, since a batch grows old; null when it is not known: no batch is old then.
 */
export function judgeSignals(
  signals: readonly Pick<StartupSignal, 'kind' | 'value'>[],
  year: number | null,
): boolean[] {
  const isLate = signals.some(isTooLate)
  return signals.map((signal) => !isLate && speaksFor(signal, year))
}

const roundNames: Partial<Record<SignalKind, string>> = {
  'pre-seed': 'pre-seed funding',
  seed: 'seed funding',
  'series-a': 'Series A',
  'series-b': 'Series B',
  'series-c': 'Series C',
  'early-stage': 'calls itself early-stage',
  startup: 'calls itself a startup',
}

/** A signal in a few words: "Y Combinator S21", "12 people", "Series A". */
export function describeSignal({ kind, value }: Pick<StartupSignal, 'kind' | 'value'>): string {
  if (kind === 'yc-batch') return value === '' ? 'Y Combinator, batch not said' : `Y Combinator ${value}`
  if (kind === 'head-count') return value === '1' ? '1 person' : `${value} people`
  if (kind === 'later-round') return `Series ${value}`
  return roundNames[kind] ?? kind
}
