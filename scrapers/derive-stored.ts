import { setImmediate as turn } from 'node:timers/promises'
import type { Deriver } from '@/lib/db/retag-batch'
import { deriveTagged, tagPosting } from '@/scrapers/derive'
import { findSource } from '@/scrapers/registry'

/** Ends this turn of the event loop, and takes in the next one what has arrived since. */
async function takeWhatArrived(): Promise<void> {
  await turn()
  await turn()
}

/**
 * The rules of the running code, for stored postings. A page takes a third of a second: without turns between its steps
 * the database would wait for as long with the rows of the next page, and the thread for them afterwards.
 */
export const currentDeriver: Deriver = {
  derive: async (inputs) => {
    await takeWhatArrived()
    const tagged = inputs.map(tagPosting)
    await takeWhatArrived()
    return deriveTagged(tagged)
  },
  readFields: (sourceId) => findSource(sourceId)?.readFields ?? null,
}
