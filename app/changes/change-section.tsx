import { formatLongDay } from '@/app/_data/times'
import { PageLink } from '@/app/_components/site/page-link'
import { type Column, FigureTable } from '@/app/_components/tables/figure-table'
import { seriesName } from '@/app/_data/names'
import { describeCauses, joinCauses } from '@/app/changes/change-words'
import { type Counted, type Move, shareOf } from '@/app/changes/headline-moves'
import type { ShownChange } from '@/app/changes/read-changes'
import { capitalise } from '@/lib/query/first-letter'
import { type Filters, printFilters } from '@/lib/query/filters'
import { countOf, monthRangeWords } from '@/lib/query/ingest-words'
import { formatCount, formatShare, formatSigned } from '@/lib/query/numbers'
import { seriesOf } from '@/lib/query/series'

/** With one decimal whatever the count: a move of a tenth is told. */
const shown = (counted: Counted): string => formatShare(shareOf(counted), 1_000)

const seriesColumn: Column<Move> = {
  id: 'series',
  heading: 'Figure',
  cell: ({ series }) => capitalise(seriesName(series)),
}
const beforeColumn: Column<Move> = {
  id: 'before',
  heading: 'Before',
  className: 'number',
  cell: ({ before }) => (before === null ? '–' : shown(before)),
}
const changeColumn: Column<Move> = {
  id: 'change',
  heading: 'Change, points',
  className: 'number',
  cellClassName: 'font-semibold',
  cell: ({ before, after }) => formatSigned(before === null ? null : shareOf(after) - shareOf(before), 1),
}
const countColumn: Column<Move> = {
  id: 'vacancies',
  heading: 'Vacancies',
  className: 'number',
  cellClassName: 'text-quiet',
  cell: ({ before, after }) => {
    const words = ({ vacancies, ofVacancies }: Counted) => `${formatCount(vacancies)} of ${formatCount(ofVacancies)}`
    return before === null ? words(after) : `${words(before)}, then ${words(after)}`
  },
}

interface MovesProps extends Pick<ShownChange, 'published'> {
  filters: Filters
  /** Whose share moved: "Backend vacancies · Germany". */
  population: string
}

function Moves({ published, filters, population }: MovesProps) {
  if (published === null) return <p>Not published yet: pages give the figures of the version before.</p>
  const { moves, before, after } = published
  if (moves.length === 0)
    return (
      <p>{seriesOf(filters).length === 1 ? 'The figure did not move' : 'No figure moved'} by as much as 0.1 points.</p>
    )
  // The first reading of all has nothing before it.
  const isFirst = moves.every((move) => move.before === null)
  const dataset = seriesOf(filters).length === 0 ? 'skills' : 'demand'
  const asked = new URLSearchParams(printFilters({ ...filters, asOf: null }))
  const given = [`dataset=${dataset}`, `before=${before ?? 0}`, `after=${after}`, asked.toString()]
  const comparison = `/api/compare.csv?${given.filter((part) => part !== '').join('&')}`
  return (
    <>
      <FigureTable
        rows={moves}
        // No two tables of the page may be called alike.
        caption={`Share of the last 12 months ${before === null ? `at version ${after}` : `at versions ${before} and ${after}`}. ${population}.`}
        keyOf={({ series }) => series}
        columns={[
          seriesColumn,
          ...(isFirst ? [] : [beforeColumn]),
          {
            id: 'after',
            heading: isFirst ? 'Share' : 'After',
            className: 'number',
            cell: (move) => shown(move.after),
          },
          ...(isFirst ? [] : [changeColumn]),
          countColumn,
        ]}
      />
      {before !== null && (
        <p className="mt-2">
          <a className="link" href={comparison} download>
            {dataset === 'skills' ? 'Every skill compared (CSV)' : 'Every period compared (CSV)'}
          </a>
        </p>
      )}
    </>
  )
}

interface ChangeSectionProps extends Omit<MovesProps, 'published'> {
  change: ShownChange
  nameOf: (sourceId: string) => string
}

/** One published change: what made it, and how the figures moved by it. */
export function ChangeSection({ change: { changes, published }, nameOf, filters, population }: ChangeSectionProps) {
  const [newest] = changes
  const oldest = changes.at(-1) ?? newest
  const { to, at } = newest
  const causes = describeCauses(changes, nameOf)
  const months = [...new Set(changes.flatMap((change) => change.months))].toSorted()
  const changed = changes.reduce((sum, change) => sum + change.changed, 0)
  const range = monthRangeWords(months[0] ?? null, months.at(-1) ?? null)
  const days = [...new Set([formatLongDay(oldest.at), formatLongDay(at)])]
  const figuresHref = `/?${printFilters({ ...filters, asOf: published?.after ?? null })}`
  return (
    <section
      className="mt-8 max-w-3xl border-t border-rule pt-4 text-small"
      aria-label={`Versions ${oldest.from} to ${to}`}
    >
      <h2 className="text-lead">{joinCauses(causes)}</h2>
      <p className="text-quiet">
        {days.join(' to ')}, data {oldest.from === to ? `version ${to}` : `versions ${oldest.from} to ${to}`};{' '}
        {countOf(changed, 'fact')} in {countOf(months.length, 'month')}
        {range === null ? '' : `, ${range}`}
        {published !== null && (
          <>
            ;{' '}
            <PageLink className="link" href={figuresHref}>
              figures as of it
            </PageLink>
          </>
        )}
        .
        {causes.length > 1 &&
          published !== null &&
          ' They were published together: how much each moved cannot be told apart.'}
      </p>
      <div className="mt-2">
        <Moves published={published} filters={filters} population={population} />
      </div>
    </section>
  )
}
