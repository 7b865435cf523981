import { setTimeout as wait } from 'node:timers/promises'

export interface GateLimits {
  /** Least time between the starts of two requests. */
  minimumDelayMs: number
  /** Most requests under way at once. */
  inFlight: number
}

/**
 * Lets requests to one host through one after another: never more at once than `inFlight`, never closer together
 * than `minimumDelayMs`. A pause asked by the host (Retry-After) holds everybody.
 */
export class HostGate {
  private running = 0
  private nextStart = 0
  private readonly waiting: (() => void)[] = []

  constructor(private readonly limits: GateLimits) {}

  /** Runs `task` when its turn comes. Rejects with the signal's reason when that aborts while waiting. */
  async run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    await this.enter()
    try {
      await this.awaitTurn(signal)
      return await task()
    } finally {
      this.leave()
    }
  }

  /** Holds every request that has not started for at least this long. */
  pause(ms: number): void {
    this.nextStart = Math.max(this.nextStart, performance.now() + ms)
  }

  private async awaitTurn(signal: AbortSignal): Promise<void> {
    const now = performance.now()
    const start = Math.max(now, this.nextStart)
    this.nextStart = start + this.limits.minimumDelayMs
    if (start > now) await wait(start - now, undefined, { signal })
    signal.throwIfAborted()
  }

  private async enter(): Promise<void> {
    if (this.running < this.limits.inFlight) this.running += 1
    else await new Promise<void>((resolve) => this.waiting.push(resolve))
  }

  private leave(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.running -= 1
  }
}
