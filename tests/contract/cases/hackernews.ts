import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { RawPayload } from '@/scrapers/contract'
import type { Recording, SourceCase } from './source-case'
import { recorded } from './source-case'

const Thread = z.looseObject({ id: z.int(), created_at: z.string(), children: z.array(z.unknown()) })

const own = (name: string) => readFile(new URL(`../../fixtures/hackernews/${name}`, import.meta.url))

function threadPayload(body: Uint8Array): { payload: RawPayload; records: number } {
  const { id, created_at, children } = Thread.parse(JSON.parse(Buffer.from(body).toString()))
  const context = { month: created_at.slice(0, 7) }
  const payload = { key: `thread/${id}`, url: `http://localhost/items/${id}`, status: 200, headers: {}, body, context }
  return { payload, records: children.length }
}

async function sharedThreads(): Promise<Recording[]> {
  const files = await recorded('hn-algolia/items', /^\d+\.json\.gz$/)
  return files
    .filter((_, index) => index % 20 === 0)
    .map(({ name, body }) => ({ name, ...threadPayload(gunzipSync(body)) }))
}

export const hackernewsCase: SourceCase = {
  recordings: async () => [
    { name: 'our own thread', ...threadPayload(await own('thread.json')) },
    ...(await sharedThreads()),
  ],
  crawl: null,
  withValue: async (field, value) => {
    const thread = Thread.parse(JSON.parse((await own('thread.json')).toString()))
    const key = { text: 'text', title: 'text', date: 'created_at' }[field]
    const children = thread.children.map((child, index) =>
      index === 0 && typeof child === 'object' && child !== null ? { ...child, [key]: value } : child,
    )
    return threadPayload(Buffer.from(JSON.stringify({ ...thread, children }))).payload
  },
}
