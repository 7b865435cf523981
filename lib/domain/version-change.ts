import type { Month } from '@/lib/domain/month'

/**
 * What made a data version: `data` (a source was read or a file imported), `parser` (stored responses were read again),
 * `taxonomy` or `rules` (all postings were tagged again), `duplicates` (vacancies were grouped again).
 */
export const changeCauses = ['data', 'parser', 'taxonomy', 'rules', 'duplicates'] as const
export type ChangeCause = (typeof changeCauses)[number]

/** One data version: a committed change of facts. */
export interface VersionView {
  id: number
  at: Date
  cause: ChangeCause
  /** Source id; `all` where every source was touched. */
  sourceId: string
  /** Months whose facts changed, oldest first. */
  months: Month[]
  /** Facts added, changed or removed. */
  changed: number
  taxonomyVersion: string
  rulesVersion: string
  /** Whether it was published under its number and can still be asked. */
  isKept: boolean
}

/** Versions of one cause, source and day that lie behind one another, told as one change. */
export interface VersionChange extends Omit<VersionView, 'id' | 'isKept'> {
  /** First and last data version. */
  from: number
  to: number
  /** Newest version of the change that can be asked; null when none can. */
  after: number | null
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

const isOneChange = (change: VersionChange, version: VersionView): boolean =>
  change.cause === version.cause &&
  change.sourceId === version.sourceId &&
  change.taxonomyVersion === version.taxonomyVersion &&
  change.rulesVersion === version.rulesVersion &&
  dayOf(change.at) === dayOf(version.at)

/** Groups versions, the newest first, into changes in the same order. */
export function groupVersions(versions: readonly VersionView[]): VersionChange[] {
  const changes: VersionChange[] = []
  for (const { id, isKept, ...version } of versions) {
    const last = changes.at(-1)
    if (last === undefined || !isOneChange(last, { id, isKept, ...version })) {
      changes.push({ ...version, from: id, to: id, after: isKept ? id : null })
      continue
    }
    last.from = id
    last.months = [...new Set([...last.months, ...version.months])].toSorted()
    last.changed += version.changed
    if (isKept) last.after ??= id
  }
  return changes
}

/**
 * Changes as they are told, in the same order: one that was published, with those before it that never were by themselves.
 * The figures of the published one differ from the published one before it by all of them, so no single one is its cause.
 * The first may be of changes that are not published yet.
 */
export function joinUnpublished(changes: readonly VersionChange[]): VersionChange[][] {
  const told: VersionChange[][] = []
  for (const change of changes) {
    if (change.after === null && told.length > 0) told.at(-1)?.push(change)
    else told.push([change])
  }
  return told
}
