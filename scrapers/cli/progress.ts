import { SingleBar } from 'cli-progress'
import type { RunEvent, StageTimes } from '@/scrapers/run-progress'

export interface Progress {
  onEvent: (event: RunEvent) => void
  stop: () => void
}

const whole = (count: number): string => count.toLocaleString('en')

/** A bar on stderr when that is a terminal, and otherwise a line now and then; never anything on stdout. */
export function showProgress(name: string): Progress {
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${name} {bar} {value}/{total} {position} · {postings} postings`,
    barCompleteChar: '█',
    barIncompleteChar: '·',
    noTTYOutput: false,
    hideCursor: true,
    clearOnComplete: false,
  })
  const isTerminal = process.stderr.isTTY === true
  let pages = 0
  let expected: number | null = null
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const onPage = (event: Extract<RunEvent, { kind: 'page' }>) => {
    pages += 1
    const where = event.position === '' ? [] : [event.position]
    const postings = whole(event.counts.inserted + event.counts.updated + event.counts.unchanged)
    if (isTerminal && expected !== null) bar.update(pages, { position: event.position, postings })
    else if (pages % 20 === 1)
      say(
        [`${name}: ${expected === null ? pages : `${pages} of ${expected}`}`, ...where, `${postings} postings`].join(
          ', ',
        ),
      )
  }
  return {
    onEvent: (event) => {
      if (event.kind === 'expected') {
        expected = event.total
        if (event.fresh > 0) say(`${name}: ${event.total} to read, ${event.fresh} unchanged for good`)
        if (isTerminal && event.total > 0) bar.start(event.total, 0, { position: '', postings: '0' })
      } else if (event.kind === 'page') onPage(event)
      else if (event.kind === 'trouble') say(`${name}: ${event.position}: ${event.message}`)
    },
    stop: () => bar.stop(),
  }
}

const stageNames: [keyof StageTimes, string][] = [
  ['fetchMs', 'fetch'],
  ['parseMs', 'parse'],
  ['tagMs', 'tag'],
  ['normaliseMs', 'normalise'],
  ['packMs', 'compress (waiting)'],
  ['storeMs', 'store'],
  ['totalMs', 'whole run'],
]

/** Seconds by stage, and records a second. */
export function describeStages(times: StageTimes, records: number): string {
  const rows = stageNames.map(([key, name]) => {
    const seconds = times[key] / 1000
    const rate = seconds > 0 ? whole(Math.round(records / seconds)) : '–'
    return `  ${name.padEnd(20)}${seconds.toFixed(1).padStart(8)} s${rate.padStart(12)} records/s`
  })
  return ['Stages overlap, so they add up to more than the whole run:', ...rows].join('\n')
}
