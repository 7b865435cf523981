import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { CodeLine, Definitions, TextPage } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'
import { boardHref, commandLine, readSegment, sourceHref } from '@/app/sources/addresses'
import { HeldAlarm } from '@/app/sources/alarms'
import { RejectsSection, rejectsShown, RunsSection, runsShown } from '@/app/sources/run-sections'
import { formatInstant } from '@/app/_data/times'
import { readBoardView } from '@/lib/db/board-overview'
import { listRuns } from '@/lib/db/operator-store'
import { getPool } from '@/lib/db/pool'
import { getPrisma } from '@/lib/db/prisma'
import { listRejects } from '@/lib/db/reject-views'
import { boardConditionDefinitions, boardConditionNames, reasonOf } from '@/lib/domain/board'
import type { BoardView } from '@/lib/domain/board'
import { agoWords, dueWords } from '@/lib/query/ingest-words'
import { formatCount } from '@/lib/query/numbers'

export const dynamic = 'force-dynamic'

const Query = z.object({
  runs: z.uuid().optional().catch(undefined),
  rejects: z.uuid().optional().catch(undefined),
})

interface BoardPageProps {
  params: Promise<{ source: string; slug: string[] }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

async function readBoard(params: BoardPageProps['params']) {
  const { source: id, slug } = await params
  const [source, board] = await Promise.all([
    getPrisma().source.findUnique({ where: { id: readSegment(id) } }),
    readBoardView(getPool(), readSegment(id), readSegment(...slug)),
  ])
  return source === null || board === null ? notFound() : { source, board }
}

export async function generateMetadata({ params }: BoardPageProps): Promise<Metadata> {
  const { source, board } = await readBoard(params)
  return { title: `${board.name}, ${source.name}` }
}

const instantWords = (at: Date | null, now: Date, never: string): string =>
  at === null ? never : `${agoWords(at, now)}, ${formatInstant(at)}`

const originWords: Record<string, string> = {
  curated: 'with the list that comes along',
  cli: 'by a person, on the command line',
  import: 'from a file',
}

function standingWords(board: BoardView): string {
  const reason = board.condition === 'held' ? null : reasonOf(board)
  const words = `${boardConditionNames[board.condition]}: ${boardConditionDefinitions[board.condition]}.`
  return reason === null ? words : `${words} ${reason}`
}

function BoardFacts({ board, now }: { board: BoardView; now: Date }) {
  const failing =
    board.failingSince === null
      ? []
      : [{ term: 'Failing', meaning: `since ${instantWords(board.failingSince, now, '')}, ${board.failures} in a row` }]
  return (
    <div className="mt-8">
      <Definitions
        entries={[
          { term: 'Stands', meaning: standingWords(board) },
          { term: 'Own name', meaning: board.ownName ?? 'it gives itself none' },
          { term: 'Slug', meaning: board.slug },
          { term: 'Open', meaning: board.openCount === null ? 'not counted yet' : formatCount(board.openCount) },
          { term: 'Last read', meaning: instantWords(board.succeededAt, now, 'never') },
          ...failing,
          { term: 'Due', meaning: dueWords(board, now) },
          {
            term: 'Baseline',
            meaning:
              board.baselineAt === null
                ? 'not read in full yet'
                : `${formatInstant(board.baselineAt)}: what was open then is stock, what came later is flow`,
          },
          { term: 'Added', meaning: `${formatInstant(board.addedAt)}, ${originWords[board.origin] ?? board.origin}` },
        ]}
      />
    </div>
  )
}

/** Commands for a person at the command line; a page changes nothing. */
function Commands({ board }: { board: BoardView }) {
  const key = [board.sourceId, board.slug]
  const isRead = board.state === 'active'
  return (
    <div className="mt-6 space-y-2">
      <CodeLine>{commandLine('boards', 'check', ...key)}</CodeLine>
      <CodeLine>{commandLine('boards', isRead ? 'pause' : 'resume', ...key)}</CodeLine>
    </div>
  )
}

/** One board: how it stands and why, its runs and what was refused. */
export default async function BoardPage({ params, searchParams }: BoardPageProps) {
  const now = new Date()
  const query = Query.parse(await searchParams)
  const { source, board } = await readBoard(params)
  const scope = { sourceId: source.id, scope: board.slug }
  const [runs, rejects] = await Promise.all([
    listRuns(getPrisma(), { ...scope, limit: runsShown, cursor: query.runs }),
    listRejects(getPrisma(), { ...scope, limit: rejectsShown, cursor: query.rejects }),
  ])
  const paged = {
    name: board.name,
    path: boardHref(source.id, board.slug),
    query: { source: source.id, board: board.slug },
    showsBoard: false,
  }
  return (
    <TextPage
      title={board.name}
      lead={
        <p>
          A board of{' '}
          <PageLink className="link" href={sourceHref(source.id)}>
            {source.name}
          </PageLink>
        </p>
      }
    >
      {board.condition === 'held' && (
        <ul aria-label="Held run" className="mt-8">
          <HeldAlarm board={board} sourceName={source.name} />
        </ul>
      )}
      <BoardFacts board={board} now={now} />
      <Commands board={board} />
      <RunsSection {...paged} page={runs} isLaterPage={query.runs !== undefined} />
      <RejectsSection {...paged} page={rejects} isLaterPage={query.rejects !== undefined} total={null} />
    </TextPage>
  )
}
