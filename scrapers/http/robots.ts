import robotsParser from 'robots-parser'
import type { HostGates } from '@/scrapers/http/host-gates'

type Robot = ReturnType<typeof robotsParser>

/** How long this process goes on with rules once read, before it looks again at what is kept for all. */
const rememberMs = 10 * 60 * 1000
/** RFC 9309 asks crawlers to read at least 500 KiB. */
const longestText = 512 * 1024
/** A longer `Crawl-delay` is taken for this. */
const longestDelayMs = 60_000

/** What robots.txt of a host allows. It is kept for a day, by the gates, for every process. */
export class RobotsRules {
  private readonly known = new Map<string, { rules: Promise<Robot>; until: number }>()

  constructor(
    private readonly options: {
      gates: HostGates
      userAgent: string
      /** Gives the text of a robots.txt, or null when there is none (any 4xx). */
      fetchText: (url: URL, signal: AbortSignal) => Promise<string | null>
    },
  ) {}

  /** Whether we may fetch the address. A robots.txt that cannot be had for now throws what the fetcher throws. */
  async allows(url: URL, signal: AbortSignal): Promise<boolean> {
    return (await this.rulesOf(url, signal)).isAllowed(url.href, this.options.userAgent) !== false
  }

  /** Milliseconds between two requests that robots.txt asks for; 0 when it names none. */
  async delayMs(url: URL, signal: AbortSignal): Promise<number> {
    const seconds = (await this.rulesOf(url, signal)).getCrawlDelay(this.options.userAgent) ?? 0
    return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, longestDelayMs) : 0
  }

  private async rulesOf(url: URL, signal: AbortSignal): Promise<Robot> {
    const now = performance.now()
    const held = this.known.get(url.origin)
    const entry = held && held.until > now ? held : { rules: this.load(url, signal), until: now + rememberMs }
    this.known.set(url.origin, entry)
    try {
      return await entry.rules
    } catch (error) {
      this.known.delete(url.origin)
      throw error
    }
  }

  private async load(url: URL, signal: AbortSignal): Promise<Robot> {
    const { gates, fetchText } = this.options
    const address = new URL('/robots.txt', url)
    const kept = await gates.readRobots(url.host)
    if (kept !== null) return robotsParser(address.href, kept.text ?? '')
    const text = (await fetchText(address, signal))?.slice(0, longestText).replaceAll('\u0000', '') ?? null
    await gates.keepRobots(url.host, { text })
    return robotsParser(address.href, text ?? '')
  }
}
