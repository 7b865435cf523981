import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { storePage } from '@/lib/db/ingest-store'
import { migrate } from '@/lib/db/migrate'
import { packPayload, storePayloads } from '@/lib/db/payload-store'
import type { PackedPayload, PayloadToStore } from '@/lib/db/payload-store'
import { createPool } from '@/lib/db/pool'
import { beginRun } from '@/lib/db/run-store'
import { createStaging } from '@/lib/db/stage-page'
import type { RawPayload } from '@/scrapers/contract'
import { processPayload } from '@/scrapers/process-payload'
import type { ProcessedPayload } from '@/scrapers/process-payload'
import { findSource } from '@/scrapers/registry'
import { readServerTime } from '@/tests/bench/server-time'
import { answersOf } from '@/tests/support/fault-server/answers'
import { makeWorld } from '@/tests/support/fault-server/world'

export const name = 'pages'

const sourceId = 'greenhouse'
/** Pages stored before the measurement begins: plans are made, code is compiled. */
const warmShare = 0.25

interface Page {
  scope: string
  payload: PayloadToStore
  packed: PackedPayload
  processed: ProcessedPayload
}

/** Boards of a made-up world, processed as a worker does: what is measured is the storing alone. */
async function makePages(boards: number, jobs: number): Promise<Page[]> {
  const source = findSource(sourceId)
  if (source === undefined) throw new Error(`there is a source ${sourceId}`)
  const alike = { usual: jobs }
  const none = { lever: 0, ashby: 0, recruitee: 0, smartrecruiters: 0, workday: 0 }
  const world = makeWorld({
    seed: jobs,
    boards: { ...none, greenhouse: boards },
    jobs: { greenhouse: alike, lever: alike, ashby: alike, recruitee: alike, smartrecruiters: alike, workday: alike },
  })
  return Promise.all(
    world.employers.map(async (employer) => {
      const [answer] = answersOf(employer, world.jobsOf(employer, 0))
      const payload: RawPayload = {
        key: `board/${employer.slug}`,
        url: `https://${answer?.address}`,
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(answer?.body)),
        context: { board: employer.slug, company: employer.name },
      }
      const packed = await packPayload(sourceId, payload)
      return { scope: employer.slug, payload, packed, processed: processPayload(source, payload) }
    }),
  )
}

/** Stores pages together, each as a run of its own when they stand alone. @returns the postings that are new */
async function storeTogether(client: pg.PoolClient, pages: readonly Page[]): Promise<number> {
  const at = new Date()
  const runId = randomUUID()
  const scope = pages[0]?.scope ?? ''
  await storePayloads(client, { sourceId, runId, at, payloads: pages })
  const { counts } = await storePage(client, {
    sourceId,
    scope,
    runId,
    rulesVersion: '0',
    taxonomyVersion: '0',
    at,
    position: scope,
    cursor: null,
    parserVersion: 1,
    givesFields: true,
    sight: { kind: 'crawl', history: 'open', firstAt: at, lastAt: at, arrival: 'stock' },
    payloads: pages.map(({ payload, packed, processed }) => ({
      payloadId: packed.id,
      payloadKey: payload.key,
      postings: processed.postings,
      rejects: processed.rejects,
      skipped: 0,
    })),
    absent: {
      kind: 'listings',
      listings: pages.length === 1 ? [pages[0]?.processed.postings[0]?.input.listing ?? ''] : [],
      limits: { maximumShare: 0.5, usual: new Map(), acceptsLosses: false, isWindow: false },
    },
  })
  return counts.inserted
}

async function measure(
  label: string,
  { pid, client }: { pid: number; client: pg.PoolClient },
  { pages, together }: { pages: readonly Page[]; together: number },
): Promise<void> {
  const timeOf = () => ({ server: readServerTime(pid) ?? 0, own: process.cpuUsage() })
  let begin = timeOf()
  let postings = 0
  let inserted = 0
  const warm = Math.floor((pages.length * warmShare) / together) * together
  for (let start = 0; start < pages.length; start += together) {
    if (start === warm) {
      begin = timeOf()
      postings = 0
      inserted = 0
    }
    const some = pages.slice(start, start + together)
    // The run of the first stands for that of its board.
    await beginRun(client, { id: randomUUID(), sourceId, scope: '', trigger: 'worker', params: {}, at: new Date() })
    await createStaging(client)
    inserted += await storeTogether(client, some)
    postings += some.reduce((sum, { processed }) => sum + processed.postings.length, 0)
  }
  const { server, own } = timeOf()
  const ownMs = (own.user + own.system - begin.own.user - begin.own.system) / 1000
  const each = (ms: number) => (ms / postings).toFixed(3)
  process.stdout.write(
    `${label.padEnd(36)} ${each(server - begin.server)} ms of Postgres and ${each(ownMs)} ms of ours a posting (${postings} postings, ${inserted} new)\n`,
  )
}

/** `npm run bench -- pages`: processor time of storing pages of boards, without fetching, reading and tagging them. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder })
  const pool = createPool(server.url)
  try {
    await migrate(server.url)
    const client = await pool.connect()
    const on = { pid: server.pid, client }
    const boards = await makePages(120, 20)
    const details = await makePages(900, 1)
    await measure('boards of 20', on, { pages: boards, together: 1 })
    await measure('the same again, nothing changed', on, { pages: boards, together: 1 })
    await measure('pages of one, each alone', on, { pages: details.slice(0, 300), together: 1 })
    await measure('pages of one, 25 together', on, { pages: details.slice(300), together: 25 })
    client.release()
  } finally {
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
