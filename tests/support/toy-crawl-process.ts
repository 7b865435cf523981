import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { createPool } from '@/lib/db/pool'
import { runFor } from './ingest'
import { toyBoards } from './toy-board'

/** A process that reads the detailed board `acme` with a pause after every step: for tests that kill it. */
const { databaseUrl, ids, pauseMs, at } = z
  .object({ databaseUrl: z.string(), ids: z.array(z.string()), pauseMs: z.number(), at: z.coerce.date() })
  .parse(JSON.parse(process.argv[2] ?? '{}'))

const records = ids.map((id) => ({ id, text: `Acme ${id} | Backend Engineer | Berlin\nGo and Kubernetes.` }))
const toy = toyBoards({ acme: { isDetailed: true, records } })
const pool = createPool(databaseUrl)
await runFor(
  pool,
  {
    ...toy,
    async *crawl(context) {
      for await (const step of toy.crawl(context)) {
        yield step
        await wait(pauseMs)
      }
    },
  },
  { scope: 'acme', config: { board: 'acme', name: 'Acme' }, now: () => at },
)
await pool.end()
