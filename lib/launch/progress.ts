import { SingleBar } from 'cli-progress'
import type pg from 'pg'
import { z } from 'zod'

const RunRow = z.object({
  id: z.string(),
  source_id: z.string(),
  status: z.string(),
  pages_total: z.number().nullable(),
  pages_done: z.number(),
  inserted: z.number(),
  updated: z.number(),
  position: z.string().nullable(),
  error: z.string().nullable(),
  started_at: z.date(),
  seconds: z.number(),
})
type RunRow = z.infer<typeof RunRow>

const runsSql = `
  select id, source_id, status, pages_total, pages_done, inserted, updated, position, error, started_at,
         extract(epoch from coalesce(finished_at, now()) - started_at)::float8 as seconds
  from run where trigger = 'worker' and started_at >= $1 order by started_at`

const betweenLooksMs = 500
/** A run is stored a little after it began; so far a look goes back behind what is known. */
const overlapMs = 60_000
const betweenPlainLinesMs = 5000

/** Shows the worker's runs: a bar while one runs, a line when one has ended. Plain lines when nobody looks on. */
export function showProgress(pool: pg.Pool, since: Date, signal: AbortSignal): Promise<void> {
  const display = process.stdout.isTTY ? createBar() : createPlainLines()
  let from = since
  let ended = new Set<string>()
  // A source that stays out of reach is tried again and again; saying so once is enough.
  const lastError = new Map<string, string | null>()
  const look = async () => {
    const runs = z.array(RunRow).parse((await pool.query(runsSql, [from])).rows)
    for (const run of runs) {
      if (ended.has(run.id)) continue
      if (run.status === 'running') display.update(run)
      else {
        const isRepeated = run.error !== null && lastError.get(run.source_id) === run.error
        lastError.set(run.source_id, run.error)
        if (!isRepeated) display.end(run)
      }
    }
    ended = new Set(runs.filter(({ status }) => status !== 'running').map(({ id }) => id))
    // A worker has thousands of runs a day, and we may run for years.
    const oldest = runs.find(({ status }) => status === 'running') ?? runs.at(-1)
    if (oldest !== undefined) from = new Date(Math.max(from.getTime(), oldest.started_at.getTime() - overlapMs))
  }
  let isLooking = false
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      // Two looks at once would both tell of the same end.
      if (isLooking) return
      isLooking = true
      // The database may be starting again; the next look will tell.
      look()
        .catch(() => undefined)
        .finally(() => {
          isLooking = false
        })
    }, betweenLooksMs)
    signal.addEventListener('abort', () => {
      clearInterval(timer)
      display.close()
      resolve()
    })
  })
}

interface Display {
  update(run: RunRow): void
  end(run: RunRow): void
  close(): void
}

function describeEnd(run: RunRow): string {
  const took = `(${run.seconds.toFixed(1)} s)`
  const counts = `${run.pages_done} pages read, ${run.inserted} postings new, ${run.updated} changed`
  if (run.status === 'succeeded') return `Ingest     ${run.source_id}: ${counts} ${took}`
  return `Ingest     ${run.source_id}: ${run.status} after ${counts}${run.error ? `. ${run.error}` : ''} ${took}`
}

function createBar(): Display {
  const bar = new SingleBar({
    format: 'Ingest     {bar} {value}/{total} pages, {postings} postings{at}',
    barsize: 24,
    hideCursor: true,
    // Keys must stay with the terminal: the bar's own reading of them would swallow Ctrl-C.
    noTTYOutput: false,
  })
  let isShown = false
  const hide = () => {
    if (isShown) bar.stop()
    isShown = false
  }
  return {
    update(run) {
      if (!run.pages_total) return
      const value = run.pages_done
      const payload = { postings: run.inserted + run.updated, at: run.position === null ? '' : `, ${run.position}` }
      if (isShown) bar.update(value, payload)
      else bar.start(run.pages_total, value, payload)
      isShown = true
    },
    end(run) {
      hide()
      console.log(describeEnd(run))
    },
    close: hide,
  }
}

function createPlainLines(): Display {
  let printedMs = 0
  return {
    update(run) {
      if (!run.pages_total || Date.now() - printedMs < betweenPlainLinesMs) return
      printedMs = Date.now()
      const pages = `${run.pages_done} of ${run.pages_total} pages`
      const at = run.position === null ? '' : `, ${run.position}`
      console.log(`Ingest     ${run.source_id}: ${pages}, ${run.inserted + run.updated} postings${at}`)
    },
    end: (run) => console.log(describeEnd(run)),
    close: () => undefined,
  }
}
