import type { NormalisedPosting, PostingInput } from '@/lib/domain/posting'
import type { AnyOf, Level } from '@/lib/domain/skill'
import type { JudgedSignal } from '@/lib/domain/startup'
import type { NamedSeries } from '@/lib/query/engine'

/** A posting with everything that its rows hold. */
export interface PostingToStore {
  input: PostingInput
  normalised: NormalisedPosting
  /** Each series under its strongest level, implied parents and families included. */
  series: Record<Level, readonly NamedSeries[]>
  /** ISO 3166-1 and 3166-2 codes (and `EU` as written), parents included, sorted. */
  regions: string[]
  /** What it says of its employer, in reading order. */
  signals: readonly JudgedSignal[]
  /** Skills that it asks for one or another of, in reading order. */
  anyOf: readonly AnyOf[]
}
