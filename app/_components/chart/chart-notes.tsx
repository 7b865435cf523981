import type { DemandRow } from '@/lib/query/engine'

type NotedRow = Pick<DemandRow, 'isThin' | 'isPartial'>

/** Tells only the signs that the drawing really has. */
export function ChartNotes({ rows, hasUnion }: { rows: readonly NotedRow[]; hasUnion: boolean }) {
  const notes = [
    hasUnion && 'A vacancy counts once in a family however many of its skills it names, so the lines do not add up.',
    rows.some((row) => row.isThin) && 'Hollow points rest on fewer than 30 independent vacancies.',
    rows.some((row) => row.isPartial) && 'The dashed end is a period that is not complete yet.',
  ]
  return <p>{notes.filter((note) => note !== false).join(' ')}</p>
}
