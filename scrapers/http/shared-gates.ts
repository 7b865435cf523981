import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import {
  pauseHost,
  readHostRobots,
  releaseHostLease,
  renewHostLease,
  saveHostRobots,
  takeHostTurn,
} from '@/lib/db/host-store'
import { haltSource, retryLater } from '@/scrapers/http/errors'
import { HostGate } from '@/scrapers/http/host-gate'
import type { HostGates, TurnRequest } from '@/scrapers/http/host-gates'

/** A lease of a process that died is free after this long. */
const leaseMs = 15_000
const renewMs = 5_000
/** First and longest pause between two looks at a host whose turns are all taken. */
const firstLookMs = 10
const longestLookMs = 200

/** Waits until the database grants a turn at the host. */
async function takeTurn(pool: Pool, request: TurnRequest, random: () => number): Promise<string> {
  const { host, limits, patienceMs, signal } = request
  const leaseId = randomUUID()
  for (let lookMs = firstLookMs; ; lookMs = Math.min(lookMs * 2, longestLookMs)) {
    signal.throwIfAborted()
    const turn = await takeHostTurn(pool, { host, leaseId, ...limits, leaseMs })
    if (turn.isGranted) return leaseId
    if (turn.closedBecause !== null)
      throw haltSource(host, `${host} was closed by a person: ${turn.closedBecause || 'no reason given'}`)
    if (turn.waitMs > patienceMs + limits.minimumDelayMs)
      throw retryLater(host, `${host} asked us to wait, for another ${Math.ceil(turn.waitMs / 60_000)} minutes`)
    // The jitter parts processes that would look at the same moment again and again.
    const pauseMs = turn.waitMs > 0 ? turn.waitMs + random() * firstLookMs : lookMs * (0.5 + random())
    await wait(pauseMs, undefined, { signal })
  }
}

/** Holds a lease while `task` runs. A lease that cannot be given back (the database is away) expires by itself. */
async function holding<T>(pool: Pool, leaseId: string, task: () => Promise<T>): Promise<T> {
  const renewing = setInterval(() => void renewHostLease(pool, leaseId, leaseMs).catch(() => undefined), renewMs)
  try {
    return await task()
  } finally {
    clearInterval(renewing)
    await releaseHostLease(pool, leaseId).catch(() => undefined)
  }
}

/**
 * Gates that all processes with the same database share: a lease in the database for each request, behind a gate of this
 * process, so that one process looks for no more turns at once than a host allows.
 */
export function openSharedGates(pool: Pool, random: () => number): HostGates {
  const gates = new Map<string, HostGate>()
  const gateOf = (host: string): HostGate => {
    const gate = gates.get(host) ?? new HostGate()
    gates.set(host, gate)
    return gate
  }
  return {
    run: (request, task) => {
      const { host, limits, signal } = request
      const gate = gateOf(host)
      // The delay is kept by the database; this process only waits it out before it asks again.
      return gate.run({ minimumDelayMs: 0, inFlight: limits.inFlight }, signal, async () => {
        const leaseId = await takeTurn(pool, request, random)
        gate.pause(limits.minimumDelayMs)
        return holding(pool, leaseId, task)
      })
    },
    pause: (host, ms) => pauseHost(pool, host, ms),
    readRobots: (host) => readHostRobots(pool, host),
    keepRobots: (host, { text }) => saveHostRobots(pool, host, text),
  }
}

const shared = new WeakMap<Pool, HostGates>()

/** The gates of a pool: one set for all runs of a process. */
export function sharedGatesOf(pool: Pool, random: () => number): HostGates {
  const gates = shared.get(pool) ?? openSharedGates(pool, random)
  shared.set(pool, gates)
  return gates
}
