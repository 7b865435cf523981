import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { IdRange, RetagBatch } from '@/lib/db/retag-batch'
import type { RawPayload } from '@/scrapers/contract'
import { FairQueue } from '@/scrapers/fair-queue'
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

interface ThreadChoice<Thread> {
  most: number
  hasIdleCore: () => boolean
  start: () => Thread
}

/**
 * The thread for the next task. Each costs seconds of processor time before it is of use (it loads taxonomy, tagger and
 * places for itself), so that another is started only when all are busy and a core is idle.
 * @param start makes a further thread, which belongs to `threads` from then on.
 */
export function chooseThread<Thread extends { load: number }>(
  threads: Thread[],
  { most, hasIdleCore, start }: ThreadChoice<Thread>,
): Thread {
  const idlest = threads.toSorted((one, other) => one.load - other.load)[0]
  const isEnough = idlest?.load === 0 || threads.length >= most
  if (idlest !== undefined && (isEnough || !hasIdleCore())) return idlest
  const thread = start()
  threads.push(thread)
  return thread
}

/**
 * Tasks that a thread is given at once while stored postings are read again: one to work on, one whose rows the database
 * sends meanwhile. More payloads would starve the retag: a thread looks for what the database sent only when it has no
 * message left, or has read a thousand. Payloads alone are all given out at once, so that it never waits for this thread.
 */
const tasksBesideRetag = 2
/** Time after which a waiting task has another look for an idle core. */
const lookAgainMs = 250

interface Waiter extends Waiting {
  kind: Task['kind']
  task: Task
}

/** What a task took of its thread; the time in which the database read its rows is not the thread's. */
function timeOf({ processed, retagged }: Answer): number {
  if (processed === undefined) return retagged?.deriveMs ?? 0
  const { parseMs, tagMs, normaliseMs } = processed.times
  return parseMs + tagMs + normaliseMs
}

/** Gives tasks to threads, and each kind of task its share of them. */
class TaskDesk {
  private readonly queue = new FairQueue<Task['kind'], Waiter>()
  private threads: ProcessThread[] = []
  private isClosed = false
  private lookingAgain: NodeJS.Timeout | undefined
  private readonly choice: ThreadChoice<ProcessThread>

  constructor(most: number, hasIdleCore: () => boolean) {
    // One that ran out of memory, say, would be idle for ever, and never answer.
    const drop = (ended: ProcessThread) => {
      this.threads = this.threads.filter((thread) => thread !== ended)
    }
    this.choice = { most, hasIdleCore, start: () => new ProcessThread(drop) }
  }

  run(task: Task): Promise<Answer> {
    if (this.isClosed) return Promise.reject(new Error('the processing threads were closed'))
    return new Promise((resolve, reject) => {
      this.queue.add({ kind: task.kind, task, resolve, reject })
      this.giveOut()
    })
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.lookingAgain)
    for (let waiter = this.queue.take(); waiter !== undefined; waiter = this.queue.take())
      waiter.reject(new Error('the processing threads were closed'))
    await Promise.all(this.threads.map((thread) => thread.close()))
  }

  private giveOut(): void {
    while (this.queue.hasWaiting) {
      const thread = chooseThread(this.threads, this.choice)
      const room = this.queue.holds('retag') ? tasksBesideRetag : Infinity
      if (thread.load >= room) return this.lookAgain()
      const waiter = this.queue.take()
      if (waiter !== undefined) this.give(waiter, thread)
    }
  }

  private give({ kind, task, resolve, reject }: Waiter, thread: ProcessThread): void {
    thread
      .run(task)
      .then(
        (answer) => {
          this.queue.settle(kind, timeOf(answer))
          resolve(answer)
        },
        (error: Error) => {
          this.queue.settle(kind, 0)
          reject(error)
        },
      )
      .finally(() => this.giveOut())
  }

  /** A thread takes seconds to start and to end its first task: a core may be idle long before. */
  private lookAgain(): void {
    clearTimeout(this.lookingAgain)
    if (this.threads.length < this.choice.most)
      this.lookingAgain = setTimeout(() => this.giveOut(), lookAgainMs).unref()
  }
}

/** Threads that parse, tag and normalise, so that the main one is free to fetch and store. */
export function openProcessPool(
  most = Math.min(mostThreads, availableParallelism()),
  hasIdleCore = watchCores(),
): ProcessPool {
  const desk = new TaskDesk(most, hasIdleCore)
  return {
    process: async (source, payload) =>
      given((await desk.run({ kind: 'payload', sourceId: source.id, payload })).processed),
    retag: (databaseUrl) => async (range) => given((await desk.run({ kind: 'retag', databaseUrl, range })).retagged),
    close: () => desk.close(),
  }
}
