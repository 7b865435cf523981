import type { PagePreview } from '@/lib/db/replay-preview'

/** Ids shown for each field. */
const examplesShown = 5

/** What a replay would move. */
export interface ReplayReport {
  added: number
  changed: number
  /** No longer found in the bytes that they were made from. */
  gone: number
  /** Changed postings by field, most first, with some of their ids. */
  fields: { field: string; count: number; examples: string[] }[]
  /** Months whose facts would change, `YYYY-MM`. */
  months: string[]
}

/** Gathers the previews of all pages of a replay. */
export function gatherReport(): { add: (page: PagePreview) => void; report: () => ReplayReport } {
  const sum = { added: 0, changed: 0, gone: 0 }
  const fields = new Map<string, { count: number; examples: string[] }>()
  const months = new Set<string>()
  return {
    add({ stored, changed }) {
      sum.added += stored.counts.inserted
      sum.gone += stored.counts.withdrawn
      sum.changed += changed.length
      for (const month of stored.months) months.add(month.slice(0, 7))
      for (const { externalId, fields: names } of changed) {
        for (const name of names) {
          const known = fields.get(name) ?? { count: 0, examples: [] }
          if (known.examples.length < examplesShown) known.examples.push(externalId)
          fields.set(name, { count: known.count + 1, examples: known.examples })
        }
      }
    },
    report: () => ({
      ...sum,
      fields: [...fields].map(([field, rest]) => ({ field, ...rest })).toSorted((a, b) => b.count - a.count),
      months: [...months].sort(),
    }),
  }
}

/** The report for a person. */
export function describeReport(sourceId: string, { added, changed, gone, fields, months }: ReplayReport): string {
  const [first] = months
  const last = months.at(-1)
  return [
    `${sourceId}: ${added} postings would be added, ${changed} changed, ${gone} withdrawn.`,
    ...fields.map(
      ({ field, count, examples }) => `  ${field.padEnd(10)}${String(count).padStart(8)}  e.g. ${examples.join(', ')}`,
    ),
    first === undefined
      ? '  No month’s figures would change.'
      : `  Figures would change in ${months.length} months: ${months.length > 12 ? `${first} to ${last}` : months.join(', ')}.`,
  ].join('\n')
}
