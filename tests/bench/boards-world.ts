import { fork, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import { inheritEnvironment } from '@/lib/env'
import type { Protocol, WorldOptions } from '@/tests/support/fault-server/world'
import { workerArguments } from '@/lib/launch/worker-flags'

/** Of a hundred boards, as in the curated list. */
const shares: Record<Protocol, number> = {
  greenhouse: 52,
  ashby: 26,
  lever: 15,
  recruitee: 2,
  smartrecruiters: 2,
  workday: 3,
}

/** The mean is then 1.6 times the median, and one board in a hundred has ten times the usual. */
export const realSpread = 1

/** @param spread of the sizes; 0: all boards of a protocol alike. Sites read job by job are the larger ones. */
export function worldOf(count: number, spread: number): WorldOptions {
  const whole = { usual: 20, spread }
  const jobs = {
    greenhouse: whole,
    ashby: whole,
    lever: whole,
    recruitee: whole,
    smartrecruiters: { usual: 40, spread },
    workday: { usual: 60, spread },
  }
  const boardsOf = (protocol: Protocol) => Math.max(1, Math.round((count * shares[protocol]) / 100))
  const boards = {
    greenhouse: boardsOf('greenhouse'),
    lever: boardsOf('lever'),
    ashby: boardsOf('ashby'),
    recruitee: boardsOf('recruitee'),
    smartrecruiters: boardsOf('smartrecruiters'),
    workday: boardsOf('workday'),
  }
  return { seed: 5, boards, jobs }
}

const Told = z.object({ url: z.string() })
const Report = z.record(
  z.string(),
  z.object({ requests: z.number(), mostInFlight: z.number(), starts: z.array(z.number()) }),
)
const Message = z.tuple([z.unknown()]).rest(z.unknown())

export interface BoardServer {
  url: string
  pid: number
  /** What it saw of each host. */
  report(): Promise<z.infer<typeof Report>>
  close(): void
}

/** @param recorded folder of recorded threads, of whose comments jobs are made; null for made-up texts */
export async function startServer(world: WorldOptions, recorded: string | null): Promise<BoardServer> {
  const child = fork('tests/support/fault-server/server-process.ts', [JSON.stringify({ world, recorded })], {
    execArgv: ['--import', 'tsx'],
  })
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the answering server ended')))
  gone.catch(() => undefined)
  const next = async (): Promise<unknown> => Message.parse(await Promise.race([once(child, 'message'), gone]))[0]
  const { url } = Told.parse(await next())
  return {
    url,
    pid: child.pid ?? 0,
    report: async () => {
      child.send('report')
      return z.object({ report: Report }).parse(await next()).report
    },
    close: () => child.disconnect(),
  }
}

/** A worker as an operator starts it. */
export function startWorker(env: Record<string, string>): ChildProcess {
  const { BENCH_WORKER_FLAGS = '' } = inheritEnvironment({})
  const flags = BENCH_WORKER_FLAGS.split(' ').filter(Boolean)
  return spawn(process.execPath, [...flags, ...workerArguments, 'scrapers/cli/main.ts', 'worker', '--until-idle'], {
    env: inheritEnvironment(env),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
