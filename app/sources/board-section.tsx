import { PageLink } from '@/app/_components/site/page-link'
import { CodeLine } from '@/app/_components/prose'
import { commandLine, sourceHref } from '@/app/sources/addresses'
import { BoardSearch } from '@/app/sources/board-search'
import { BoardTable } from '@/app/sources/board-table'
import { FileLinks } from '@/app/sources/file-links'
import { boardConditionNames, boardConditions, countBoards } from '@/lib/domain/board'
import type { BoardCondition, BoardTally, BoardView } from '@/lib/domain/board'
import type { SourceState } from '@/lib/domain/operator-views'
import { countOf } from '@/lib/query/ingest-words'
import { formatCount } from '@/lib/query/numbers'

export const boardsShown = 50

export interface BoardQuery {
  words: string
  state: BoardCondition | null
  /** From 1. */
  page: number
}

function hrefOf(sourceId: string, { words, state, page }: BoardQuery): string {
  const search = new URLSearchParams({
    ...(words !== '' && { q: words }),
    ...(state !== null && { state }),
    ...(page > 1 && { page: String(page) }),
  }).toString()
  return `${sourceHref(sourceId)}${search === '' ? '' : `?${search}`}#boards`
}

/** The conditions that boards are in, each a link that shows those alone. */
function Conditions({ sourceId, tally, query }: { sourceId: string; tally: BoardTally; query: BoardQuery }) {
  const present = boardConditions.filter((one) => (tally.conditions[one] ?? 0) > 0)
  const choices = [null, ...present]
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-small" aria-label="Boards by how they stand">
      {choices.map((state) => (
        <li key={state ?? 'any'}>
          <PageLink
            className="text-quiet underline-offset-4 hover:underline aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:underline"
            aria-current={query.state === state ? 'true' : undefined}
            href={hrefOf(sourceId, { ...query, state, page: 1 })}
            scroll={false}
          >
            {state === null ? 'all' : boardConditionNames[state]}{' '}
            {formatCount(state === null ? countBoards(tally) : (tally.conditions[state] ?? 0))}
          </PageLink>
        </li>
      ))}
    </ul>
  )
}

function Pages({ sourceId, query, hasMore }: { sourceId: string; query: BoardQuery; hasMore: boolean }) {
  if (query.page === 1 && !hasMore) return null
  const link = (page: number, words: string, rel: string) => (
    <PageLink className="link" href={hrefOf(sourceId, { ...query, page })} rel={rel}>
      {words}
    </PageLink>
  )
  return (
    <nav aria-label="Pages of boards" className="flex gap-4 text-small">
      {query.page > 1 && link(query.page - 1, 'Before', 'prev')}
      <span className="text-quiet">Page {query.page}</span>
      {hasMore && link(query.page + 1, 'Next', 'next')}
    </nav>
  )
}

const emptyWords = ({ words, state, page }: BoardQuery): string => {
  if (page > 1) return 'There are no boards on this page.'
  const kind = state === null ? 'board' : `board that is ${boardConditionNames[state]}`
  return words === '' ? `There is no ${kind}.` : `No ${kind} has “${words}” in its name or slug.`
}

interface BoardSectionProps {
  source: SourceState & { tally: BoardTally }
  query: BoardQuery
  /** One more than is shown, when there is one. */
  boards: readonly BoardView[]
  now: Date
}

/** The boards of a source: to be searched, narrowed by how they stand, and paged through. */
export function BoardSection({ source, query, boards, now }: BoardSectionProps) {
  const shown = boards.slice(0, boardsShown)
  return (
    <section aria-labelledby="boards" className="mt-12 scroll-mt-24 space-y-4">
      <h2 id="boards" className="text-lead">
        {countOf(countBoards(source.tally), 'board')}
      </h2>
      <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <Conditions sourceId={source.id} tally={source.tally} query={query} />
        <BoardSearch
          key={`${query.words} ${query.state ?? ''}`}
          action={sourceHref(source.id)}
          words={query.words}
          state={query.state}
        />
      </div>
      <div className="figures space-y-3">
        {shown.length === 0 ? (
          <div className="space-y-3">
            <p className="text-quiet">{emptyWords(query)}</p>
            <CodeLine>{`${commandLine('boards', 'add', source.id)} <slug> --name <employer>`}</CodeLine>
          </div>
        ) : (
          <BoardTable boards={shown} sourceName={source.name} now={now} />
        )}
        <Pages sourceId={source.id} query={query} hasMore={boards.length > boardsShown} />
        <FileLinks
          dataset="boards"
          query={{
            source: source.id,
            ...(query.state !== null && { condition: query.state }),
            ...(query.words !== '' && { search: query.words }),
          }}
        />
      </div>
    </section>
  )
}
