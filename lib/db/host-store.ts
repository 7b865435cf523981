import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import { ask, prepared } from '@/lib/db/prepared'

/** Whether a request may start now, and if not, why: the host is closed, or it is not its time, or all turns are taken. */
export interface Turn {
  isGranted: boolean
  /** Milliseconds until the host's next turn begins; 0 when its turns are all taken. */
  waitMs: number
  /** Reason that a person gave for closing the host; null while it is open. */
  closedBecause: string | null
}

const takeTurn = prepared('select is_granted, wait_ms, closed_because from take_host_turn($1, $2, $3, $4, $5)')

const TurnRow = z.object({ is_granted: z.boolean(), wait_ms: z.number(), closed_because: z.string().nullable() })

/**
 * Takes a turn at a host for one request, among all processes: never more leases at once than `inFlight`, no start
 * sooner than `minimumDelayMs` after the last. One short transaction that holds the host's row.
 * @param request.leaseMs the lease counts no longer than this unless it is renewed.
 */
export async function takeHostTurn(
  pool: Pool,
  request: { host: string; leaseId: string; minimumDelayMs: number; inFlight: number; leaseMs: number },
): Promise<Turn> {
  const { host, leaseId, minimumDelayMs, inFlight, leaseMs } = request
  const { rows } = await ask(pool, takeTurn, [host, leaseId, minimumDelayMs, inFlight, leaseMs])
  const [row] = z.tuple([TurnRow]).parse(rows)
  return { isGranted: row.is_granted, waitMs: row.wait_ms, closedBecause: row.closed_because }
}

/** Keeps a lease counted for another `leaseMs`. */
export async function renewHostLease(pool: Pool, leaseId: string, leaseMs: number): Promise<void> {
  await pool.query(
    `update host_lease set expires_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000) where id = $1`,
    [leaseId, leaseMs],
  )
}

const releaseLease = prepared(`
  with hurry as (select set_config('synchronous_commit', 'off', true))
  delete from host_lease using hurry where id = $1`)

/** Gives a turn back. Without waiting for the disk: a lease that comes back after a crash expires by itself. */
export async function releaseHostLease(pool: Pool, leaseId: string): Promise<void> {
  await ask(pool, releaseLease, [leaseId])
}

/** Nobody may start a request to the host for this long, in any process. */
export async function pauseHost(pool: Pool, host: string, ms: number): Promise<void> {
  await pool.query(
    `insert into host (host, next_start_at)
     values ($1, clock_timestamp() + make_interval(secs => $2::double precision / 1000))
     on conflict (host) do update set next_start_at = greatest(host.next_start_at, excluded.next_start_at)`,
    [host, ms],
  )
}

const robotsOf = prepared(`
  select robots as text from host where host = $1 and robots_at > clock_timestamp() - interval '1 day'`)

/** robots.txt as kept within the last day; null when it has to be asked for. */
export async function readHostRobots(pool: Pool, host: string): Promise<{ text: string | null } | null> {
  const { rows } = await ask(pool, robotsOf, [host])
  return z.array(z.object({ text: z.string().nullable() })).parse(rows)[0] ?? null
}

/** @param text null when the host has no robots.txt. */
export async function saveHostRobots(pool: Pool, host: string, text: string | null): Promise<void> {
  await pool.query(
    `insert into host (host, robots, robots_at) values ($1, $2, clock_timestamp())
     on conflict (host) do update set robots = excluded.robots, robots_at = excluded.robots_at`,
    [host, text],
  )
}

/** Stops every request to a host, in every process, until it is opened again. */
export async function closeHost(pool: Pool, host: string, reason: string): Promise<void> {
  await pool.query(
    `insert into host (host, closed_at, closed_reason) values ($1, clock_timestamp(), $2)
     on conflict (host) do update set closed_at = excluded.closed_at, closed_reason = excluded.closed_reason`,
    [host, reason],
  )
}

/** False when the host was not closed. */
export async function openHost(pool: Pool, host: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'update host set closed_at = null, closed_reason = null where host = $1 and closed_at is not null',
    [host],
  )
  return rowCount === 1
}

const HostRow = z.object({
  host: z.string(),
  in_flight: z.number(),
  paused_ms: z.number(),
  closed_at: z.date().nullable(),
  closed_reason: z.string().nullable(),
  robots_at: z.date().nullable(),
  has_robots: z.boolean(),
})

export interface HostView {
  host: string
  /** Requests under way, in all processes. */
  inFlight: number
  /** Milliseconds until the next request may start; 0 when one may now. */
  pausedMs: number
  closedAt: Date | null
  closedReason: string | null
  robotsAt: Date | null
  hasRobots: boolean
}

/** Every host that was ever asked, in the order of names. */
export async function listHosts(pool: Pool): Promise<HostView[]> {
  const { rows } = await pool.query(
    `select host.host, closed_at, closed_reason, robots_at, robots is not null as has_robots,
       greatest(0, coalesce(extract(epoch from next_start_at - clock_timestamp()) * 1000, 0))::double precision as paused_ms,
       (select count(*) from host_lease where host_lease.host = host.host and expires_at > clock_timestamp()) as in_flight
     from host order by host.host`,
  )
  return z
    .array(HostRow)
    .parse(rows)
    .map((row) => ({
      host: row.host,
      inFlight: row.in_flight,
      pausedMs: row.paused_ms,
      closedAt: row.closed_at,
      closedReason: row.closed_reason,
      robotsAt: row.robots_at,
      hasRobots: row.has_robots,
    }))
}

/** Hosts that cannot be asked now: closed by a person, or paused for longer than `pausedMs`. */
export async function listHeldHosts(pool: Pool | PoolClient, pausedMs: number): Promise<Set<string>> {
  const { rows } = await pool.query(
    `select host from host where closed_at is not null
       or next_start_at > clock_timestamp() + make_interval(secs => $1::double precision / 1000)`,
    [pausedMs],
  )
  return new Set(
    z
      .array(z.object({ host: z.string() }))
      .parse(rows)
      .map((row) => row.host),
  )
}
