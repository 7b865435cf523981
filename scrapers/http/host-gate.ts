import { setTimeout as wait } from 'node:timers/promises'

export interface GateLimits {
  /** Least time between the starts of two requests. */
  minimumDelayMs: number
  /** Most requests under way at once. */
  inFlight: number
}

/**
 * Lets requests of this process to one host through one after another: never more at once than `inFlight`, never closer
 * together than `minimumDelayMs`. A pause asked by the host (Retry-After) holds everybody.
 */
export class HostGate {
  private running = 0
  private nextStart = 0
  private pausedUntil = 0
  private readonly waiting: { limits: GateLimits; enter: () => void }[] = []

  /** Runs `task` when its turn comes. Rejects with the signal's reason when that aborts while waiting. */
  async run<T>(limits: GateLimits, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    await this.enter(limits)
    try {
      await this.awaitTurn(limits.minimumDelayMs, signal)
      return await task()
    } finally {
      this.running -= 1
      this.admit()
    }
  }

  /** Holds every request that has not started for at least this long. */
  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + ms)
  }

  private async awaitTurn(delayMs: number, signal: AbortSignal): Promise<void> {
    // Asked again after each wait: who started meanwhile, or late, moves the turn of all others.
    for (let ms = this.untilTurn(); ms > 0; ms = this.untilTurn()) await wait(ms, undefined, { signal })
    signal.throwIfAborted()
    this.nextStart = performance.now() + delayMs
  }

  private untilTurn(): number {
    return Math.max(this.nextStart, this.pausedUntil) - performance.now()
  }

  private async enter(limits: GateLimits): Promise<void> {
    await new Promise<void>((enter) => {
      this.waiting.push({ limits, enter })
      this.admit()
    })
  }

  private admit(): void {
    const [next] = this.waiting
    if (next === undefined || this.running >= next.limits.inFlight) return
    this.waiting.shift()
    this.running += 1
    next.enter()
    this.admit()
  }
}
