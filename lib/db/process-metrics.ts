import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { DemandEngine } from '@/lib/query/engine'
import { wrapEngine } from '@/lib/query/wrap-engine'
import { readMemoryBooks } from '@/lib/query/memory'

export interface ProcessMetrics {
  registry: Registry
  /** Seconds that the demand engine took to answer, by query; answers out of memory included. */
  querySeconds: Histogram<'query'>
}

declare global {
  // The routes of the web server are bundled apart; they share the process, and so these.
  var skilltideMetrics: ProcessMetrics | undefined
}

/** What the memory of answers holds and lets go of, read when the metrics are. */
function addMemory(registry: Registry): void {
  const registers = [registry]
  const labelNames = ['name'] as const
  new Gauge({
    name: 'skilltide_memory_bytes',
    help: 'Bytes of answers that this web process remembers, by what they are.',
    labelNames,
    registers,
    collect() {
      for (const [name, { bytes }] of readMemoryBooks()) this.set({ name }, bytes)
    },
  })
  new Counter({
    name: 'skilltide_memory_dropped_bytes_total',
    help: 'Bytes of answers that this web process let go of for want of room, by what they were.',
    labelNames,
    registers,
    collect() {
      this.reset()
      for (const [name, { droppedBytes }] of readMemoryBooks()) this.inc({ name }, droppedBytes)
    },
  })
}

function createProcessMetrics(): ProcessMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const querySeconds = new Histogram({
    name: 'skilltide_query_seconds',
    help: 'Seconds that the demand engine of this web process took to answer, by query.',
    labelNames: ['query'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  addMemory(registry)
  return { registry, querySeconds }
}

/** The metrics of this process: memory, event loop, and how fast queries are answered. */
export function getProcessMetrics(): ProcessMetrics {
  globalThis.skilltideMetrics ??= createProcessMetrics()
  return globalThis.skilltideMetrics
}

/** An engine that measures how long its answers take; the version, asked for with each of them, is left out. */
export function createTimedDemandEngine(engine: DemandEngine, { querySeconds }: ProcessMetrics): DemandEngine {
  return wrapEngine(engine, (query, ask) => async (...args) => {
    const stop = querySeconds.startTimer({ query })
    try {
      return await ask(engine, ...args)
    } finally {
      stop()
    }
  })
}
