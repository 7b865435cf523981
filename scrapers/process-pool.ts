import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { RawPayload, Source } from '@/scrapers/contract'
import type { PayloadProcessor, ProcessedPayload } from '@/scrapers/process-payload'

interface Waiting {
  resolve: (processed: ProcessedPayload) => void
  reject: (error: Error) => void
}

type Answer = { taskId: number; processed: ProcessedPayload } | { taskId: number; failure: string }

export interface ProcessPool {
  process: PayloadProcessor
  /** Ends the threads; work under way is refused. */
  close(): Promise<void>
}

/** One thread with the tasks it was given, answered in any order. */
class ProcessThread {
  private readonly waiting = new Map<number, Waiting>()
  private readonly worker: Worker
  private nextTask = 0

  constructor() {
    this.worker = new Worker(new URL('./process-thread.mjs', import.meta.url))
    this.worker.on('message', (answer: Answer) => this.settle(answer))
    this.worker.on('error', (error) => this.refuseAll(error))
    this.worker.on('exit', () => this.refuseAll(new Error('the processing thread ended')))
    this.worker.unref()
  }

  get load(): number {
    return this.waiting.size
  }

  run(source: Source, payload: RawPayload): Promise<ProcessedPayload> {
    this.nextTask += 1
    const taskId = this.nextTask
    return new Promise((resolve, reject) => {
      this.waiting.set(taskId, { resolve, reject })
      this.worker.ref()
      this.worker.postMessage({ taskId, sourceId: source.id, payload })
    })
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.taskId)
    this.waiting.delete(answer.taskId)
    if ('failure' in answer) waiting?.reject(new Error(answer.failure))
    else waiting?.resolve(answer.processed)
    if (this.waiting.size === 0) this.worker.unref()
  }

  private refuseAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
  }
}

/** More would wait for the one connection that stores their pages. */
const mostThreads = 2

/** Threads that parse, tag and normalise, so that the main one is free to fetch and store. */
export function openProcessPool(size = Math.min(mostThreads, availableParallelism())): ProcessPool {
  const threads = Array.from({ length: size }, () => new ProcessThread())
  const idlest = (): ProcessThread => threads.reduce((best, thread) => (thread.load < best.load ? thread : best))
  return {
    process: (source, payload) => idlest().run(source, payload),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()))
    },
  }
}
