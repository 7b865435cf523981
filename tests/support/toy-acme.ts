import type { Pool } from 'pg'
import { runFor } from './ingest'
import { toyBoards } from './toy-board'
import type { ToyBoard } from './toy-board'
import type { ToyRecord } from './toy-source'

export const record = (id: string, text = `Acme ${id} | Backend Engineer | Berlin\nGo and Kubernetes.`): ToyRecord => ({
  id,
  text,
})

/** Records with the ids from one number up to another. */
export const records = (from: number, to: number): ToyRecord[] =>
  Array.from({ length: to - from }, (_, index) => record(String(from + index)))

/** A board that shows such records. */
export const board = (from: number, to: number, more: Partial<ToyBoard> = {}): ToyBoard => ({
  records: records(from, to),
  ...more,
})

/** The clock of a run that stands at noon of a day. */
export const onDay = (day: string) => ({ now: () => new Date(`${day}T12:00:00Z`) })

/** Runs the board `acme` of the toy system as it is shown on a day. */
export const runAcme = (pool: Pool, shown: ToyBoard, day: string, options: Parameters<typeof runFor>[2] = {}) =>
  runFor(pool, toyBoards({ acme: shown }), {
    scope: 'acme',
    config: { board: 'acme', name: 'Acme' },
    ...onDay(day),
    ...options,
  })
