import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { CodeLine, TextPage } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'
import { commandLine, readSegment, sourceHref } from '@/app/sources/addresses'
import { HeldAlarm } from '@/app/sources/alarms'
import { BoardSection, boardsShown } from '@/app/sources/board-section'
import { RejectsSection, rejectsShown, RunsSection, runsShown } from '@/app/sources/run-sections'
import { SourceFacts } from '@/app/sources/source-facts'
import { findBoards } from '@/lib/db/board-overview'
import { listRuns } from '@/lib/db/operator-store'
import { getPool } from '@/lib/db/pool'
import { getPrisma } from '@/lib/db/prisma'
import { listRejects } from '@/lib/db/reject-views'
import { listSourceStates } from '@/lib/db/source-states'
import { boardConditions } from '@/lib/domain/board'
import type { SourceState } from '@/lib/domain/operator-views'
import { importHint } from '@/lib/query/ingest-words'

export const dynamic = 'force-dynamic'

const mostPages = 10_000

/** What of the address is shown; anything else in it is left out. */
const Query = z.object({
  q: z.string().trim().max(100).catch(''),
  state: z.enum(boardConditions).nullable().default(null).catch(null),
  page: z.coerce.number().int().min(1).max(mostPages).catch(1),
  runs: z.uuid().optional().catch(undefined),
  rejects: z.uuid().optional().catch(undefined),
})

interface SourcePageProps {
  params: Promise<{ source: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function readSource(params: SourcePageProps['params'], now: Date): Promise<SourceState> {
  const { source: id } = await params
  const sources = await listSourceStates({ pool: getPool(), prisma: getPrisma() }, now)
  return sources.find((source) => source.id === readSegment(id)) ?? notFound()
}

export async function generateMetadata({ params }: SourcePageProps): Promise<Metadata> {
  const source = await getPrisma().source.findUnique({ where: { id: readSegment((await params).source) } })
  return { title: source?.name ?? 'Source' }
}

/** How to begin with a source of which nothing is read. */
function BeginHint({ source }: { source: SourceState }) {
  if (source.cadenceHours === null) return <CodeLine>{importHint.command}</CodeLine>
  if (source.tally !== null) return null
  return <CodeLine>{commandLine('boards', 'add', source.id)}</CodeLine>
}

/** One source: how fresh, on what terms, its boards, its runs and what was refused. */
export default async function SourcePage({ params, searchParams }: SourcePageProps) {
  const now = new Date()
  const query = Query.parse(await searchParams)
  const source = await readSource(params, now)
  const { id: sourceId, tally } = source
  const search = {
    sourceId,
    words: query.q,
    conditions: query.state === null ? boardConditions.filter((one) => one !== 'removed') : [query.state],
  }
  const isOfBoards = tally?.isOfBoards === true
  const [boards, held, runs, rejects] = await Promise.all([
    isOfBoards
      ? findBoards(getPool(), { ...search, limit: boardsShown + 1, offset: (query.page - 1) * boardsShown })
      : [],
    findBoards(getPool(), { sourceId, conditions: ['held'], limit: 3, offset: 0 }),
    listRuns(getPrisma(), { sourceId, limit: runsShown, cursor: query.runs }),
    listRejects(getPrisma(), { sourceId, limit: rejectsShown, cursor: query.rejects }),
  ])
  const paged = { name: source.name, path: sourceHref(sourceId), query: { source: sourceId }, showsBoard: isOfBoards }
  return (
    <TextPage
      title={source.name}
      lead={
        <p>
          <PageLink className="link" href="/sources">
            All sources
          </PageLink>
        </p>
      }
    >
      {held.length > 0 && (
        <ul aria-label="Held runs" className="mt-8 space-y-4">
          {held.map((board) => (
            <HeldAlarm key={board.slug} board={board} sourceName={source.name} />
          ))}
        </ul>
      )}
      <SourceFacts source={source} now={now} />
      <BeginHint source={source} />
      {isOfBoards && (
        <BoardSection
          source={{ ...source, tally }}
          query={{ words: query.q, state: query.state, page: query.page }}
          boards={boards}
          now={now}
        />
      )}
      <RunsSection {...paged} page={runs} isLaterPage={query.runs !== undefined} />
      <RejectsSection {...paged} page={rejects} isLaterPage={query.rejects !== undefined} total={source.rejects} />
    </TextPage>
  )
}
