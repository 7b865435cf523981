import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Measured = z.object({
  /** Who answered: `engine`, `http`, `duckdb`, `postgres`, or `note` for a figure that is no time of a query. */
  who: z.string(),
  label: z.string(),
  /** Milliseconds. */
  median: z.number(),
  p95: z.number(),
  /** Processor time of this process, median: what a busy machine does not change. */
  processor: z.number().optional(),
})
export type Measured = z.infer<typeof Measured>
export type Timing = Pick<Measured, 'median' | 'p95'> & { processor: number }

const fileOf = (folder: string) => join(folder, 'timings.jsonl')

/** Adds a measurement to those of the run, and shows it. */
export function record(folder: string, measured: Measured): void {
  appendFileSync(fileOf(folder), `${JSON.stringify(measured)}\n`)
  const { who, label, median, p95, processor } = measured
  const own = processor === undefined ? '' : `  processor ${processor.toFixed(1)}`
  process.stdout.write(
    `  ${who.padEnd(12)} ${label.padEnd(44)} median ${median.toFixed(1)}  p95 ${p95.toFixed(1)}${own}\n`,
  )
}

/** Adds one figure that is no time of a query. */
export const note = (folder: string, label: string, value: number): void =>
  record(folder, { who: 'note', label, median: value, p95: value })

/** What was measured so far. */
export const readTimings = (folder: string): Measured[] =>
  existsSync(fileOf(folder))
    ? readFileSync(fileOf(folder), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => Measured.parse(JSON.parse(line)))
    : []

export const quantile = (values: readonly number[], of: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * of))] ?? Number.NaN

/** Above so many vacancies things are measured less often. */
export const isLarge = (size: string): boolean => Number(size) > 2_000_000

/** Times work in milliseconds; the first `warmUp` runs are not counted, nor is what prepares each. */
export async function measure(
  times: number,
  work: () => Promise<unknown>,
  warmUp = 2,
  prepare: () => void = () => undefined,
): Promise<Timing> {
  const walls: number[] = []
  const processors: number[] = []
  for (let turn = -warmUp; turn < times; turn += 1) {
    prepare()
    const before = process.cpuUsage()
    const start = performance.now()
    await work()
    const wall = performance.now() - start
    const { user, system } = process.cpuUsage(before)
    if (turn < 0) continue
    walls.push(wall)
    processors.push((user + system) / 1000)
  }
  return { median: quantile(walls, 0.5), p95: quantile(walls, 0.95), processor: quantile(processors, 0.5) }
}
