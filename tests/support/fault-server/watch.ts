/** What a server saw of one host. */
export interface HostReport {
  requests: number
  /** Most requests under way at once. */
  mostInFlight: number
  /** Milliseconds at which each began. */
  starts: number[]
  /** Pauses that it asked for: how long, and how long after the request for it others still began. */
  pauses: { ms: number; brokenAfterMs: number[] }[]
}

interface Watched extends HostReport {
  inFlight: number
  pausedAt: number
  pausedUntil: number
}

/** Counts what is under way at each host, as the host itself would see it. */
export class Watch {
  private readonly hosts = new Map<string, Watched>()

  /** @returns a function that ends the request; calling it again does nothing. */
  begin(host: string): () => void {
    const now = performance.now()
    const seen = this.of(host)
    seen.requests += 1
    seen.inFlight += 1
    seen.mostInFlight = Math.max(seen.mostInFlight, seen.inFlight)
    seen.starts.push(now)
    if (now < seen.pausedUntil) seen.pauses.at(-1)?.brokenAfterMs.push(now - seen.pausedAt)
    let isOver = false
    return () => {
      if (!isOver) seen.inFlight -= 1
      isOver = true
    }
  }

  pause(host: string, ms: number): void {
    const seen = this.of(host)
    seen.pausedAt = performance.now()
    seen.pausedUntil = Math.max(seen.pausedUntil, seen.pausedAt + ms)
    seen.pauses.push({ ms, brokenAfterMs: [] })
  }

  report(): Record<string, HostReport> {
    return Object.fromEntries(
      [...this.hosts].map(([host, { requests, mostInFlight, starts, pauses }]) => [
        host,
        { requests, mostInFlight, starts: [...starts], pauses: structuredClone(pauses) },
      ]),
    )
  }

  private of(host: string): Watched {
    const none = { requests: 0, mostInFlight: 0, starts: [], pauses: [], inFlight: 0, pausedAt: 0, pausedUntil: 0 }
    const seen = this.hosts.get(host) ?? none
    this.hosts.set(host, seen)
    return seen
  }
}

/**
 * Milliseconds by which requests ran ahead of the pace that their host allows, at the worst place: what was spared over
 * any stretch of requests. A request that is late on its way makes those after it look early by as much.
 */
export function aheadOfPace(starts: readonly number[], minimumDelayMs: number): number {
  let least = Infinity
  let worst = 0
  for (const [index, start] of starts.entries()) {
    const spared = index * minimumDelayMs - start
    least = Math.min(least, spared)
    worst = Math.max(worst, spared - least)
  }
  return worst
}
