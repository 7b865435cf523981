import { PageLink } from '@/app/_components/site/page-link'
import { FileLinks } from '@/app/sources/file-links'
import { RejectsTable } from '@/app/sources/rejects-table'
import { RunsTable } from '@/app/sources/runs-table'
import type { PageOf } from '@/lib/db/operator-store'
import type { RejectView, RunView } from '@/lib/domain/operator-views'
import { countOf } from '@/lib/query/ingest-words'

export const runsShown = 15
export const rejectsShown = 20

interface Paged<Row> {
  /** What the rows are of, for screen readers: a source or a board. */
  name: string
  /** Page that shows them. */
  path: string
  /** What the files are narrowed to. */
  query: Record<string, string>
  page: PageOf<Row>
  isLaterPage: boolean
  /** Whether the board of each row is told. */
  showsBoard: boolean
}

function Pager({
  part,
  path,
  next,
  isLaterPage,
}: {
  part: string
  path: string
  next: string | null
  isLaterPage: boolean
}) {
  if (!isLaterPage && next === null) return null
  return (
    <nav aria-label={`Pages of ${part}`} className="flex gap-4 text-small">
      {isLaterPage && (
        <PageLink className="link" href={`${path}#${part}`}>
          Newest
        </PageLink>
      )}
      {next !== null && (
        <PageLink className="link" href={`${path}?${part}=${next}#${part}`} rel="next">
          Older
        </PageLink>
      )}
    </nav>
  )
}

/** Runs, newest first, a page at a time. */
export function RunsSection({ name, path, query, page, isLaterPage, showsBoard }: Paged<RunView>) {
  return (
    <section aria-labelledby="runs" className="mt-12 scroll-mt-24 space-y-3">
      <h2 id="runs" className="text-lead">
        Runs
      </h2>
      {page.rows.length === 0 ? (
        <p className="text-quiet">None yet.</p>
      ) : (
        <div className="figures space-y-3">
          <RunsTable runs={page.rows} name={name} showsBoard={showsBoard} />
          <Pager part="runs" path={path} next={page.next} isLaterPage={isLaterPage} />
          <FileLinks dataset="runs" query={query} />
        </div>
      )}
    </section>
  )
}

/** Refused records with their reasons, newest first, a page at a time. */
export function RejectsSection({ total, ...paged }: Paged<RejectView> & { total: number | null }) {
  const { name, path, query, page, isLaterPage, showsBoard } = paged
  return (
    <section aria-labelledby="rejects" className="mt-12 scroll-mt-24 space-y-3">
      <h2 id="rejects" className="text-lead">
        {total === null || total === 0 ? 'Refused records' : `${countOf(total, 'refused record')}`}
      </h2>
      {page.rows.length === 0 ? (
        <p className="text-quiet">None: no record was refused.</p>
      ) : (
        <div className="figures space-y-3">
          <RejectsTable rejects={page.rows} name={name} showsBoard={showsBoard} />
          <Pager part="rejects" path={path} next={page.next} isLaterPage={isLaterPage} />
          <FileLinks dataset="rejects" query={query} />
        </div>
      )}
    </section>
  )
}
