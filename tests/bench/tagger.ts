import { fork } from 'node:child_process'
import { once } from 'node:events'
import { workerArguments } from '@/lib/launch/worker-flags'

export const name = 'tagger'

/** Measures in a process of its own, which collects garbage as those that read postings do. @throws Error when it fails. */
export async function run(): Promise<void> {
  const [code] = await once(fork('tests/bench/tagger-process.ts', { execArgv: [...workerArguments] }), 'exit')
  if (code !== 0) throw new Error(`the measuring process ended with exit code ${String(code)}`)
}
