import { EmptyState } from '@/app/_components/empty-state'
import type { FilterChoices } from '@/app/_components/filters/choices'
import { PageLink } from '@/app/_components/site/page-link'
import { formatMonths } from '@/lib/domain/month'

interface NoMatchProps {
  path: string
  /** First and last month with data. */
  bounds: Pick<FilterChoices, 'from' | 'to'>
}

/** A population without vacancies: says so and gives the one way out. */
export function NoMatch({ path, bounds: { from, to } }: NoMatchProps) {
  return (
    <div className="column py-10">
      <EmptyState
        title="No vacancies match these filters"
        action={
          <PageLink className="link" href={path}>
            Show all backend vacancies
          </PageLink>
        }
      >
        <p>The chart and the table would stand here. Widen the region, the dates or the seniority, or start over.</p>
        {from !== null && to !== null && <p>What has been read is of {formatMonths(from, to)}.</p>}
      </EmptyState>
    </div>
  )
}
