import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { supervise } from '@/lib/launch/supervise'
import { limitLog, readLogTail } from '@/lib/db/log-file'

let folder: string
let log: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skilltide-log-'))
  log = join(folder, 'logs', 'program.log')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const mebibyte = 1024 * 1024

const programOf = (script: string) => ({
  name: 'program',
  values: ['--input-type=module', '-e', script],
  env: {},
  logFile: log,
  stopPatienceMs: 5_000,
})

it('a log is cut while its program runs, which goes on at the beginning; the part before stays beside it', async () => {
  const script = `process.stdout.write('x'.repeat(1023) + '\\n'); setInterval(() => console.log('lives'), 20)`
  const running = supervise(programOf(script), () => undefined)
  try {
    await expect.poll(() => readLogTail(log, 1)).toBe('lives')
    limitLog(log)
    expect(existsSync(`${log}.old`)).toBe(false)
    appendFileSync(log, `${'y'.repeat(10 * mebibyte)}\n`)
    limitLog(log)
    expect(statSync(`${log}.old`).size).toBeGreaterThan(10 * mebibyte)
    await expect.poll(() => readFileSync(log, 'utf8')).toMatch(/^(lives\n)+$/)
  } finally {
    await running.stop()
  }
})

it('a program that ended begins again, and of a long log the last lines are told', async () => {
  const told: string[] = []
  const script = `process.stdout.write('x'.repeat(${9 * mebibyte}) + '\\n' + [1, 2, 3, 4, 5, 6].join('\\n') + '\\n')`
  const running = supervise(programOf(script), (line) => told.push(line))
  try {
    await expect.poll(() => told).toHaveLength(1)
    expect(told[0]).toBe(
      `The program ended (exit code 0) and starts again in 1 s. The end of ${log}:\n  2\n  3\n  4\n  5\n  6`,
    )
    await expect.poll(() => told).toHaveLength(2)
  } finally {
    await running.stop()
  }
})

it('a log that is missing or not to be written has no tail, and stops nobody', () => {
  expect(readLogTail(log, 5)).toBe('')
  limitLog(log)
  writeFileSync(join(folder, 'file'), 'short')
  expect(readLogTail(join(folder, 'file'), 5)).toBe('short')
  limitLog(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
})
