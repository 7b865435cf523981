/** What a server saw of one host. */
export interface HostReport {
  requests: number
  /** Most requests under way at once. */
  mostInFlight: number
  /** Milliseconds at which each began. */
  starts: number[]
}

interface Watched extends HostReport {
  inFlight: number
}

const tickMs = 50
/** A tick so late says that this process stood still. */
const lateMs = 300
/** For so long after that it sees requests that the other side gave up meanwhile. */
const blindMs = 3_000

/** Counts what is under way at each host, as the host itself would see it. */
export class Watch {
  private readonly hosts = new Map<string, Watched>()
  private lastTick = performance.now()
  private blindUntil = 0

  constructor() {
    setInterval(() => {
      const now = performance.now()
      if (now - this.lastTick > lateMs) this.blindUntil = now + blindMs
      this.lastTick = now
    }, tickMs).unref()
  }

  /** @returns a function that ends the request; calling it again does nothing. */
  begin(host: string): () => void {
    const now = performance.now()
    const seen = this.of(host)
    seen.requests += 1
    seen.inFlight += 1
    if (now > this.blindUntil) seen.mostInFlight = Math.max(seen.mostInFlight, seen.inFlight)
    seen.starts.push(now)
    let isOver = false
    return () => {
      if (!isOver) seen.inFlight -= 1
      isOver = true
    }
  }

  report(): Record<string, HostReport> {
    return Object.fromEntries(
      [...this.hosts].map(([host, { requests, mostInFlight, starts }]) => [
        host,
        { requests, mostInFlight, starts: [...starts] },
      ]),
    )
  }

  private of(host: string): Watched {
    const seen = this.hosts.get(host) ?? { requests: 0, mostInFlight: 0, starts: [], inFlight: 0 }
    this.hosts.set(host, seen)
    return seen
  }
}
