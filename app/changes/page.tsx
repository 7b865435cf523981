import type { Metadata } from 'next'
import { NoPostingsYet } from '@/app/_components/empty-state'
import { TextPage } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'
import { type Column, FigureTable } from '@/app/_components/tables/figure-table'
import { findMoves, type Move, readHeadlines } from '@/app/changes/headline-moves'
import { getDemandEngine } from '@/lib/db/engine'
import { getPool } from '@/lib/db/pool'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { getPrisma } from '@/lib/db/prisma'
import { findKeptBefore, listVersions } from '@/lib/db/version-store'
import { familyNames } from '@/lib/domain/skill'
import { groupVersions, joinUnpublished, type VersionChange } from '@/lib/domain/version-change'
import { countOf, monthRangeWords } from '@/lib/query/ingest-words'
import { formatCount, formatShare, formatSigned } from '@/lib/query/numbers'
import { lowerFirst } from '@/lib/query/first-letter'

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
  /** One that was published by itself, or all that lie between two such; the newest first. */
  changes: [VersionChange, ...VersionChange[]]
  /** How the figures moved, from the version before it that can be asked; null when none of it was published by itself, or is kept. */
  published: { before: number | null; after: number; moves: Move[] } | null
}

async function readMoves({ from, after }: VersionChange): Promise<ShownChange['published']> {
  if (after === null) return null
  const engine = getDemandEngine()
  const before = await findKeptBefore(getPool(), from)
  const was = before === null ? new Map() : await readHeadlines(engine, before)
  return { before, after, moves: findMoves(was, await readHeadlines(engine, after)) }
}

async function readChanges(before: number | undefined): Promise<{ shown: ShownChange[]; next: number | null }> {
  const versions = await listVersions(getPool(), { before, limit: versionsRead })
  const all = joinUnpublished(groupVersions(versions))
  const shown: ShownChange[] = []
  for (const [change, ...others] of all.slice(0, changesShown))
    if (change !== undefined) shown.push({ changes: [change, ...others], published: await readMoves(change) })
  const isMore = all.length > changesShown || versions.length === versionsRead
  return { shown, next: isMore ? (shown.at(-1)?.changes.at(-1)?.from ?? null) : null }
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

function Moves({ published }: Pick<ShownChange, 'published'>) {
  if (published === null) return <p>No version of it was published by itself, or none is kept any more.</p>
  const { moves, before, after } = published
  if (moves.length === 0) return <p>No family moved by as much as 0.1 points.</p>
  // The first reading of all has nothing before it.
  const isFirst = moves.every((move) => move.before === null)
  const comparison = `/api/compare?dataset=skills&before=${before}&after=${after}`
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
  const { changes, published } = shown
  const [newest] = changes
  const oldest = changes.at(-1) ?? newest
  const { to, at } = newest
  const causes = [...new Set(changes.map((change) => causeWords(change, names)))]
  const months = [...new Set(changes.flatMap((change) => change.months))].toSorted()
  const changed = changes.reduce((sum, change) => sum + change.changed, 0)
  const range = monthRangeWords(months[0] ?? null, months.at(-1) ?? null)
  const days = [...new Set([day.format(oldest.at), day.format(at)])]
  return (
    <section className="mt-8 max-w-prose border-t border-rule pt-4" aria-label={`Versions ${oldest.from} to ${to}`}>
      <h2 className="text-lead">
        {causes.map((cause, order) => (order === 0 ? cause : lowerFirst(cause))).join('; ')}
      </h2>
      <p className="text-small text-quiet">
        {days.join(' to ')}, data {oldest.from === to ? `version ${to}` : `versions ${oldest.from} to ${to}`};{' '}
        {countOf(changed, 'fact')} in {countOf(months.length, 'month')}
        {range === null ? '' : `, ${range}`}
        {published !== null && (
          <>
            ;{' '}
            <PageLink className="link" href={`/?asOf=${published.after}`}>
              figures as of it
            </PageLink>
          </>
        )}
        .
      </p>
      <div className="mt-2 text-small">
        <Moves published={published} />
      </div>
    </section>
  )
}

/** What moved a published figure and why, newest first. */
export default async function ChangesPage({ searchParams }: { searchParams: Promise<{ before?: string | string[] }> }) {
  const { before } = await searchParams
  const older = typeof before === 'string' && /^[1-9]\d{0,8}$/.test(before) ? Number(before) : undefined
  const [{ shown, next }, sources, status] = await Promise.all([
    readChanges(older),
    getPrisma().source.findMany(),
    readIngestStatus(getPrisma(), { now: new Date() }),
  ])
  const names = new Map(sources.map(({ id, name }) => [id, name]))
  const facts = shown.flatMap(({ changes }) => changes).reduce((sum, { changed }) => sum + changed, 0)
  return (
    <TextPage
      title="What moved the figures"
      lead={
        <p>
          Every change of the facts is a data version, and every figure names the one it was counted from. Below are the
          changes, newest first{facts > 0 && `, ${formatCount(facts)} facts in all`}: what made them, and how the share
          of each ops family among backend vacancies of the last 12 months moved. The list of all versions is at{' '}
          <a className="link" href="/api/versions">
            /api/versions
          </a>
          .
        </p>
      }
    >
      {shown.length === 0 && (
        <div className="mt-8">
          {older === undefined ? (
            <NoPostingsYet title="What moved the figures would stand here" status={status} />
          ) : (
            <p>There are no changes before data version {older}.</p>
          )}
        </div>
      )}
      {shown.map((one) => (
        <Change key={one.changes[0].to} shown={one} names={names} />
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
