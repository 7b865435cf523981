import type { Deriver } from '@/lib/db/retag-batch'
import { derivePosting } from '@/scrapers/derive'
import { findSource } from '@/scrapers/registry'

/** The rules of the running code, for stored postings. */
export const currentDeriver: Deriver = {
  derive: (input) => derivePosting(input),
  readFields: (sourceId) => findSource(sourceId)?.readFields ?? null,
}
