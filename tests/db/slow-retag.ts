// A retag that stands still after its second page, to be killed there: started by tests/db/retag.test.ts.
import { getPool } from '@/lib/db/pool'
import { retagBatch } from '@/lib/db/retag-batch'
import { currentDeriver } from '@/scrapers/derive-stored'
import { retag } from '@/scrapers/retag'

let pages = 0
await retag({
  pool: getPool(),
  work: async (range) => {
    pages += 1
    if (pages > 2) await new Promise(() => undefined)
    const batch = await retagBatch(getPool(), range, currentDeriver)
    return batch
  },
  versions: { taxonomyVersion: '2099.1.1', rulesVersion: '2099.1.1' },
  isDryRun: false,
  now: () => new Date(),
  signal: new AbortController().signal,
  pageSize: 7,
  onEvent: (event) => {
    if (event.kind === 'page') process.stdout.write(`${event.counts.seen}\n`)
  },
})
