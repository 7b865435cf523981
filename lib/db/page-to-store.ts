import type { PostingToStore } from '@/lib/db/posting-to-store'
import type { RunCounts } from '@/lib/db/run-store'
import type { AbsenceLimits, History } from '@/lib/db/withdraw'

export interface RejectToStore {
  externalId: string | null
  line: number | null
  field: string | null
  reason: string
}

/** How the records of a page came to us, and what a posting that is new to us counts as. */
export interface Sight {
  /**
   * `crawl`: just received. `replay`: newest stored bytes of their key, read again; it changes rows that were made from
   * these bytes, adds what is new, and says nothing of what is open. `old-replay`: bytes that newer ones of their key
   * have followed; only rows still made from them change.
   */
  kind: 'crawl' | 'replay' | 'old-replay'
  history: History
  /** When the bytes were received: the first sight of a new posting, and its month in an open source. */
  firstAt: Date
  lastAt: Date
  /** `stock` while the first complete listing of an open board is still to come. */
  arrival: 'stock' | 'flow'
}

/** What every change of a run carries. */
export interface RunPart {
  sourceId: string
  /** `all`, or the slug of a board. */
  scope: string
  runId: string
  rulesVersion: string
  taxonomyVersion: string
  at: Date
  position: string
  cursor: { value: unknown } | null
}

/** What one payload holds. */
export interface PayloadRecords {
  payloadId: string
  /** Key that the payload is stored under: rejects of older bytes of the same key are replaced. */
  payloadKey: string
  postings: readonly PostingToStore[]
  rejects: readonly RejectToStore[]
  skipped: number
}

/** Everything that one page changes, or several small ones that came one after another: all or nothing. */
export interface PageToStore extends RunPart {
  payloads: readonly PayloadRecords[]
  parserVersion: number
  /** Whether the source gives fields beside the text, or all of them were read out of it. */
  givesFields: boolean
  sight: Sight
  /** What may go: what complete listings omit (a crawl), or what a payload no longer yields (a replay). */
  absent: { kind: 'listings'; listings: string[]; limits: AbsenceLimits } | { kind: 'payload' }
}

/** The end of a listing of several payloads, all or nothing. */
export interface ListingEndToStore extends RunPart {
  history: History
  listing: string
  /** External ids of everything listed. */
  listed: readonly string[]
  limits: AbsenceLimits
}

export interface StoredPage {
  counts: RunCounts
  rejects: readonly RejectToStore[]
  /** Why what is absent was kept; null when it was not. */
  held: string | null
  /** Listings whose absences were applied, with their records this time. */
  applied: { listing: string; listed: number }[]
  /** Months whose facts changed, `YYYY-MM-01`. */
  months: string[]
}
