import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { Page, Source } from '@/scrapers/contract'
import { createTestDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'
import { runFor } from '../support/ingest'
import { toySource } from '../support/toy-source'

let database: TestDatabase
let server: Server
const asked: { method: string; validator: string | undefined; body: string }[] = []

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk))
  return Buffer.concat(chunks).toString()
}

beforeAll(async () => {
  database = await createTestDatabase()
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const validator = request.headers['if-none-match']
      if (request.url !== '/jobs') return response.writeHead(404).end()
      asked.push({ method: request.method ?? '', validator, body })
      if (request.method === 'GET' && validator === '"one"') return response.writeHead(304).end()
      const records = [{ id: '1', text: 'Acme | Engineer\nGo.' }]
      return response.writeHead(200, { etag: '"one"' }).end(JSON.stringify({ listing: 'a', records }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.close()
  await database.drop()
})

/** The toy source, its one page fetched from the server. */
function fetched(request: { json?: unknown }): Source {
  const address = z.object({ port: z.int() }).parse(server.address())
  const source = toySource([])
  return {
    ...source,
    policy: { hosts: () => [`127.0.0.1:${address.port}`], minimumDelayMs: 0, inFlight: 1 },
    async *crawl(context): AsyncGenerator<Page<unknown>> {
      const answer = await context.fetch(`http://127.0.0.1:${address.port}/jobs`, { key: 'a', ...request })
      yield { payload: { key: 'a', ...answer, context: {} }, completes: ['a'], position: 'a' }
    },
  }
}

it('a run asks for bytes that it has only if they changed, and reads the stored ones on a 304; a POST is always sent whole', async () => {
  expect(await runFor(database.pool, fetched({}))).toMatchObject({ status: 'succeeded', counts: { inserted: 1 } })
  expect(await runFor(database.pool, fetched({}))).toMatchObject({ status: 'succeeded', counts: { unchanged: 1 } })
  const search = fetched({ json: { limit: 20 } })
  expect(await runFor(database.pool, search)).toMatchObject({ status: 'succeeded', counts: { unchanged: 1 } })
  expect(asked).toEqual([
    { method: 'GET', validator: undefined, body: '' },
    { method: 'GET', validator: '"one"', body: '' },
    { method: 'POST', validator: undefined, body: '{"limit":20}' },
  ])
})
