import { z } from 'zod'
import { startFaultServer } from './server'
import { makeWorld, protocols } from './world'

/** The server in a process of its own, for measurements: it tells its address, and what it saw when it is asked. */
const sizes = z.record(z.enum(protocols), z.int())
const given = z
  .object({
    seed: z.int(),
    boards: sizes,
    jobs: z.record(z.enum(protocols), z.object({ usual: z.int() })),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'))

const server = await startFaultServer({ world: makeWorld(given), timeoutMs: 30_000, retryAfterSeconds: 1 })
process.on('message', () => process.send?.({ report: server.report() }))
process.once('disconnect', () => process.exit())
process.send?.({ url: server.url })
