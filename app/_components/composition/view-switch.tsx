import { PageLink } from '@/app/_components/site/page-link'
import { views } from '@/lib/domain/composition-view'
import { viewNames } from '@/lib/query/composition'
import { describeDisagreement } from '@/lib/query/composition-sentences'
import { addressOf, type Filters } from '@/lib/query/filters'
import { comparisons } from '@/lib/query/periods'
import type { ChangeRow } from '@/lib/query/views-report'
import { lowerFirst } from '@/lib/query/first-letter'

const comparisonWords = { year: 'In a year', range: 'Over the range' } as const

interface ViewSwitchProps {
  path: string
  filters: Filters
  /** Changes under every view, which tell whether the choice of view matters. */
  changes: readonly ChangeRow[]
}

/** The views of a line, each an address, with a warning where they do not all point the same way. */
export function ViewSwitch({ path, filters, changes }: ViewSwitchProps) {
  const hrefOf = (view: Filters['view']) => addressOf(path, { ...filters, view })
  const warnings = comparisons.flatMap((comparison) => {
    const warning = describeDisagreement(changes.filter((row) => row.comparison === comparison))
    return warning === null ? [] : [{ comparison, warning }]
  })
  return (
    <div className="mb-4">
      <nav aria-label="Composition view" className="flex flex-wrap gap-x-4 gap-y-1 text-small">
        {views.map((view) => (
          <PageLink
            key={view}
            href={hrefOf(view)}
            scroll={false}
            aria-current={view === filters.view ? 'true' : undefined}
            className={view === filters.view ? 'border-b-2 border-ink font-semibold' : 'link'}
          >
            {viewNames[view]}
          </PageLink>
        ))}
      </nav>
      {warnings.map(({ comparison, warning }) => (
        <p key={comparison} role="note" className="mt-2 max-w-[72ch] border-l-2 border-ink py-0.5 pl-3 text-small">
          {comparisonWords[comparison]}: {lowerFirst(warning)}
        </p>
      ))}
    </div>
  )
}
