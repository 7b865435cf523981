import type { PayloadProcessor } from '@/scrapers/process-payload'

/** Processes on this thread. The first payload loads tagger and places: a worker leaves them to its threads. */
export const processInline: PayloadProcessor = async (source, payload) => {
  const { processPayload } = await import('@/scrapers/process-payload')
  return processPayload(source, payload)
}
