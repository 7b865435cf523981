import { parentPort } from 'node:worker_threads'
import { z } from 'zod'
import { processPayload } from '@/scrapers/process-payload'
import { findSource } from '@/scrapers/registry'

/** What the pool sends to a thread: a payload of a source of the registry. */
const Task = z.object({
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
})

parentPort?.on('message', (message: unknown) => {
  const { taskId, sourceId, payload } = Task.parse(message)
  try {
    const source = findSource(sourceId)
    if (source === undefined) throw new Error(`no source is called ${sourceId}`)
    parentPort?.postMessage({ taskId, processed: processPayload(source, payload) })
  } catch (error) {
    parentPort?.postMessage({
      taskId,
      failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    })
  }
})
