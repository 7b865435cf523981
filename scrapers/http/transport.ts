import { messageOf } from '@/lib/domain/message-of'
import { request } from 'undici'
import type { Dispatcher } from 'undici'
import { decodeBody } from '@/scrapers/http/decode-body'
import { CrawlError, retryLater, skipRecord, unreachable } from '@/scrapers/http/errors'
import { TimeUp, withTimeLimit } from '@/scrapers/http/time-limit'
import type { FetchResult } from '@/scrapers/contract'

export interface TransportLimits {
  /** Longest silence before the headers and between two pieces of the body. */
  timeoutMs: number
  /** Longest time for the whole answer, however steadily it trickles. */
  longestMs: number
  maximumBytes: number
}

export interface TransportRequest {
  url: URL
  headers: Record<string, string>
  /** Sent as JSON by POST; a GET without it. */
  json?: unknown
  /** Origin that is asked instead, with the same path and query. */
  reroute: URL | null
}

const connectFailures = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Codes of an error and of the errors it wraps (a connect to several addresses fails with all of theirs). */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : []
  return [...own, ...inner, ...codesOf(error.cause)]
}

function nameFailure(host: string, error: unknown): CrawlError {
  if (error instanceof CrawlError) return error
  const codes = codesOf(error)
  const why = codes[0] ?? messageOf(error)
  if (codes.some((code) => connectFailures.has(code))) {
    return unreachable(host, `${host} could not be reached (${why})`, error)
  }
  return retryLater(host, `the answer of ${host} broke off (${why})`, error)
}

const flatHeaders = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

async function readCapped(host: string, body: AsyncIterable<Uint8Array>, maximumBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maximumBytes) throw skipRecord(host, `${host} sent more than ${maximumBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Where the request really goes, and the headers that tell the other server whom it is for. */
function routeOf({ url, reroute }: TransportRequest): { target: URL; headers: Record<string, string> } {
  if (reroute === null) return { target: url, headers: {} }
  return { target: new URL(`${url.pathname}${url.search}`, reroute), headers: { 'x-forwarded-host': url.host } }
}

function exchange(asked: TransportRequest, limits: TransportLimits, signal: AbortSignal) {
  const { target, headers } = routeOf(asked)
  const isPost = asked.json !== undefined
  return request(target, {
    method: isPost ? 'POST' : 'GET',
    headers: {
      'accept-encoding': 'gzip, br',
      ...(isPost && { 'content-type': 'application/json' }),
      ...asked.headers,
      ...headers,
    },
    body: isPost ? JSON.stringify(asked.json) : null,
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    signal,
  })
}

async function receive(asked: TransportRequest, limits: TransportLimits, signal: AbortSignal): Promise<FetchResult> {
  const { url } = asked
  const response = await exchange(asked, limits, signal)
  const headers = flatHeaders(response.headers)
  const bytes = await readCapped(url.host, response.body, limits.maximumBytes)
  const encoding = headers['content-encoding']
  const body =
    response.statusCode < 300
      ? await decodeBody({ host: url.host, encoding, bytes, maximumBytes: limits.maximumBytes })
      : bytes
  return { status: response.statusCode, url: url.href, headers, body }
}

/**
 * One request without redirects or retries: the bytes decoded and capped.
 * @throws CrawlError Unreachable without a connection, RetryLater for a broken, truncated or endless answer, SkipRecord for one that is too large.
 */
export async function askOnce(
  asked: TransportRequest,
  limits: TransportLimits,
  signal: AbortSignal,
): Promise<FetchResult> {
  const { host } = asked.url
  try {
    return await withTimeLimit(signal, limits.longestMs, (limited) => receive(asked, limits, limited))
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof TimeUp)
      throw retryLater(host, `${host} was not done answering after ${limits.longestMs / 1000} s`, error)
    throw nameFailure(host, error)
  }
}
