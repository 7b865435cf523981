import type { Pool } from 'pg'
import { z } from 'zod'

/** What a host granted, as the database kept it. */
export interface HostTurns {
  turns: number
  /** Pauses that the host asked for. */
  pauses: number
  /** Turns granted before the delay after the last one was over, or in a pause. */
  early: number
}

/**
 * Has the database note every turn and every pause of a host, in order: on its way to the server a request may be held up
 * by any time, so that what the server sees says little of when it was let go.
 */
export async function logTurns(pool: Pool): Promise<void> {
  await pool.query(`
    create table turn_log (id serial, host text, next_start_at timestamptz, txid bigint default txid_current());
    create table turn_granted (txid bigint default txid_current());
    create function note_start() returns trigger language plpgsql as
      'begin insert into turn_log (host, next_start_at) values (new.host, new.next_start_at); return null; end';
    create function note_turn() returns trigger language plpgsql as
      'begin insert into turn_granted default values; return null; end';
    create trigger note_start after insert or update of next_start_at on host
      for each row when (new.next_start_at is not null) execute function note_start();
    create trigger note_turn after insert on host_lease for each row execute function note_turn()`)
}

/** @param delayMs between two turns, of all hosts */
export async function readTurns(pool: Pool, delayMs: number): Promise<Map<string, HostTurns>> {
  const { rows } = await pool.query(
    `select host, count(granted) as turns, count(*) - count(granted) as pauses,
       count(*) filter (where granted is not null and next_start_at - $1 * interval '1 millisecond' < earlier) as early
     from (select host, next_start_at, lag(next_start_at) over (partition by host order by id) as earlier, g.txid as granted
             from turn_log left join turn_granted g using (txid)) as noted
     group by host`,
    [delayMs],
  )
  const Row = z.object({ host: z.string(), turns: z.number(), pauses: z.number(), early: z.number() })
  return new Map(
    z
      .array(Row)
      .parse(rows)
      .map(({ host, ...turns }) => [host, turns]),
  )
}
