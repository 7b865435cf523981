import type { LiveState } from '@/app/_components/live-state'
import { isFirstBackfill, arrivalSentence, countOf, importHint, monthRangeWords } from '@/lib/query/ingest-words'
import { progressSentence, progressShare, troubleWords } from '@/lib/query/ingest-words'

interface LiveStripProps {
  state: LiveState
  isDrawing: boolean
  onUpdate: () => void
  onHold: (isHeld: boolean) => void
}

/** The one sentence of the strip: the most urgent thing that can be said now. */
export function stripSentence({ status, shown, isLost, fillsIn }: LiveState): string {
  if (isLost) return 'The server does not answer. The figures on this page stay as they are until it does.'
  const run = status.runs.find((candidate) => candidate.isFirst) ?? status.runs[0]
  const arrival = fillsIn ? null : arrivalSentence(status.monthsSince, shown, status.isRetagged)
  if (arrival !== null) return `${arrival}.`
  if (run !== undefined) return progressSentence(run)
  const trouble = status.troubles[0]
  if (trouble !== undefined) return troubleWords(trouble).what
  const months = monthRangeWords(status.from, status.to)
  if (months === null) return 'No postings yet.'
  return `${countOf(status.postings, 'posting')}, ${months}. Data version ${status.dataVersion}.`
}

/**
 * What a screen reader is told: starts, ends, tenths of the way and arrivals, not every page of a crawl.
 */
function spokenSentence(state: LiveState): string {
  const run = state.status.runs.find((candidate) => candidate.isFirst)
  if (state.isLost || run === undefined) return stripSentence(state)
  const share = progressShare(run)
  return share === null
    ? `Reading ${run.sourceName}`
    : `Reading ${run.sourceName}: ${Math.floor(share * 10) * 10} percent done`
}

const buttonClass = 'button needs-script shrink-0'

function Action({ state, isDrawing, onUpdate, onHold }: LiveStripProps) {
  const isFilling = state.fillsIn && isFirstBackfill(state.status)
  if (isFilling)
    return (
      <button type="button" className={buttonClass} onClick={() => onHold(!state.isHeld)}>
        {state.isHeld ? 'Keep updating' : 'Hold still'}
      </button>
    )
  const hasNews = state.status.monthsSince.length > 0 && state.status.dataVersion > state.shown.version
  if (!hasNews) return null
  return (
    <button type="button" className={buttonClass} onClick={onUpdate} disabled={isDrawing}>
      {isDrawing ? 'Updating' : 'Update'}
    </button>
  )
}

/** What went wrong with the sources, what it means for the numbers and what to do; opened by the reader. */
function Troubles({ state }: { state: LiveState }) {
  if (state.status.troubles.length === 0) return null
  return (
    <details className="max-sm:basis-full open:basis-full">
      <summary className="link w-fit text-small">What this means for the numbers</summary>
      {state.status.troubles.map((trouble) => {
        const words = troubleWords(trouble)
        return (
          <div key={trouble.sourceId} className="max-w-prose pt-2 pb-1 text-small text-quiet">
            <p>
              {state.status.troubles.length > 1 && words.what} {words.meaning} {words.advice}
            </p>
            <p>
              {importHint.before} <code className="block overflow-x-auto text-ink">{importHint.command}</code>
            </p>
          </div>
        )
      })}
    </details>
  )
}

/**
 * The strip under the header. It has a fixed least height in every state, so that nothing below it moves when the
 * sentence changes.
 */
export function LiveStrip(props: LiveStripProps) {
  const { state } = props
  const run = state.status.runs.find((candidate) => candidate.isFirst)
  const share = run === undefined ? null : progressShare(run)
  return (
    <aside aria-label="State of the data" className="live-strip relative border-b border-rule text-small text-quiet">
      <div className="column flex min-h-19 flex-wrap items-center gap-x-4 py-1.5 sm:min-h-11">
        <p className="tabular min-w-0 flex-1" data-testid="live-sentence">
          {stripSentence(state)}
        </p>
        <Action {...props} />
        <Troubles state={state} />
      </div>
      <p role="status" aria-live="polite" className="sr-only">
        {spokenSentence(state)}
      </p>
      {share !== null && (
        <div
          role="progressbar"
          aria-label={`Reading ${run?.sourceName ?? ''}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          className="absolute inset-x-0 -bottom-px h-0.5"
        >
          <div className="h-full bg-ink transition-[width] duration-500" style={{ width: `${share * 100}%` }} />
        </div>
      )}
    </aside>
  )
}
