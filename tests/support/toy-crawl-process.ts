import { z } from 'zod'
import { createPool } from '@/lib/db/pool'
import { runFor } from './ingest'
import { toyBoards } from './toy-board'

/**
 * A process that reads the detailed board `acme`. Given how many pages, it stores these, then holds still for ever: for
 * tests that kill it, which may look as late as they like. It fails unless the run succeeded.
 */
const { databaseUrl, ids, pages, at } = z
  .object({ databaseUrl: z.string(), ids: z.array(z.string()), pages: z.number().nullable(), at: z.coerce.date() })
  .parse(JSON.parse(process.argv[2] ?? '{}'))

const records = ids.map((id) => ({ id, text: `Acme ${id} | Backend Engineer | Berlin\nGo and Kubernetes.` }))
const toy = toyBoards({ acme: { isDetailed: true, records } })
const pool = createPool(databaseUrl)
const { status } = await runFor(
  pool,
  {
    ...toy,
    async *crawl(context) {
      let given = 0
      for await (const step of toy.crawl(context)) {
        if (given === pages) await new Promise(() => undefined)
        given += 1
        yield step
      }
    },
  },
  { scope: 'acme', config: { board: 'acme', name: 'Acme' }, now: () => at },
)
await pool.end()
process.exitCode = status === 'succeeded' ? 0 : 1
