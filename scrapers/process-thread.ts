import { parentPort } from 'node:worker_threads'
import type { Pool } from 'pg'
import { z } from 'zod'
import { createPool } from '@/lib/db/pool'
import { retagBatch } from '@/lib/db/retag-batch'
import { currentDeriver } from '@/scrapers/derive-stored'
import { processPayload } from '@/scrapers/process-payload'
import { findSource } from '@/scrapers/registry'

/** What the pool sends to a thread: a payload of a source of the registry, or a page of stored postings. */
const Task = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('payload'),
    taskId: z.int(),
    sourceId: z.string(),
    payload: z.object({
      key: z.string(),
      url: z.string(),
      status: z.int().nullable(),
      headers: z.record(z.string(), z.string()),
      body: z.instanceof(Uint8Array),
      context: z.record(z.string(), z.unknown()),
    }),
  }),
  z.object({
    kind: z.literal('retag'),
    taskId: z.int(),
    databaseUrl: z.string(),
    range: z.object({ after: z.string(), upTo: z.string() }),
  }),
])
type Task = z.infer<typeof Task>

/** Two connections: one page is read while another is derived. */
const connections = 2
const pools = new Map<string, Pool>()

function poolOf(databaseUrl: string): Pool {
  const pool = pools.get(databaseUrl) ?? createPool(databaseUrl, connections)
  pools.set(databaseUrl, pool)
  return pool
}

async function work(task: Task): Promise<object> {
  if (task.kind === 'retag') return { retagged: await retagBatch(poolOf(task.databaseUrl), task.range, currentDeriver) }
  const source = findSource(task.sourceId)
  if (source === undefined) throw new Error(`no source is called ${task.sourceId}`)
  return { processed: processPayload(source, task.payload) }
}

parentPort?.on('message', (message: unknown) => {
  const task = Task.parse(message)
  work(task).then(
    (answer) => parentPort?.postMessage({ taskId: task.taskId, ...answer }),
    (error: unknown) =>
      parentPort?.postMessage({
        taskId: task.taskId,
        failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      }),
  )
})
