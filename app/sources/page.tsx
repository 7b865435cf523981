import type { Metadata } from 'next'
import { z } from 'zod'
import { EmptyState } from '@/app/_components/empty-state'
import { TextPage } from '@/app/_components/prose'
import { type SourceDetail, SourceSection } from '@/app/sources/source-section'
import { listRejects, listRuns, listSources } from '@/lib/db/operator-store'
import { getPrisma } from '@/lib/db/prisma'
import type { SourceView } from '@/lib/domain/operator-views'
import { countOf, monthRangeWords } from '@/lib/query/ingest-words'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Sources',
  description: 'Where the postings come from, how fresh each source is, how its last runs went and what was refused.',
}

const runsShown = 10
const rejectsShown = 20

/** Which page of rejects of which source; anything else in the address is left out. */
const Query = z.object({ source: z.string().catch(''), after: z.uuid().optional().catch(undefined) })

async function readDetail(source: SourceView, after: string | undefined): Promise<SourceDetail> {
  const prisma = getPrisma()
  const [runs, rejects] = await Promise.all([
    listRuns(prisma, { sourceId: source.id, limit: runsShown }),
    listRejects(prisma, { sourceId: source.id, limit: rejectsShown, cursor: after }),
  ])
  return { source, runs: runs.rows, rejects: { ...rejects, isLaterPage: after !== undefined } }
}

function headline(sources: readonly SourceView[]): string {
  const filled = sources.filter((source) => source.postings > 0)
  const months = filled.flatMap(({ from, to }) => (from === null || to === null ? [] : [from, to])).sort()
  const range = monthRangeWords(months[0] ?? null, months.at(-1) ?? null)
  if (range === null) return 'No postings have been read yet'
  const postings = filled.reduce((sum, source) => sum + source.postings, 0)
  const sourceWords = filled.length === 1 ? 'one source' : countOf(filled.length, 'source')
  return `${countOf(postings, 'posting')} from ${sourceWords}, ${range}`
}

interface SourcesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SourcesPage({ searchParams }: SourcesPageProps) {
  const query = Query.parse(await searchParams)
  const sources = await listSources(getPrisma())
  const details = await Promise.all(
    sources.map((source) => readDetail(source, source.id === query.source ? query.after : undefined)),
  )
  const now = new Date()
  return (
    <TextPage
      title={headline(sources)}
      lead={
        <p>
          Every figure on these pages is counted from the postings below. A run reads what a source has that is new;
          what cannot become a posting is refused with a reason and shown here. Also as{' '}
          <a className="link" href="/api/sources.csv" download>
            CSV
          </a>{' '}
          and{' '}
          <a className="link" href="/api/sources">
            JSON
          </a>
          .
        </p>
      }
    >
      {details.length === 0 && (
        <div className="mt-10">
          <EmptyState title="The sources would stand here">
            <p>They are listed as soon as a worker has started once. npm start brings one up.</p>
          </EmptyState>
        </div>
      )}
      {details.map((detail) => (
        <SourceSection key={detail.source.id} detail={detail} now={now} />
      ))}
    </TextPage>
  )
}
