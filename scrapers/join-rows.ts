import { z } from 'zod'

const Row = z.record(z.string(), z.unknown())

/**
 * Joins the rows of one job that a list repeats for each of its places: the first row with all of them in `rows`. A row
 * without a text under `key` stays alone; what is no row stays as it is, to be refused by the reader.
 */
export function joinRows(rows: readonly unknown[], key: string): unknown[] {
  const joined = new Map<string, { rows: Record<string, unknown>[] }>()
  return rows.flatMap((value) => {
    const row = Row.safeParse(value)
    if (!row.success) return [value]
    const id = row.data[key]
    const first = typeof id === 'string' ? joined.get(id) : undefined
    if (first !== undefined) {
      first.rows.push(row.data)
      return []
    }
    const group = { ...row.data, rows: [row.data] }
    if (typeof id === 'string') joined.set(id, group)
    return [group]
  })
}
