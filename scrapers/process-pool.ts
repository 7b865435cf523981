import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { IdRange, RetagBatch } from '@/lib/db/retag-batch'
import type { RawPayload } from '@/scrapers/contract'
import { watchCores } from '@/scrapers/idle-cores'
import type { PayloadProcessor, ProcessedPayload } from '@/scrapers/process-payload'
import type { RetagWorker } from '@/scrapers/retag'

interface Waiting {
  resolve: (answer: Answer) => void
  reject: (error: Error) => void
}

/** What a thread answers; the member that the task asked for is there. */
interface Answer {
  taskId: number
  processed?: ProcessedPayload
  retagged?: RetagBatch
  failure?: string
}

type Task =
  | { kind: 'payload'; sourceId: string; payload: RawPayload }
  | { kind: 'retag'; databaseUrl: string; range: IdRange }

export interface ProcessPool {
  process: PayloadProcessor
  /** Reads stored postings over a connection of the thread's own, so that their texts never pass this one. */
  retag: (databaseUrl: string) => RetagWorker
  /** Ends the threads; work under way is refused. */
  close(): Promise<void>
}

/** One thread with the tasks it was given, answered in any order. */
class ProcessThread {
  private readonly waiting = new Map<number, Waiting>()
  private readonly worker: Worker
  private nextTask = 0

  /** @param onEnd called when it has ended, whether it was closed or failed: it takes no task any more */
  constructor(onEnd: (thread: ProcessThread) => void) {
    this.worker = new Worker(new URL('./process-thread.mjs', import.meta.url))
    this.worker.on('message', (answer: Answer) => this.settle(answer))
    const end = (error: Error) => {
      onEnd(this)
      this.refuseAll(error)
    }
    // What a thread throws may lose its message on the way.
    this.worker.on('error', ({ name, message }) => end(new Error(`the processing thread failed: ${message || name}`)))
    this.worker.on('exit', () => end(new Error('the processing thread ended')))
    this.worker.unref()
  }

  get load(): number {
    return this.waiting.size
  }

  run(task: Task): Promise<Answer> {
    this.nextTask += 1
    const taskId = this.nextTask
    return new Promise((resolve, reject) => {
      this.waiting.set(taskId, { resolve, reject })
      this.worker.ref()
      this.worker.postMessage({ taskId, ...task })
    })
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.taskId)
    this.waiting.delete(answer.taskId)
    if (answer.failure === undefined) waiting?.resolve(answer)
    else waiting?.reject(new Error(answer.failure))
    if (this.waiting.size === 0) this.worker.unref()
  }

  private refuseAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
  }
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the processing thread answered something else than it was asked')
  return value
}

/** More would wait for the one connection that stores their pages. */
const mostThreads = 2

/**
 * The thread for the next task. Each costs seconds of processor time before it is of use (it loads taxonomy, tagger and
 * places for itself), so that another is started only when all are busy and a core is idle.
 * @param start makes a further thread, which belongs to `threads` from then on.
 */
export function chooseThread<Thread extends { load: number }>(
  threads: Thread[],
  { most, hasIdleCore, start }: { most: number; hasIdleCore: () => boolean; start: () => Thread },
): Thread {
  const idlest = threads.toSorted((one, other) => one.load - other.load)[0]
  const isEnough = idlest?.load === 0 || threads.length >= most
  if (idlest !== undefined && (isEnough || !hasIdleCore())) return idlest
  const thread = start()
  threads.push(thread)
  return thread
}

/** Threads that parse, tag and normalise, so that the main one is free to fetch and store. */
export function openProcessPool(most = Math.min(mostThreads, availableParallelism())): ProcessPool {
  let threads: ProcessThread[] = []
  // One that ran out of memory, say, would be idle for ever, and never answer.
  const drop = (ended: ProcessThread) => {
    threads = threads.filter((thread) => thread !== ended)
  }
  const choice = { most, hasIdleCore: watchCores(), start: () => new ProcessThread(drop) }
  const run = (task: Task): Promise<Answer> => chooseThread(threads, choice).run(task)
  return {
    process: async (source, payload) => given((await run({ kind: 'payload', sourceId: source.id, payload })).processed),
    retag: (databaseUrl) => async (range) => given((await run({ kind: 'retag', databaseUrl, range })).retagged),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()))
    },
  }
}
