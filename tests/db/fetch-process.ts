import { createPool } from '@/lib/db/pool'
import { PoliteFetcher } from '@/scrapers/http/polite-fetcher'
import { openSharedGates } from '@/scrapers/http/shared-gates'
import { z } from 'zod'

/** A process that fetches one address many times at once, as a worker would: for tests of what processes share. */
const [given] = process.argv.slice(2)
const { databaseUrl, url, count, minimumDelayMs, inFlight } = z
  .object({ databaseUrl: z.string(), url: z.url(), count: z.int(), minimumDelayMs: z.number(), inFlight: z.int() })
  .parse(JSON.parse(given ?? '{}'))

const pool = createPool(databaseUrl)
const fetcher = new PoliteFetcher({
  hosts: [new URL(url).host],
  minimumDelayMs,
  inFlight,
  gates: openSharedGates(pool, Math.random),
  contact: 'test',
  isPolite: true,
  reroute: null,
  now: () => new Date(),
  random: Math.random,
})
const { signal } = new AbortController()
await Promise.all(Array.from({ length: count }, () => fetcher.fetch(url, { signal })))
await pool.end()
