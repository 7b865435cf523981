import { EmptyState } from '@/app/_components/empty-state'
import { PageLink } from '@/app/_components/site/page-link'

/** A population without vacancies: says so and gives the one way out. */
export function NoMatch({ path }: { path: string }) {
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
      </EmptyState>
    </div>
  )
}
