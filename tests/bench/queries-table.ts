import { pagePaths, pageQueries } from './page-queries'
import { type Measured, readTimings } from './timings'

/** Targets of issue 5: milliseconds at the 95th percentile in the engine, and how many times faster than DuckDB's median. */
const targets = {
  p95: { large: 200, usual: 20 },
  largeFrom: 5_000_000,
  faster: 3,
  mebibytes: 1e9 / 2 ** 20,
  longestMs: 200,
  /** Over HTTP, at any size. */
  httpMs: 200,
}

/** What the engine knows when it is asked. */
const states = {
  engine: 'asked again',
  'engine, swap': 'first after the newest month, which still runs, was swapped for another one, as ingest does all day',
  'engine, older':
    'first after the month before it was swapped, which is over: tests of trends and claims are made again',
  'engine, unasked':
    'of another skill, family or set each time, of which nothing was asked before, while all that is of the population is known',
  'engine, new': 'first in a process that has just opened its months and knows nothing else',
}

const ms = (value: number | undefined): string =>
  value === undefined ? '–' : value < 100 ? value.toFixed(1) : value.toFixed(0)

/** Prints the measurements of a run as a table to paste, and a line for each target. */
export function printQueryTable(folder: string, size: number): void {
  const timings = readTimings(folder)
  const of = (who: string, label: string): Measured | undefined =>
    timings.find((one) => one.who === who && one.label === label)
  const noted = (label: string) => of('note', label)?.median ?? Number.NaN
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const pair = (who: string, label: string) => `${ms(of(who, label)?.median)} / ${ms(of(who, label)?.p95)}`

  say(`\n${size.toLocaleString('en')} vacancies; milliseconds, median / p95.`)
  for (const [who, meaning] of Object.entries(states)) say(`- ${who}: ${meaning}`)
  say('')
  say(`| query | ${Object.keys(states).join(' | ')} | HTTP | HTTP, swap | DuckDB | ratio | ratio, swap | Postgres |`)
  say(`|${'---|'.repeat(Object.keys(states).length + 7)}`)
  const ratioOf = (who: string, label: string) => {
    const [ours, duckdb] = [of(who, label), of('duckdb', label)]
    return ours === undefined || duckdb === undefined ? '–' : `${(duckdb.median / ours.median).toFixed(1)}×`
  }
  for (const { label } of pageQueries) {
    const cells = [
      label,
      ...Object.keys(states).map((who) => pair(who, label)),
      pair('http', label),
      pair('http, swap', label),
      ms(of('duckdb', label)?.median),
      ratioOf('engine', label),
      ratioOf('engine, swap', label),
      ms(of('postgres', label)?.median),
    ]
    say(`| ${cells.join(' | ')} |`)
  }
  const noState = ' |'.repeat(Object.keys(states).length)
  for (const path of pagePaths)
    say(`| page ${path} |${noState} ${pair('http', `page ${path}`)} | ${pair('http, swap', `page ${path}`)} | | | | |`)
  for (const { label } of timings.filter(({ who }) => who === 'http, unasked'))
    say(`| ${label}, of a skill nobody asked for |${noState} | ${pair('http, unasked', label)} | | | | |`)
  say('')
  for (const { label, median } of timings.filter(({ who }) => who === 'note')) say(`${label}: ${ms(median)}`)
  say('')

  const p95 = size >= targets.largeFrom ? targets.p95.large : targets.p95.usual
  const target = (text: string, failing: readonly string[], count: number) =>
    say(
      failing.length === 0
        ? `holds: ${text} (${count} of ${count})`
        : `does not hold: ${text} (${count - failing.length} of ${count}; not: ${failing.join('; ')})`,
    )
  const above = (who: string, asked: readonly { label: string }[], most = p95) =>
    asked.flatMap(({ label }) => {
      const measured = of(who, label)
      return measured !== undefined && measured.p95 <= most ? [] : [`${label} ${ms(measured?.p95)}`]
    })
  const askedIn = (who: string) => pageQueries.filter(({ askOf }) => who !== 'engine, unasked' || askOf !== undefined)
  // What a busy machine does not lengthen.
  const costly = (who: string) =>
    askedIn(who).flatMap(({ label }) => {
      const processor = of(who, label)?.processor
      return processor !== undefined && processor <= p95 ? [] : [`${label} ${ms(processor)}`]
    })
  for (const who of Object.keys(states)) {
    const { length } = askedIn(who)
    target(`at most ${p95} ms p95, ${who}`, above(who, askedIn(who)), length)
    target(`at most ${p95} ms of processor time in the median, ${who}`, costly(who), length)
  }
  const overHttp = pageQueries.filter(({ path }) => path !== null)
  for (const who of ['http', 'http, swap'])
    target(`at most ${targets.httpMs} ms p95, ${who}`, above(who, overHttp, targets.httpMs), overHttp.length)
  const slower = (who: string) =>
    askedIn(who).flatMap(({ label }) => {
      const [ours, duckdb] = [of(who, label), of('duckdb', label)]
      const ratio = ours === undefined || duckdb === undefined ? 0 : duckdb.median / ours.median
      return ratio >= targets.faster ? [] : [`${label} ${ratio.toFixed(1)}×`]
    })
  for (const who of Object.keys(states))
    target(`at least ${targets.faster} times faster than DuckDB's median, ${who}`, slower(who), askedIn(who).length)
  const figures = (labels: readonly string[], most: number) =>
    labels.filter((label) => !(noted(label) <= most)).map((label) => `${label} ${ms(noted(label))}`)
  const memory = ['memory of the engine at most, MiB', 'memory of the built server at most, MiB']
  target(
    `under 1 GB (${targets.mebibytes.toFixed(0)} MiB) of memory`,
    figures(memory, targets.mebibytes),
    memory.length,
  )
  const blocked = ['longest answer', 'longest stall of the server'].flatMap((what) => {
    const more = noted(`${what} with swaps, ms`) - noted(`${what} without a swap, ms`)
    return more <= targets.longestMs ? [] : [`${what} by ${ms(more)}`]
  })
  target(
    `swapping versions lengthens no reader's longest answer, nor the server's longest stall, by more than ${targets.longestMs} ms`,
    blocked,
    2,
  )
}
