import { z } from 'zod'
import type { GivenFields, PostingInput } from '@/lib/domain/posting'
import type { Month } from '@/lib/domain/month'

/** Bytes as received, before any parsing. */
export interface RawPayload {
  /** What the payload is of, stable over fetches, for example `thread/40224213`. */
  key: string
  url: string
  status: number | null
  headers: Record<string, string>
  body: Uint8Array
  /** Facts the parser needs beside the bytes; stored with them, so that parse stays pure. */
  context: Record<string, unknown>
}

/** One page of a crawl. The runner stores, parses and upserts it and moves the cursor in one transaction. */
export interface Page<Cursor> {
  payload: RawPayload
  /** State to persist together with this page. */
  cursor?: Cursor
  /** Listings that this payload holds in full: postings of them that it omits are withdrawn. */
  completes: string[]
  /** Where the crawl is, in words: `March 2019`. */
  position: string
}

/**
 * The end of a listing that took several payloads (pages of a list, one detail a posting). Yielded last, and only when
 * every page of the list was had. Postings of the listing that it omits are withdrawn or closed; those that it names and
 * whose detail was not fetched again count as seen.
 */
export interface ListingEnd<Cursor> {
  listing: string
  /** External ids of everything listed, whether its detail could be read or not. */
  listed: string[]
  cursor?: Cursor
  position: string
}

export type CrawlStep<Cursor> = Page<Cursor> | ListingEnd<Cursor>

export const isListingEnd = <Cursor>(step: CrawlStep<Cursor>): step is ListingEnd<Cursor> => 'listed' in step

/** A record that is no posting: refused (something is wrong with it) or skipped (left out by rule). */
export interface Reject {
  externalId: string | null
  /** Line of a file, from 1. */
  line: number | null
  field: string | null
  /** What was expected and what was found; no personal data. */
  reason: string
}

export interface ParseResult {
  postings: PostingInput[]
  rejects: Reject[]
  /** Records left out by rule (dead, deleted, meta), counted by reason. */
  skipped: Record<string, number>
}

export interface FetchResult {
  status: number
  url: string
  headers: Record<string, string>
  body: Uint8Array
}

/**
 * Configuration of a source with boards: its slug, and the employer's name as the operator gave it, for the systems that
 * do not name the employer in their answers.
 */
export const BoardConfig = z.object({ board: z.string().min(1).max(200), name: z.string().min(1).max(300) })
export type BoardConfig = z.infer<typeof BoardConfig>

/** The listing that every posting of a board belongs to. */
export const boardListing = (slug: string): string => `board/${slug}`

export interface CrawlContext<Cursor, Config> {
  /** The polite fetcher: allowlist, robots.txt, delay, retries. The only way to the network. */
  fetch(
    url: string,
    options?: {
      headers?: Record<string, string>
      /** Key of the payload: bytes already stored under it are asked for conditionally (ETag, Last-Modified) and answer a 304. */
      key?: string
      /** Sent as JSON by POST, for the sources whose search is one (Workday). */
      json?: unknown
      /** Gives the page as a browser shows it after its scripts ran; what they ask for goes through the same rules. */
      renders?: boolean
    },
  ): Promise<FetchResult>
  /** Persisted state, parsed by the source's own schema; null on the first run. */
  cursor: Cursor | null
  config: Config
  /** Time of the run; sources read no clock. */
  now: Date
  /** Bounds of a backfill; a bounded run never moves the cursor. */
  since: Month | null
  until: Month | null
  /** Tells how many pages are to come and how many need no fetching, once known. */
  expect(pages: { total: number; fresh: number }): void
  /** Tells the name that a board gives itself, to be shown beside the one that the operator gave. */
  tellName(name: string): void
  /** Tells of one page that could not be had while the crawl goes on without it; the run ends as failed and reads it again. */
  miss(position: string, error: Error): void
  signal: AbortSignal
}

/**
 * A source is declarations and two functions. `crawl` reaches the world and yields payloads;
 * `parse` is pure: no clock, no network, the same bytes give the same postings.
 */
export interface Source<Cursor = unknown, Config = unknown> {
  id: string
  name: string
  homepage: string
  /** Credit line shown wherever its postings are. */
  attribution: string
  /** What its terms allow and ask for, with where they stand; one or two sentences. */
  terms: string
  /**
   * `complete`: a listing holds all that was ever posted; a posting counts in the month in which it was posted, and one
   * that is gone was withdrawn. `open`: it shows only what is open now, so its dates are biased by survival: a posting
   * counts in the month in which we first saw it, what the first complete listing held is stock, and one that is gone is
   * closed, its fact kept.
   */
  history: 'complete' | 'open'
  /**
   * For an open source whose listing shows only the newest postings: one that has left it may be open still, so that
   * absence closes nothing. Its first listing is stock all the same.
   */
  isWindow?: true
  /** Read only after an operator added it (`boards add <id>`): its terms and its volume are for a person to weigh. */
  isOptIn?: true
  /** A source of many boards, each read on its own with its slug in the configuration; null for a single feed. */
  boards: null | {
    /** What a slug looks like, in words with an example, for the error of a bad one. */
    slugForm: string
    /** Public page of a board. */
    homepage(slug: string): string
  }
  parserVersion: number
  policy: {
    hosts(config: Config): string[]
    minimumDelayMs: number
    inFlight: number
  }
  /** Hours between runs of the worker; null when a person starts it. */
  cadenceHours: number | null
  cursorSchema: z.ZodType<Cursor>
  configSchema: z.ZodType<Config>
  bounds: {
    /** A complete listing that lost more than this share of its known postings is held, not applied. */
    maximumWithdrawnShare: number
    /** A page with more rejects than this share fails the run. */
    maximumRejectedShare: number
  }
  crawl(context: CrawlContext<Cursor, Config>): AsyncIterable<CrawlStep<Cursor>>
  parse(payload: RawPayload): ParseResult
  /**
   * Only for a source that gives a text alone: the fields that `parse` reads out of it. They are then not stored as
   * given, and a retag reads them again with the rules of its day.
   */
  readFields?(text: string): GivenFields
}
