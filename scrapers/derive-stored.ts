import type { Deriver } from '@/lib/db/retag-batch'
import { derivePostings } from '@/scrapers/derive'
import { findSource } from '@/scrapers/registry'

/** The rules of the running code, for stored postings. */
export const currentDeriver: Deriver = {
  derive: derivePostings,
  readFields: (sourceId) => findSource(sourceId)?.readFields ?? null,
}
