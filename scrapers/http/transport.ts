import { request } from 'undici'
import type { Dispatcher } from 'undici'
import { decodeBody } from '@/scrapers/http/decode-body'
import { CrawlError, retryLater, skipRecord, unreachable } from '@/scrapers/http/errors'
import type { FetchResult } from '@/scrapers/contract'

export interface TransportLimits {
  timeoutMs: number
  maximumBytes: number
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
  const why = codes[0] ?? (error instanceof Error ? error.message : String(error))
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

/**
 * One GET without redirects or retries: the bytes decoded and capped.
 * @throws CrawlError Unreachable without a connection, RetryLater for a broken or truncated answer, SkipRecord for one that is too large.
 */
export async function getOnce(
  url: URL,
  headers: Record<string, string>,
  limits: TransportLimits,
  signal: AbortSignal,
): Promise<FetchResult> {
  try {
    const response = await request(url, {
      method: 'GET',
      headers: { 'accept-encoding': 'gzip, br', ...headers },
      headersTimeout: limits.timeoutMs,
      bodyTimeout: limits.timeoutMs,
      signal,
    })
    const flat = flatHeaders(response.headers)
    const raw = await readCapped(url.host, response.body, limits.maximumBytes)
    const encoding = flat['content-encoding']
    const hasBody = response.statusCode < 300
    const body = hasBody
      ? await decodeBody({ host: url.host, encoding, bytes: raw, maximumBytes: limits.maximumBytes })
      : raw
    return { status: response.statusCode, url: url.href, headers: flat, body }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw nameFailure(url.host, error)
  }
}
