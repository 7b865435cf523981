import type { ExplainedReading } from '@/lib/domain/reading'

/** What stands in the form. */
export interface TypedPosting {
  title: string
  company: string
  text: string
}

export interface Fault {
  /** A field of the form, or null for what is wrong with all of it. */
  field: string | null
  reason: string
}

export interface TryState {
  posting: TypedPosting
  /** Null while there is nothing to read, or when it could not be read. */
  reading: ExplainedReading | null
  faults: readonly Fault[]
}

export const emptyPosting: TypedPosting = { title: '', company: '', text: '' }
export const emptyState: TryState = { posting: emptyPosting, reading: null, faults: [] }

const fieldNames: Record<string, string> = { text: 'The posting', title: 'The title', company: 'The employer' }

/** "The posting has 231,004 characters; at most 200,000 are read." */
export const faultSentence = ({ field, reason }: Fault): string =>
  field === null ? reason : `${fieldNames[field] ?? field} ${reason}.`
