import { formatMonth, addMonths, type Month } from '@/lib/domain/month'
import type { View } from '@/lib/domain/composition-view'
import { viewNames, viewSentences } from '@/lib/query/composition'
import { type Part, partNames } from '@/lib/query/decomposition'
import { formatPoints, formatSigned } from '@/lib/query/numbers'
import { type ChangeRow, findDisagreement, type PartRow } from '@/lib/query/views-report'

// Changes of shares carry a decimal in tables, where they stand under each other.
const decimals = 1_000

/** "June 2022 to May 2023". */
export const describeYear = (start: Month): string => `${formatMonth(start)} to ${formatMonth(addMonths(start, 11))}`

/** What a view does to a line, with the months that it holds fixed. */
export function describeView(view: View, changes: readonly ChangeRow[]): string {
  const compared = changes.findLast((row) => row.view === view && row.vacanciesAfter > 0)
  if (compared === undefined || view === 'raw' || view === 'votes') return viewSentences[view]
  return `${viewSentences[view]} The periods compared are ${describeYear(compared.from)} and ${describeYear(compared.to)}.`
}

const listViews = (views: readonly View[]): string => {
  const names = views.map((view) => viewNames[view])
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}

/** "−1.2 to +0.4", in points; "–" without an interval. */
export const describeReach = ({ low, high }: Pick<ChangeRow, 'low' | 'high'>): string =>
  low === null || high === null ? '–' : `${formatSigned(low, 1)} to ${formatSigned(high, 1)}`

/** What a reader must know when views of one comparison contradict each other; null when they do not. */
export function describeDisagreement(rows: readonly ChangeRow[]): string | null {
  const found = findDisagreement(rows)
  if (found === null) return null
  const { strength, up, down } = found
  const views = `up by ${listViews(up)}, down by ${listViews(down)}`
  const faintly =
    strength === 'faint' ? 'Not every one of them is sure of its sign.' : 'None of them is sure of its sign.'
  return strength === 'clear'
    ? `The views contradict each other: ${views}. The change is one of who advertises, not of what is asked for alone.`
    : `The views do not all point the same way: ${views}. ${faintly}`
}

/** "Of +4.2 points, +3.0 are employers naming it more or less often, …": the largest part first. */
export function describeParts(rows: readonly PartRow[]): string | null {
  const all = rows.find(({ part }) => part === 'all')
  if (all === undefined) return null
  const isPart = (row: PartRow): row is PartRow & { part: Part } => row.part !== 'all'
  const parts = rows.filter(isPart).toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
  const words = parts.map(({ part, points }) => `${formatPoints(points, decimals)} ${partNames[part]}`)
  return `Of ${formatPoints(all.points, decimals)} in all: ${words.join('; ')}.`
}
