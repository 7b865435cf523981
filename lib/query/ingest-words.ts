import { allSources, type IngestStatus, type RunProgress, type SourceTrouble } from '@/lib/domain/ingest'
import { countBoards } from '@/lib/domain/board'
import type { BoardState, BoardTally } from '@/lib/domain/board'
import { formatMonth, formatMonths, type Month } from '@/lib/domain/month'
import type { IndexLag } from '@/lib/domain/operator-views'
import { formatCount } from '@/lib/query/numbers'

/** "1 page", "31 204 pages". */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A length of time in the largest unit that is not zero: "4 minutes", "3 hours", "2 days"; "less than a minute". */
export function durationWords(ms: number): string {
  if (ms < minuteMs) return 'less than a minute'
  if (ms < hourMs) return countOf(Math.floor(ms / minuteMs), 'minute')
  if (ms < 2 * dayMs) return countOf(Math.floor(ms / hourMs), 'hour')
  return countOf(Math.floor(ms / dayMs), 'day')
}

/** The length of a run, short enough for a table: "0.8 s", "42 s", "3 min 20 s", "1 h 5 min". */
export function runLengthWords(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** "3 hours ago"; "just now" within a minute and for clocks that run ahead. */
export function agoWords(then: Date, now: Date): string {
  const ms = now.getTime() - then.getTime()
  return ms < minuteMs ? 'just now' : `${durationWords(ms)} ago`
}

/** "in 3 hours", "now"; "at once" for a board that was never read; "never" for one that is not read. */
export function dueWords({ dueAt, state }: { dueAt: Date | null; state: BoardState }, now: Date): string {
  if (state === 'paused' || state === 'removed') return 'never'
  if (dueAt === null) return 'at once'
  const ms = dueAt.getTime() - now.getTime()
  return ms < minuteMs ? 'now' : `in ${durationWords(ms)}`
}

/** "May 2024" or "January 2011 to May 2024"; null without months. */
export function monthRangeWords(from: Month | null, to: Month | null): string | null {
  return from === null || to === null ? null : formatMonths(from, to)
}

/** "Reading Hacker News: March 2019, 62 of 161 pages, 31 204 postings so far". */
export function progressSentence(run: RunProgress): string {
  if (run.sourceId === allSources) return retagSentence(run)
  const where = run.position ?? 'starting'
  const pages =
    run.pagesTotal === null
      ? countOf(run.pagesDone, 'page')
      : `${formatCount(run.pagesDone)} of ${countOf(run.pagesTotal, 'page')}`
  return `Reading ${run.sourceName}: ${where}, ${pages}, ${countOf(run.postings, 'posting')} so far`
}

/** "Tagging all postings by newer rules: 31 204 done, 42 percent; the figures change when all are". */
function retagSentence(run: RunProgress): string {
  const share = progressShare(run)
  const percent = share === null ? '' : `, ${Math.floor(share * 100)} percent`
  return `Tagging all postings by newer rules: ${formatCount(run.postings)} done${percent}; the figures change when all are`
}

/** Part of the run that is done, 0 to 1; null when the source cannot tell how much is to come. */
export function progressShare(run: RunProgress): number | null {
  if (run.pagesTotal === null || run.pagesTotal === 0) return null
  return Math.min(1, run.pagesDone / run.pagesTotal)
}

/**
 * Announces what has come since the page was drawn: "March 2019 has arrived", or, for months that the page
 * already shows, "New postings have arrived for May 2024". Null when nothing has. A retag is told before arrivals.
 */
export function arrivalSentence(
  monthsSince: readonly Month[],
  shown: { from: Month | null; to: Month | null },
  isRetagged = false,
): string | null {
  if (isRetagged) return 'All figures have been made anew by newer rules'
  const first = monthsSince[0]
  const last = monthsSince.at(-1)
  if (first === undefined || last === undefined) return null
  const isShown = (month: Month) => shown.from !== null && shown.to !== null && month >= shown.from && month <= shown.to
  const fresh = monthsSince.filter((month) => !isShown(month))
  const range = monthRangeWords(fresh[0] ?? first, fresh.at(-1) ?? last) ?? ''
  if (fresh.length === 0) return `New postings have arrived for ${range}`
  return fresh.length === 1 ? `${range} has arrived` : `${countOf(fresh.length, 'month')} have arrived, ${range}`
}

export interface TroubleWords {
  /** What happened. */
  what: string
  /** What it means for the numbers. */
  meaning: string
  /** What happens next or can be done. */
  advice: string
}

const importCommand = 'npm run -s skilltide -- import postings.jsonl'

/** The command that a reader without network can type; shown as code. */
export const importHint = { before: 'To work from a file of postings instead:', command: importCommand }

/** A source that could not be read, in three plain sentences: what, what it means for the numbers, what to do. */
export function troubleWords(trouble: SourceTrouble): TroubleWords {
  const name = trouble.sourceName
  const meaning =
    trouble.dataUntil === null
      ? `No figure on these pages contains postings from ${name} yet.`
      : `The figures hold what was read before, up to ${formatMonth(trouble.dataUntil)}; later postings of ${name} are missing.`
  if (trouble.status === 'held')
    return {
      what: `The last run of ${name} found far fewer postings than before, so it was held.`,
      meaning: 'The figures still count the postings that it no longer lists.',
      advice: 'Look at the run on the sources page before trusting the newest month.',
    }
  if (trouble.errorKind === 'Unreachable')
    return {
      what: `${name} could not be reached.`,
      meaning,
      advice: 'The worker tries again by itself. Check the network, or the address in SKILLTIDE_HN_URL.',
    }
  if (trouble.status === 'halted')
    return {
      what: `${name} refused us, so reading stopped.`,
      meaning,
      advice: 'It is asked again at its next turn, not before.',
    }
  if (trouble.errorKind === 'RetryLater')
    return { what: `${name} asked us to come back later.`, meaning, advice: 'The worker does so by itself.' }
  return {
    what: `The last run of ${name} stopped with an error.`,
    meaning,
    advice: 'The sources page has the error; what was read up to it is kept.',
  }
}

/** "every hour", "every 6 hours", "every 2 days". */
export function everyWords(hours: number): string {
  const words = durationWords(hours * hourMs)
  return `every ${words.startsWith('1 ') ? words.slice(2) : words}`
}

export interface FreshnessInput {
  cadenceHours: number | null
  /** End of the last run that came to its end. */
  lastSuccessAt: Date | null
  isRunning: boolean
  postings: number
}

/** How fresh a source is, in words, with the fact that matters first. */
export function freshnessSentence(source: FreshnessInput, now: Date): string {
  if (source.isRunning) return 'Being read now.'
  if (source.lastSuccessAt === null) {
    if (source.cadenceHours === null)
      return source.postings > 0 ? 'Holds postings, but no run has come to its end.' : 'Nothing imported yet.'
    return source.postings > 0 ? 'Only partly read so far.' : 'Never read so far.'
  }
  const ago = agoWords(source.lastSuccessAt, now)
  if (source.cadenceHours === null) return `Last imported ${ago}.`
  const dueAt = source.lastSuccessAt.getTime() + source.cadenceHours * hourMs
  const every = everyWords(source.cadenceHours)
  // A run may take a while and the worker may be busy, so late means two turns, not one.
  if (now.getTime() > dueAt + source.cadenceHours * hourMs) return `Late: last read ${ago}, though due ${every}.`
  return `Up to date: last read ${ago}, read ${every}.`
}

/** How fresh the boards of a source are: "310 boards, the one read longest ago 22 hours ago. 3 fail and are tried again." */
export function boardsFreshnessSentence(tally: BoardTally, now: Date): string {
  const { held = 0, failing = 0, parked = 0, waiting = 0 } = tally.conditions
  const boards = countOf(countBoards(tally), 'board')
  if (tally.newestSuccessAt === null) return `${boards}, none read to its end yet.`
  const oldest =
    tally.oldestSuccessAt === null
      ? `${formatCount(waiting + failing)} of them not read to the end yet`
      : `the one read longest ago ${agoWords(tally.oldestSuccessAt, now)}`
  const remarks = [
    failing > 0 && `${formatCount(failing)} ${failing === 1 ? 'fails and is' : 'fail and are'} tried again.`,
    parked > 0 && `${formatCount(parked)} failed for days and ${parked === 1 ? 'is' : 'are'} asked once a week.`,
    held > 0 && `${formatCount(held)} ${held === 1 ? 'waits' : 'wait'} for a person to look.`,
  ]
  const sentence = `${boards}, the newest read ${agoWords(tally.newestSuccessAt, now)}, ${oldest}.`
  return [sentence, ...remarks.filter((remark) => remark !== false)].join(' ')
}

/** Which data version the pages show, and how far it is behind; null before there is any. */
export function lagSentence({ newest, sealed, waiting, waitingSince }: IndexLag, now: Date): string | null {
  if (newest === null) return null
  if (sealed === null) return 'Nothing is sealed yet: pages are answered by SQL.'
  if (waitingSince === null) return `Pages show data version ${sealed}, the newest.`
  const wait = `${countOf(waiting, 'newer one')} ${waiting === 1 ? 'waits' : 'wait'} to be sealed, the oldest for`
  return `Pages show data version ${sealed}; ${wait} ${durationWords(now.getTime() - waitingSince.getTime())}.`
}

/** True while the very first reading of some source is under way: the only time a page fills in by itself. */
export const isFirstBackfill = (status: IngestStatus): boolean => status.runs.some((run) => run.isFirst)
