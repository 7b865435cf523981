import { HostGate } from '@/scrapers/http/host-gate'
import type { GateLimits } from '@/scrapers/http/host-gate'

/** What robots.txt of a host said when it was last asked for; null text when there is none. */
export interface KeptRobots {
  text: string | null
}

export interface TurnRequest {
  /** Host name, with the port when it is not the usual one. */
  host: string
  limits: GateLimits
  /** Longest wait for a pause that the host asked for; beyond it the turn is refused. */
  patienceMs: number
  signal: AbortSignal
}

/** What the requests to a host have in common: their turns, the pauses it asked for, its robots.txt. */
export interface HostGates {
  /**
   * Runs `task` when its turn at the host comes.
   * @throws CrawlError HaltSource when a person closed the host, RetryLater when it asked for a longer pause than the patience.
   */
  run<T>(turn: TurnRequest, task: () => Promise<T>): Promise<T>
  /** Nobody asks the host for this long. */
  pause(host: string, ms: number): Promise<void>
  /** robots.txt as kept; null when it was not asked for within a day. */
  readRobots(host: string): Promise<KeptRobots | null>
  keepRobots(host: string, robots: KeptRobots): Promise<void>
}

/** The gates of one process alone, for what runs without a database. */
export function openLocalGates(): HostGates {
  const gates = new Map<string, HostGate>()
  const robots = new Map<string, KeptRobots>()
  const gateOf = (host: string): HostGate => {
    const gate = gates.get(host) ?? new HostGate()
    gates.set(host, gate)
    return gate
  }
  return {
    run: ({ host, limits, signal }, task) => gateOf(host).run(limits, signal, task),
    pause: async (host, ms) => gateOf(host).pause(ms),
    readRobots: async (host) => robots.get(host) ?? null,
    keepRobots: async (host, kept) => void robots.set(host, kept),
  }
}
