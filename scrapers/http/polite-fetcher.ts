import { setTimeout as wait } from 'node:timers/promises'
import type { FetchResult } from '@/scrapers/contract'
import { CrawlError, haltSource, retryLater, skipRecord } from '@/scrapers/http/errors'
import { HostGate } from '@/scrapers/http/host-gate'
import { retryAfterMs } from '@/scrapers/http/retry-after'
import { RobotsRules } from '@/scrapers/http/robots'
import { getOnce } from '@/scrapers/http/transport'

export interface FetcherOptions {
  /** Host names (with port when it is not the usual one) that may be asked, after every redirect too. */
  hosts: string[]
  minimumDelayMs: number
  inFlight: number
  /** E-mail address or page that the user agent names. */
  contact: string
  /** False drops the delay for hosts on the loopback interface; elsewhere it changes nothing. */
  isPolite: boolean
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
  signal: AbortSignal
}

const defaults = {
  timeoutMs: 30_000,
  maximumBytes: 64 * 1024 * 1024,
  backOffMs: 1_000,
  attempts: 4,
  patienceMs: 300_000,
}
const maximumRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)

export const userAgent = (contact: string): string =>
  `Skilltide/0.1 (statistics of public job postings; contact: ${contact.replaceAll(/[^\x20-\x7e]/g, '?')})`

/**
 * The only way to the network: it keeps to the hosts of the source, robots.txt, the delay and the number of requests
 * in flight, waits as long as it is told to, and names what failed by what to do about it.
 */
export class PoliteFetcher {
  private readonly options: Options
  private readonly gates = new Map<string, HostGate>()
  private readonly robots: RobotsRules
  private readonly agent: string

  constructor(options: FetcherOptions) {
    this.options = { ...defaults, ...options }
    this.agent = userAgent(options.contact)
    this.robots = new RobotsRules((url) => this.fetchRobots(url), this.agent)
  }

  /**
   * Body and headers of a 2xx (or 304, when the caller sent a validator).
   * @throws CrawlError RetryLater, SkipRecord, HaltSource or Unreachable.
   */
  async fetch(address: string, request: FetchRequest): Promise<FetchResult> {
    let url = this.parse(address)
    for (let hop = 0; hop <= maximumRedirects; hop += 1) {
      await this.checkAllowed(url)
      const result = await this.getPatiently(url, request)
      if (!redirects.has(result.status)) return this.judge(url, result)
      url = this.parse(new URL(result.headers.location ?? '', url).href)
    }
    throw skipRecord(url.host, `${url.host} redirects in a circle`)
  }

  private parse(address: string): URL {
    const url = new URL(address)
    if (url.protocol === 'https:' || url.protocol === 'http:') return url
    throw haltSource(url.host, `${url.protocol} addresses are not fetched`)
  }

  private async checkAllowed(url: URL): Promise<void> {
    if (!this.options.hosts.includes(url.host)) {
      throw haltSource(url.host, `${url.host} is not a host of this source`)
    }
    if (!(await this.robots.allows(url, this.options.now().getTime()))) {
      throw haltSource(url.host, `robots.txt of ${url.host} asks us not to read ${url.pathname}`)
    }
  }

  private async fetchRobots(address: string): Promise<string | null> {
    const url = new URL(address)
    const result = await this.getPatiently(url, { signal: AbortSignal.timeout(this.options.timeoutMs * 2) })
    return result.status >= 200 && result.status < 300 ? new TextDecoder().decode(result.body) : null
  }

  /** Follows failures that pass: waits out 429 and 503, tries again after 5xx and broken connections. */
  private async getPatiently(url: URL, { headers = {}, signal }: FetchRequest): Promise<FetchResult> {
    let waitedMs = 0
    let failures = 0
    for (;;) {
      const outcome = await this.attempt(url, headers, signal)
      if (!(outcome instanceof CrawlError)) {
        const pauseMs = this.askedPause(outcome)
        if (pauseMs === null) return outcome
        waitedMs += pauseMs
        if (waitedMs > this.options.patienceMs) throw haltSource(url.host, `${url.host} keeps asking us to slow down`)
        this.gateOf(url).pause(pauseMs)
        continue
      }
      failures += 1
      const attempts = outcome.kind === 'Unreachable' ? Math.min(2, this.options.attempts) : this.options.attempts
      if (failures >= attempts || outcome.kind === 'SkipRecord') throw outcome
      await wait(this.options.backOffMs * 2 ** (failures - 1) * (0.5 + this.options.random()), undefined, { signal })
    }
  }

  private async attempt(
    url: URL,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<FetchResult | CrawlError> {
    const limits = { timeoutMs: this.options.timeoutMs, maximumBytes: this.options.maximumBytes }
    try {
      const result = await this.gateOf(url).run(signal, () =>
        getOnce(url, { 'user-agent': this.agent, ...headers }, limits, signal),
      )
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
    throw haltSource(url.host, `${url.host} refused the request for ${url.pathname} (status ${status})`)
  }

  private gateOf(url: URL): HostGate {
    const isQuick = !this.options.isPolite && isLoopback(url.hostname)
    const gate =
      this.gates.get(url.host) ??
      new HostGate({
        minimumDelayMs: isQuick ? 0 : this.options.minimumDelayMs,
        inFlight: this.options.inFlight,
      })
    this.gates.set(url.host, gate)
    return gate
  }
}
