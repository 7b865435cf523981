import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, openSync, closeSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inheritEnvironment } from '@/lib/env'
import { limitLog, readLogTail } from '@/lib/db/log-file'

export interface Program {
  /** Name in messages, for example `web server`. */
  name: string
  /** What follows `node`. */
  values: string[]
  env: Record<string, string>
  /** Where its output goes. */
  logFile: string
  /** How long it may take to stop before it is killed. */
  stopPatienceMs: number
}

export interface SupervisedProgram {
  /** Ends it for good. */
  stop(): Promise<void>
  /** Ends it and starts it again with other settings. */
  restart(env: Record<string, string>): Promise<void>
}

const longestPauseMs = 30_000
/** A program that ran this long before it ended is started again at once, as if for the first time. */
const stableMs = 60_000
const betweenLogLooksMs = 60_000

/**
 * Runs a Node program in a process group of its own, so that Ctrl-C in the terminal reaches it only through us, and
 * starts it again when it ends unasked: after 1 s, then 2, 4 … 30 s.
 */
export function supervise(program: Program, tell: (line: string) => void): SupervisedProgram {
  let env = program.env
  let isStopped = false
  let child = launch(program, env)
  let pauseMs = 1000
  const interrupted = new AbortController()

  const watch = (watched: ChildProcess) => {
    const startedMs = Date.now()
    let isReported = false
    const ended = (how: string) => {
      if (isReported || isStopped || watched !== child) return
      isReported = true
      if (Date.now() - startedMs > stableMs) pauseMs = 1000
      tell(
        `The ${program.name} ended (${how}) and starts again in ${pauseMs / 1000} s. ${describeLog(program.logFile)}`,
      )
      void startAgain()
    }
    watched.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`))
    watched.once('error', (error) => ended(error.message))
  }
  const startAgain = async () => {
    await sleep(pauseMs, undefined, { signal: interrupted.signal }).catch(() => undefined)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    if (isStopped) return
    child = launch(program, env)
    watch(child)
  }
  watch(child)
  const limiting = setInterval(() => limitLog(program.logFile), betweenLogLooksMs)
  limiting.unref()

  return {
    async stop() {
      isStopped = true
      clearInterval(limiting)
      interrupted.abort()
      await endChild(child, program.stopPatienceMs)
    },
    async restart(changed) {
      env = changed
      const old = child
      child = launch(program, env)
      watch(child)
      await endChild(old, program.stopPatienceMs)
    },
  }
}

function launch(program: Program, env: Record<string, string>): ChildProcess {
  mkdirSync(dirname(program.logFile), { recursive: true })
  limitLog(program.logFile)
  const log = openSync(program.logFile, 'a')
  try {
    // The fourth channel tells the program of our end, see exit-with-parent.mjs.
    return spawn(process.execPath, ['--import', './lib/launch/exit-with-parent.mjs', ...program.values], {
      env: inheritEnvironment(env),
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    })
  } finally {
    closeSync(log)
  }
}

async function endChild(child: ChildProcess, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await ended
  clearTimeout(killer)
}

function describeLog(logFile: string): string {
  const lines = readLogTail(logFile, 5).split('\n')
  return `The end of ${logFile}:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
