import type { PoolClient } from 'pg'
import { setOwnName } from '@/lib/db/board-store'
import { latestPayload } from '@/lib/db/payload-store'
import { readCursor, recordExpectation } from '@/lib/db/run-store'
import type { CrawlContext, FetchResult } from '@/scrapers/contract'
import { PoliteFetcher, userAgent } from '@/scrapers/http/polite-fetcher'
import { PageRenderer } from '@/scrapers/http/render-page'
import { sharedGatesOf } from '@/scrapers/http/shared-gates'
import type { RunOptions } from '@/scrapers/run-options'
import type { RunState } from '@/scrapers/run-state'

type Context = CrawlContext<unknown, unknown>
type Request = NonNullable<Parameters<Context['fetch']>[1]>

/** Bytes stored before are asked for conditionally: a 304 is answered from them. A POST has no such answer. */
async function fetchConditionally(
  fetcher: PoliteFetcher,
  options: RunOptions,
  url: string,
  { key, json, headers }: Request,
): Promise<FetchResult> {
  const { signal } = options
  if (json !== undefined) return fetcher.fetch(url, { headers: { ...headers }, json, signal })
  const stored = key === undefined ? null : await latestPayload(options.pool, options.source.id, key)
  const validators = {
    ...(stored?.headers.etag !== undefined && { 'if-none-match': stored.headers.etag }),
    ...(stored?.headers['last-modified'] !== undefined && { 'if-modified-since': stored.headers['last-modified'] }),
  }
  const result = await fetcher.fetch(url, { headers: { ...headers, ...validators }, signal })
  if (result.status !== 304 || stored === null) return result
  return { status: stored.status ?? 200, url: stored.url, headers: stored.headers, body: stored.body }
}

/**
 * What a crawl is given: its configuration and cursor, read by the source's own schemas, and the way to the network.
 * @throws ZodError when the configuration or the stored cursor is not of the source's form.
 */
export async function makeContext(client: PoolClient, options: RunOptions, state: RunState): Promise<Context> {
  const { source, pool, signal, now } = options
  const config = source.configSchema.parse(options.config)
  const stored = await readCursor(client, source.id, state.scope)
  const cursor = stored === null ? null : source.cursorSchema.parse(stored)
  const fetcher = new PoliteFetcher({
    hosts: source.policy.hosts(config),
    minimumDelayMs: source.policy.minimumDelayMs,
    inFlight: source.policy.inFlight,
    contact: options.contact,
    isPolite: options.isPolite,
    reroute: options.reroute ?? null,
    gates: sharedGatesOf(pool, options.random),
    now,
    random: options.random,
    ...options.patience,
  })
  const renderer = new PageRenderer({
    fetch: (url, request) => fetcher.fetch(url, request),
    userAgent: userAgent(options.contact),
    chromium: options.chromium ?? null,
  })
  return {
    fetch: (url, request = {}) =>
      request.renders === true ? renderer.render(url, signal) : fetchConditionally(fetcher, options, url, request),
    cursor,
    config,
    now: now(),
    since: options.since ?? null,
    until: options.until ?? null,
    signal,
    expect: (pages) => {
      state.tell({ kind: 'expected', ...pages })
      state.write(recordExpectation(pool, state.runId, pages))
    },
    miss: (position, error) => state.fail(position, error),
    tellName: (name) => state.write(setOwnName(pool, source.id, state.scope, name)),
  }
}
