import { setTimeout as wait } from 'node:timers/promises'
import type { FetchResult } from '@/scrapers/contract'
import { CrawlError, haltSource, retryLater, skipRecord } from '@/scrapers/http/errors'
import type { HostGates } from '@/scrapers/http/host-gates'
import { paceOf } from '@/scrapers/http/pace'
import { retryAfterMs } from '@/scrapers/http/retry-after'
import { RobotsRules } from '@/scrapers/http/robots'
import { askOnce } from '@/scrapers/http/transport'

export interface FetcherOptions {
  /** Host names (with port when it is not the usual one) that may be asked, after every redirect too. */
  hosts: string[]
  minimumDelayMs: number
  inFlight: number
  /** Turns at the hosts, shared with whatever else asks them. */
  gates: HostGates
  /** E-mail address or page that the user agent names. */
  contact: string
  /** False drops the delay for requests that go to the loopback interface; elsewhere it changes nothing. */
  isPolite: boolean
  /** Server that gets every request instead, for tests; all rules go by the address that was asked for. */
  reroute: string | null
  now: () => Date
  /** Uniform in [0, 1): spreads retries. */
  random: () => number
  timeoutMs?: number
  maximumBytes?: number
  /** First pause after a failure; doubles with every attempt. */
  backOffMs?: number
  attempts?: number
  /** Longest time that 429 answers may hold one request before the source is halted. */
  patienceMs?: number
}

type Options = Required<FetcherOptions>

export interface FetchRequest {
  headers?: Record<string, string>
  /** Sent as JSON by POST. */
  json?: unknown
  signal: AbortSignal
}

const defaults = {
  timeoutMs: 30_000,
  maximumBytes: 64 * 1024 * 1024,
  backOffMs: 1_000,
  attempts: 4,
  patienceMs: 300_000,
}
/** Silences that make up the longest time of one answer. */
const longestTimeouts = 10
const longestPauseMs = 24 * 60 * 60 * 1000
const maximumRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])
/** Redirects after which a POST stays one (RFC 9110, 15.4). */
const keepingRedirects = new Set([307, 308])

export const userAgent = (contact: string): string =>
  `Skilltide/0.1 (statistics of public job postings; contact: ${contact.replaceAll(/[^\x20-\x7e]/g, '?')})`

/**
 * The only way to the network: it keeps to the hosts of the source, robots.txt, the delay and the number of requests
 * in flight, waits as long as it is told to, and names what failed by what to do about it. It sends no cookies and no
 * credentials.
 */
export class PoliteFetcher {
  private readonly options: Options
  private readonly reroute: URL | null
  private readonly robots: RobotsRules
  private readonly agent: string

  constructor(options: FetcherOptions) {
    this.options = { ...defaults, ...options }
    this.reroute = options.reroute === null ? null : new URL(options.reroute)
    this.agent = userAgent(options.contact)
    this.robots = new RobotsRules({
      gates: options.gates,
      userAgent: this.agent,
      fetchText: (url, signal) => this.fetchRobots(url, signal),
    })
  }

  /**
   * Body and headers of a 2xx (or 304, when the caller sent a validator).
   * @throws CrawlError RetryLater, SkipRecord, HaltSource or Unreachable.
   */
  async fetch(address: string, request: FetchRequest): Promise<FetchResult> {
    let url = this.parse(address)
    let asked = request
    for (let hop = 0; hop <= maximumRedirects; hop += 1) {
      this.checkHost(url)
      const delayMs = await this.checkRobots(url, asked.signal)
      const result = await this.askPatiently(url, asked, delayMs)
      if (!redirects.has(result.status)) return this.judge(url, result)
      if (!keepingRedirects.has(result.status)) asked = { ...asked, json: undefined }
      url = this.parse(new URL(result.headers.location ?? '', url).href)
    }
    throw skipRecord(url.host, `${url.host} redirects in a circle`)
  }

  private parse(address: string): URL {
    const url = new URL(address)
    if (url.protocol === 'https:' || url.protocol === 'http:') return url
    throw haltSource(url.host, `${url.protocol} addresses are not fetched`)
  }

  private checkHost(url: URL): void {
    if (!this.options.hosts.includes(url.host)) {
      throw haltSource(url.host, `${url.host} is not a host of this source`)
    }
  }

  /** Milliseconds that robots.txt wants between two requests, once it allows this one. */
  private async checkRobots(url: URL, signal: AbortSignal): Promise<number> {
    if (await this.robots.allows(url, signal)) return this.robots.delayMs(url, signal)
    throw haltSource(url.host, `robots.txt of ${url.host} asks us not to read ${url.pathname}`)
  }

  /** Redirects are followed among the hosts of the source (RFC 9309, 2.3.1.2); a failing server throws, so that nothing is read until it tells. */
  private async fetchRobots(address: URL, signal: AbortSignal): Promise<string | null> {
    let url = address
    for (let hop = 0; hop <= maximumRedirects && this.options.hosts.includes(url.host); hop += 1) {
      const result = await this.askPatiently(url, { signal }, 0)
      if (result.status >= 200 && result.status < 300) return new TextDecoder().decode(result.body)
      if (!redirects.has(result.status)) return null
      url = this.parse(new URL(result.headers.location ?? '', url).href)
    }
    return null
  }

  /** Follows failures that pass: waits out 429 and 503, tries again after 5xx and broken connections. */
  private async askPatiently(url: URL, request: FetchRequest, delayMs: number): Promise<FetchResult> {
    let waitedMs = 0
    let failures = 0
    for (;;) {
      const outcome = await this.attempt(url, request, delayMs)
      if (!(outcome instanceof CrawlError)) {
        const pauseMs = this.askedPause(outcome)
        if (pauseMs === null) return outcome
        waitedMs += pauseMs
        if (waitedMs > this.options.patienceMs) throw haltSource(url.host, `${url.host} keeps asking us to slow down`)
        continue
      }
      failures += 1
      const attempts = outcome.kind === 'Unreachable' ? Math.min(2, this.options.attempts) : this.options.attempts
      if (failures >= attempts || outcome.kind === 'SkipRecord') throw outcome
      const backOffMs = this.options.backOffMs * 2 ** (failures - 1) * (0.5 + this.options.random())
      await wait(backOffMs, undefined, { signal: request.signal })
    }
  }

  /** One turn at the host. What the gate itself refuses (a closed host, a long pause) is thrown: trying again is no use. */
  private async attempt(url: URL, request: FetchRequest, delayMs: number): Promise<FetchResult | CrawlError> {
    const { gates, patienceMs } = this.options
    const limits = { minimumDelayMs: this.delayOf(url, delayMs), inFlight: this.options.inFlight }
    return gates.run({ host: url.host, limits, patienceMs, signal: request.signal }, async () => {
      const outcome = await this.ask(url, request)
      // While the turn is still ours: once it is given back, another process may begin a request before it knows.
      const pauseMs = outcome instanceof CrawlError ? null : this.askedPause(outcome)
      if (pauseMs !== null) await gates.pause(url.host, Math.min(pauseMs, longestPauseMs))
      return outcome
    })
  }

  private async ask(url: URL, { headers = {}, json, signal }: FetchRequest): Promise<FetchResult | CrawlError> {
    const { timeoutMs, maximumBytes } = this.options
    const asked = { url, headers: { 'user-agent': this.agent, ...headers }, json, reroute: this.reroute }
    try {
      const result = await askOnce(asked, { timeoutMs, longestMs: timeoutMs * longestTimeouts, maximumBytes }, signal)
      const isBusy = result.status === 503 && result.headers['retry-after'] !== undefined
      if (result.status < 500 || isBusy) return result
      return retryLater(url.host, `${url.host} answered with status ${result.status}`)
    } catch (error) {
      if (error instanceof CrawlError) return error
      throw error
    }
  }

  /** How long an answer asks us to wait; null when it does not. A 429 without a Retry-After is given a minute. */
  private askedPause(result: FetchResult): number | null {
    if (result.status !== 429 && result.status !== 503) return null
    const asked = retryAfterMs(result.headers['retry-after'], this.options.now())
    return Math.max(asked ?? this.options.backOffMs * 60, this.options.backOffMs)
  }

  private judge(url: URL, result: FetchResult): FetchResult {
    const { status } = result
    if ((status >= 200 && status < 300) || status === 304) return result
    if (status === 404 || status === 410)
      throw skipRecord(url.host, `${url.host} has nothing at ${url.pathname} (status ${status})`)
    if (status === 401)
      throw haltSource(url.host, `${url.host} wants a login for ${url.pathname} (status 401), and we use none`)
    throw haltSource(url.host, `${url.host} refused the request for ${url.pathname} (status ${status})`)
  }

  private delayOf(url: URL, askedMs: number): number {
    const { minimumDelayMs, isPolite, reroute } = this.options
    return paceOf(url.host, { minimumDelayMs: Math.max(minimumDelayMs, askedMs), isPolite }, reroute)
  }
}
