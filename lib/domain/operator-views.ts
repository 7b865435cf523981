import type { BoardTally } from '@/lib/domain/board'
import type { RunStatus, SourceTrouble } from '@/lib/domain/ingest'
import type { Month } from '@/lib/domain/month'

/** A run as the sources page, the files and the CLI show it. Counts are of records of that run. */
export interface RunView {
  id: string
  sourceId: string
  /** `all`, or the slug of the board that was read. */
  scope: string
  trigger: string
  status: RunStatus
  startedAt: Date
  finishedAt: Date | null
  /** Milliseconds from start to end, or to the last stored page while it runs or when it died. */
  durationMs: number
  pagesDone: number
  /** Pages left out because nothing in them can have changed. */
  pagesFresh: number
  pagesTotal: number | null
  inserted: number
  updated: number
  unchanged: number
  withdrawn: number
  /** Closed before, listed again. */
  reopened: number
  rejected: number
  skipped: number
  position: string | null
  errorKind: string | null
  error: string | null
}

/** What a source has given, counted over its facts. */
export interface SourceHolding {
  /** Postings counted, all roles. */
  postings: number
  /** Of them, backend by title or description. */
  backendPostings: number
  /** Vacancies that the postings come to. */
  vacancies: number
  /** Postings that only repeat, in the same month, a vacancy that another posting of the source advertises. */
  copies: number
  from: Month | null
  to: Month | null
}

export interface SourceView extends SourceHolding {
  id: string
  name: string
  homepage: string
  attribution: string
  cadenceHours: number | null
  /** `complete` (holds all that was ever posted) or `open` (lists only what is open now). */
  history: string
  /** What its terms allow and ask for. */
  terms: string
  parserVersion: number
  createdAt: Date
  lastRun: RunView | null
  /** End of the newest run that came to its end. */
  lastSuccessAt: Date | null
  /** Records refused and not repaired since. */
  rejects: number
}

/** What the runs of the last seven days moved, replays left out. */
export interface SourceWeek {
  runs: number
  /** Runs that did not end well: failed, halted or held. */
  troubled: number
  inserted: number
  updated: number
  withdrawn: number
  reopened: number
  rejected: number
}

export const quietWeek: SourceWeek = {
  runs: 0,
  troubled: 0,
  inserted: 0,
  updated: 0,
  withdrawn: 0,
  reopened: 0,
  rejected: 0,
}

/** A source with what its boards come to and what its last runs moved. */
export interface SourceState extends SourceView {
  /** Null when nothing of the source was ever added to the list of what is read. */
  tally: BoardTally | null
  week: SourceWeek
}

/** A record that could not become a posting. */
export interface RejectView {
  id: string
  sourceId: string
  runId: string
  externalId: string | null
  line: number | null
  field: string | null
  reason: string
  at: Date
  /** Address or file name of the payload that holds it; null when the payload is gone. */
  payloadUrl: string | null
  /** `all`, or the slug of the board that it came from; null when that is not known any more. */
  scope: string | null
}

/** The trouble that a source's newest run tells of; null when it ended well or still runs. */
export function troubleOfRun(
  source: { id: string; name: string },
  run: Pick<RunView, 'status' | 'errorKind' | 'error' | 'startedAt' | 'finishedAt'>,
  dataUntil: Month | null,
): SourceTrouble | null {
  if (run.status !== 'failed' && run.status !== 'halted' && run.status !== 'held') return null
  return {
    sourceId: source.id,
    sourceName: source.name,
    status: run.status,
    errorKind: run.errorKind,
    message: run.error,
    at: (run.finishedAt ?? run.startedAt).toISOString(),
    dataUntil,
  }
}

/** How far the version that pages show, the newest sealed one, is behind the newest facts. */
export interface IndexLag {
  /** Newest data version; null before any. */
  newest: number | null
  /** Newest one that is sealed; null before any. */
  sealed: number | null
  /** Newer versions that wait to be sealed. */
  waiting: number
  /** When the oldest of them was made. */
  waitingSince: Date | null
}
