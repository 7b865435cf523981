import { z } from 'zod'
import { Month } from '@/lib/domain/month'

/** Stands for every source, in the run and the data version of a retag. */
export const allSources = 'all'

/** How a run stands; the words are stored in rows. */
export const runStatuses = ['running', 'succeeded', 'failed', 'halted', 'held', 'interrupted'] as const
export type RunStatus = (typeof runStatuses)[number]
export const RunStatus = z.enum(runStatuses)

export const runStatusDefinitions: Record<RunStatus, string> = {
  running: 'being read now',
  succeeded: 'read to its end',
  failed: 'stopped by an error; the next run goes on from the last stored page',
  halted: 'stopped because the source asked us to, or refused us',
  held: 'suspiciously small: what it found is stored, what it no longer lists is kept',
  interrupted: 'its process ended before the run did; the next run goes on from the last stored page',
}

/** A run under way. Instants are ISO 8601 in UTC, because this travels as JSON. */
export const RunProgress = z.object({
  id: z.string(),
  sourceId: z.string(),
  sourceName: z.string(),
  startedAt: z.iso.datetime(),
  /** When it last stored a page. */
  beatAt: z.iso.datetime(),
  pagesDone: z.number().int().nonnegative(),
  /** Pages expected in all, those that need no fetching left out; null when the source cannot tell. */
  pagesTotal: z.number().int().nonnegative().nullable(),
  /** What it is at, in words: `March 2019`. */
  position: z.string().nullable(),
  /** Postings read by this run so far, new or known. */
  postings: z.number().int().nonnegative(),
  /** True while no run of the source has ever come to its end: the page fills in for the first time. */
  isFirst: z.boolean(),
})
export type RunProgress = z.infer<typeof RunProgress>

/** How far the boards of a source are read. */
export const BoardProgress = z.object({
  sourceId: z.string(),
  /** Boards that are read by themselves. */
  active: z.number().int().nonnegative(),
  /** Of them: read, and not due again yet. */
  upToDate: z.number().int().nonnegative(),
  /** Of them: asked at least once. */
  tried: z.number().int().nonnegative(),
  /** Of them: the last run failed. */
  failing: z.number().int().nonnegative(),
  /** Failed for days, asked once a week. */
  parked: z.number().int().nonnegative(),
})
export type BoardProgress = z.infer<typeof BoardProgress>

/** The last run of a source ended badly. */
export const SourceTrouble = z.object({
  sourceId: z.string(),
  sourceName: z.string(),
  status: RunStatus,
  /** Name of the error by what to do: `RetryLater`, `HaltSource`, `Unreachable`, `Bug`; null for a held run. */
  errorKind: z.string().nullable(),
  message: z.string().nullable(),
  at: z.iso.datetime(),
  /** Last month for which the source has postings; null when it has none. */
  dataUntil: Month.nullable(),
})
export type SourceTrouble = z.infer<typeof SourceTrouble>

/** What /api/status answers, every two seconds while a page is open. */
export const IngestStatus = z.object({
  at: z.iso.datetime(),
  /** Newest data version; 0 before any data. */
  dataVersion: z.number().int().nonnegative(),
  /** Postings with a fact, all roles. */
  postings: z.number().int().nonnegative(),
  from: Month.nullable(),
  to: Month.nullable(),
  runs: z.array(RunProgress),
  /** Sources of many boards, each read on its own: how many of them stand how. */
  boards: z.array(BoardProgress).default([]),
  troubles: z.array(SourceTrouble),
  /** Months whose facts changed after the version asked for, oldest first; empty when none was asked for. */
  monthsSince: z.array(Month),
  /** Whether, since that version, all facts were derived again by newer rules. */
  isRetagged: z.boolean(),
  /** Whether a worker has said within half a minute that it lives. */
  isWorkerAlive: z.boolean(),
})
export type IngestStatus = z.infer<typeof IngestStatus>
