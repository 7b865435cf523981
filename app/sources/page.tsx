import type { Metadata } from 'next'
import { EmptyState } from '@/app/_components/empty-state'
import { TextPage } from '@/app/_components/prose'
import { Alarms } from '@/app/sources/alarms'
import { Credits, Unread } from '@/app/sources/credits'
import { FileLinks } from '@/app/sources/file-links'
import { SourceTable } from '@/app/sources/source-table'
import { findBoards } from '@/lib/db/board-overview'
import { listHosts } from '@/lib/db/host-store'
import { readIndexLag } from '@/lib/db/index-lag'
import { getPool } from '@/lib/db/pool'
import { getPrisma } from '@/lib/db/prisma'
import { listSourceStates } from '@/lib/db/source-states'
import { countBoards } from '@/lib/domain/board'
import type { SourceState } from '@/lib/domain/operator-views'
import { countOf, lagSentence, monthRangeWords } from '@/lib/query/ingest-words'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Sources',
  description: 'Where the postings come from, how fresh each source is, how its last runs went and what was refused.',
}

const heldShown = 10
/** Sealing is due within minutes, whatever is read; what waits for longer waits for a person. */
const staleMs = 30 * 60 * 1000

function headline(sources: readonly SourceState[]): string {
  const filled = sources.filter((source) => source.postings > 0)
  const months = filled.flatMap(({ from, to }) => (from === null || to === null ? [] : [from, to])).sort()
  const range = monthRangeWords(months[0] ?? null, months.at(-1) ?? null)
  if (range === null) return 'No postings have been read yet'
  const postings = filled.reduce((sum, source) => sum + source.postings, 0)
  const sourceWords = filled.length === 1 ? 'one source' : countOf(filled.length, 'source')
  return `${countOf(postings, 'posting')} from ${sourceWords}, ${range}`
}

/** Whether anything was read of it, or is to be. */
const isUsed = ({ postings, tally, lastRun, cadenceHours }: SourceState): boolean =>
  postings > 0 || lastRun !== null || cadenceHours === null || (tally !== null && countBoards(tally) > 0)

export default async function SourcesPage() {
  const now = new Date()
  const pool = getPool()
  const [sources, held, hosts, lag] = await Promise.all([
    listSourceStates({ pool, prisma: getPrisma() }, now),
    findBoards(pool, { conditions: ['held'], limit: heldShown, offset: 0 }),
    listHosts(pool),
    readIndexLag(pool),
  ])
  const used = sources.filter(isUsed)
  const isStale = lag.waitingSince !== null && now.getTime() - lag.waitingSince.getTime() > staleMs
  const closed = hosts.flatMap(({ host, closedAt, closedReason }) =>
    closedAt === null ? [] : [{ host, closedAt, closedReason }],
  )
  return (
    <TextPage
      title={headline(sources)}
      lead={
        <p>
          Every figure on these pages is counted from the postings below. A run reads what a source has that is new;
          what cannot become a posting is refused with a reason. Each source has a page with its boards, its runs and
          what was refused.
        </p>
      }
    >
      <Alarms held={held} closed={closed} sources={sources} stale={isStale ? lagSentence(lag, now) : null} />
      {sources.length === 0 ? (
        <div className="mt-10">
          <EmptyState title="The sources would stand here">
            <p>They are listed as soon as a worker has started once. npm start brings one up.</p>
          </EmptyState>
        </div>
      ) : (
        <section aria-label="Sources" className="figures mt-10 space-y-3">
          <SourceTable sources={used} now={now} />
          <p className="text-small text-quiet">
            New, changed, gone and refused: in the runs of the last seven days. Duplicates: the share of postings that
            repeat another, in its month or later.
          </p>
          <FileLinks dataset="sources" query={{}} />
        </section>
      )}
      {used.length > 0 && <Credits sources={used} />}
      <Unread sources={sources.filter((source) => !isUsed(source))} />
    </TextPage>
  )
}
