import type { Metadata } from 'next'
import { TextPage } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'
import { type Column, FigureTable } from '@/app/_components/tables/figure-table'
import { findMoves, type Move, readHeadlines } from '@/app/changes/headline-moves'
import { getDemandEngine } from '@/lib/db/engine'
import { getPool } from '@/lib/db/pool'
import { getPrisma } from '@/lib/db/prisma'
import { findKeptBefore, listVersions } from '@/lib/db/version-store'
import { familyNames } from '@/lib/domain/skill'
import { groupVersions, type VersionChange } from '@/lib/domain/version-change'
import { countOf, monthRangeWords } from '@/lib/query/ingest-words'
import { formatCount, formatShare, formatSigned } from '@/lib/query/numbers'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Changes',
  description: 'What moved the published figures, and why: new data, a new parser, new rules, duplicates grouped anew.',
}

/** Versions read for a page, and changes shown of them; a first reading makes hundreds of versions and one change. */
const versionsRead = 2_000
const changesShown = 20

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

function causeWords(
  { cause, sourceId, taxonomyVersion, rulesVersion }: VersionChange,
  names: Map<string, string>,
): string {
  const source = names.get(sourceId) ?? 'all sources'
  if (cause === 'data') return `New data from ${source}`
  if (cause === 'parser') return `Responses of ${source} read again by a new parser`
  if (cause === 'taxonomy') return `All postings tagged again by taxonomy ${taxonomyVersion}`
  return cause === 'rules' ? `All postings tagged again by rules ${rulesVersion}` : 'Duplicates grouped anew'
}

interface ShownChange {
  change: VersionChange
  /** Version before it that can be asked. */
  before: number | null
  /** Null when it was not published by itself, or is no longer kept. */
  moves: Move[] | null
}

async function readChanges(before: number | undefined): Promise<{ shown: ShownChange[]; next: number | null }> {
  const all = groupVersions(await listVersions(getPool(), { before, limit: versionsRead }))
  const changes = all.slice(0, changesShown)
  const engine = getDemandEngine()
  const shown: ShownChange[] = []
  for (const change of changes) {
    const earlier = await findKeptBefore(getPool(), change.from)
    if (change.after === null) shown.push({ change, before: earlier, moves: null })
    else {
      const was = earlier === null ? new Map() : await readHeadlines(engine, earlier)
      shown.push({ change, before: earlier, moves: findMoves(was, await readHeadlines(engine, change.after)) })
    }
  }
  return { shown, next: all.length > changesShown ? (changes.at(-1)?.from ?? null) : null }
}

const beforeColumn: Column<Move> = {
  id: 'before',
  heading: 'Before',
  className: 'number',
  cell: ({ before }) => formatShare(before, 1_000),
}
const changeColumn: Column<Move> = {
  id: 'change',
  heading: 'Change, points',
  className: 'number',
  cellClassName: 'font-semibold',
  cell: ({ before, after }) => formatSigned(before === null ? null : after - before, 1),
}

function Moves({ moves, change, before }: ShownChange) {
  if (moves === null) return <p>No version of it was published by itself, or none is kept any more.</p>
  if (moves.length === 0) return <p>No family moved by as much as 0.1 points.</p>
  // The first reading of all has nothing before it.
  const isFirst = moves.every((move) => move.before === null)
  const comparison = `/api/compare?dataset=skills&before=${before}&after=${change.after}`
  return (
    <>
      <FigureTable
        rows={moves}
        caption="Share of backend vacancies of the last 12 months that name each ops family, before and after"
        keyOf={({ family }) => family}
        columns={[
          { id: 'family', heading: 'Ops family', cell: ({ family }) => familyNames[family] },
          ...(isFirst ? [] : [beforeColumn]),
          {
            id: 'after',
            heading: isFirst ? 'Share' : 'After',
            className: 'number',
            cell: ({ after }) => formatShare(after, 1_000),
          },
          ...(isFirst ? [] : [changeColumn]),
        ]}
      />
      {before !== null && (
        <p className="mt-2">
          <a className="link" href={comparison}>
            Every skill compared
          </a>
        </p>
      )}
    </>
  )
}

function Change({ shown, names }: { shown: ShownChange; names: Map<string, string> }) {
  const { change } = shown
  const { from, to, at, months, changed } = change
  const range = monthRangeWords(months[0] ?? null, months.at(-1) ?? null)
  return (
    <section className="mt-8 max-w-prose border-t border-rule pt-4" aria-label={`Versions ${from} to ${to}`}>
      <h2 className="text-lead">{causeWords(change, names)}</h2>
      <p className="text-small text-quiet">
        {day.format(at)}, data {from === to ? `version ${to}` : `versions ${from} to ${to}`}; {countOf(changed, 'fact')}{' '}
        in {countOf(months.length, 'month')}
        {range === null ? '' : `, ${range}`}
        {change.after !== null && (
          <>
            ;{' '}
            <PageLink className="link" href={`/?asOf=${change.after}`}>
              figures as of it
            </PageLink>
          </>
        )}
        .
      </p>
      <div className="mt-2 text-small">
        <Moves {...shown} />
      </div>
    </section>
  )
}

/** What moved a published figure and why, newest first. */
export default async function ChangesPage({ searchParams }: { searchParams: Promise<{ before?: string | string[] }> }) {
  const { before } = await searchParams
  const older = typeof before === 'string' && /^[1-9]\d{0,8}$/.test(before) ? Number(before) : undefined
  const [{ shown, next }, sources] = await Promise.all([readChanges(older), getPrisma().source.findMany()])
  const names = new Map(sources.map(({ id, name }) => [id, name]))
  const facts = shown.reduce((sum, { change }) => sum + change.changed, 0)
  return (
    <TextPage
      title="What moved the figures"
      lead={
        <p>
          Every change of the facts is a data version, and every figure names the one it was counted from. Below are the
          changes, newest first, {formatCount(facts)} facts in all: what made them, and how the share of each ops family
          among backend vacancies of the last 12 months moved. The list of all versions is at{' '}
          <a className="link" href="/api/versions">
            /api/versions
          </a>
          .
        </p>
      }
    >
      {shown.length === 0 && <p className="mt-8">Nothing has been read yet.</p>}
      {shown.map((one) => (
        <Change key={one.change.to} shown={one} names={names} />
      ))}
      {next !== null && (
        <p className="mt-8">
          <PageLink className="link" href={`/changes?before=${next}`}>
            Older changes
          </PageLink>
        </p>
      )}
    </TextPage>
  )
}
