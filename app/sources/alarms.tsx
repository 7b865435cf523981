import type { ReactNode } from 'react'
import { CodeLine } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'
import { acceptCommand, boardHref, commandLine, sourceHref } from '@/app/sources/addresses'
import { formatInstant } from '@/app/_data/times'
import { type BoardView, wholeSourceSlug } from '@/lib/domain/board'
import type { SourceState } from '@/lib/domain/operator-views'
import { countOf } from '@/lib/query/ingest-words'

/** A host that a person closed to every worker. */
export interface ClosedHost {
  host: string
  closedAt: Date
  closedReason: string | null
}

interface AlarmsProps {
  /** Held boards, the first of them; all are counted in `sources`. */
  held: readonly BoardView[]
  closed: readonly ClosedHost[]
  sources: readonly SourceState[]
  /** How far the pages are behind, in words, where that is too far. */
  stale: string | null
}

const sumOf = (sources: readonly SourceState[], condition: 'held' | 'parked'): number =>
  sources.reduce((sum, { tally }) => sum + (tally?.conditions[condition] ?? 0), 0)

const Alarm = ({ children }: { children: ReactNode }) => (
  <li className="max-w-3xl space-y-2 border-l-2 border-ink py-1 pl-4">{children}</li>
)

/** A run that found far fewer postings than usual: what it said, and how to take it as it is. */
export function HeldAlarm({ board, sourceName }: { board: BoardView; sourceName: string }) {
  const isWhole = board.slug === wholeSourceSlug
  return (
    <Alarm>
      <p>
        <PageLink className="link font-semibold" href={boardHref(board.sourceId, board.slug)}>
          {isWhole ? sourceName : board.name}
        </PageLink>
        {!isWhole && `, ${sourceName}`}: the last run was held and nothing was closed. {board.lastError}
      </p>
      <p className="text-small text-quiet">
        Look at the source itself. If it is right, this takes what is gone for gone:
      </p>
      <CodeLine>{acceptCommand(board)}</CodeLine>
    </Alarm>
  )
}

const ClosedAlarm = ({ host }: { host: ClosedHost }) => (
  <Alarm>
    <p>
      <span className="font-semibold">{host.host}</span> is closed since {formatInstant(host.closedAt)}, so nothing is
      fetched from it: {host.closedReason ?? 'no reason given'}
    </p>
    <CodeLine>{commandLine('hosts', 'open', host.host)}</CodeLine>
  </Alarm>
)

function ParkedAlarm({ sources, parked }: { sources: readonly SourceState[]; parked: number }) {
  const some = sources.filter(({ tally }) => (tally?.conditions.parked ?? 0) > 0)
  return (
    <Alarm>
      <p>
        {countOf(parked, 'board')} failed for days and {parked === 1 ? 'is' : 'are'} asked once a week:{' '}
        {some.map((source, index) => (
          <span key={source.id}>
            {index > 0 && ', '}
            <PageLink className="link" href={`${sourceHref(source.id)}?state=parked#boards`}>
              {source.name}
            </PageLink>
          </span>
        ))}
        .
      </p>
    </Alarm>
  )
}

const StaleAlarm = ({ words }: { words: string }) => (
  <Alarm>
    <p>{words} Is a worker running? Its log says why, and this seals at once:</p>
    <CodeLine>{commandLine('index', 'seal')}</CodeLine>
  </Alarm>
)

/** What waits for a person: held runs, closed hosts, parked boards, figures that stand still. Nothing is drawn when nothing does. */
export function Alarms({ held, closed, sources, stale }: AlarmsProps) {
  const [allHeld, parked] = [sumOf(sources, 'held'), sumOf(sources, 'parked')]
  const count = allHeld + closed.length + parked + (stale === null ? 0 : 1)
  if (count === 0) return null
  const nameOf = new Map(sources.map(({ id, name }) => [id, name]))
  return (
    <section aria-labelledby="alarms" className="mt-10 scroll-mt-24">
      <h2 id="alarms" className="text-lead">
        {count === 1 ? 'One thing waits for a person' : `${countOf(count, 'thing')} wait for a person`}
      </h2>
      <ul className="mt-3 space-y-4">
        {held.map((board) => (
          <HeldAlarm
            key={`${board.sourceId}/${board.slug}`}
            board={board}
            sourceName={nameOf.get(board.sourceId) ?? board.sourceId}
          />
        ))}
        {allHeld > held.length && (
          <Alarm>{countOf(allHeld - held.length, 'more run')} are held; the boards show them.</Alarm>
        )}
        {closed.map((host) => (
          <ClosedAlarm key={host.host} host={host} />
        ))}
        {stale !== null && <StaleAlarm words={stale} />}
        {parked > 0 && <ParkedAlarm sources={sources} parked={parked} />}
      </ul>
    </section>
  )
}
