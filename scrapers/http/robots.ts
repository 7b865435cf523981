import robotsParser from 'robots-parser'

type Robot = ReturnType<typeof robotsParser>

/** What robots.txt of an origin allows; fetched once and kept for a day. */
export class RobotsRules {
  private readonly known = new Map<string, { rules: Promise<Robot>; until: number }>()

  /** @param fetchText gives the text of a robots.txt, or null when the origin has none (any 4xx). */
  constructor(
    private readonly fetchText: (url: string) => Promise<string | null>,
    private readonly userAgent: string,
  ) {}

  /** Whether we may fetch the address. A robots.txt that cannot be had for now throws what the fetcher throws. */
  async allows(url: URL, nowMs: number): Promise<boolean> {
    const robotsUrl = `${url.origin}/robots.txt`
    const held = this.known.get(url.origin)
    const entry = held && held.until > nowMs ? held : { rules: this.load(robotsUrl), until: nowMs + dayMs }
    this.known.set(url.origin, entry)
    try {
      return (await entry.rules).isAllowed(url.href, this.userAgent) !== false
    } catch (error) {
      this.known.delete(url.origin)
      throw error
    }
  }

  private async load(robotsUrl: string): Promise<Robot> {
    return robotsParser(robotsUrl, (await this.fetchText(robotsUrl)) ?? '')
  }
}

const dayMs = 24 * 60 * 60 * 1000
