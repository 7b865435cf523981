// A retag in a process of its own, so that its memory and its processor time are those of a retag and nothing else.
import { z } from 'zod'
import { createPool } from '@/lib/db/pool'
import { openProcessPool } from '@/scrapers/process-pool'
import { retag } from '@/scrapers/retag'

const url = z.url().parse(process.argv[2])
const pool = createPool(url)
const processors = openProcessPool()
const outcome = await retag({
  pool,
  work: processors.retag(url),
  versions: { taxonomyVersion: '0', rulesVersion: '0' },
  isDryRun: false,
  now: () => new Date(),
  signal: new AbortController().signal,
  onEvent: (event) => {
    if (event.kind === 'page' && event.counts.pagesDone % 100 === 0) process.stderr.write(`${event.counts.seen} `)
  },
})
process.stderr.write('\n')
process.once('disconnect', () => process.exit())
process.send?.(outcome)
