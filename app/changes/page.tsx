import type { Metadata } from 'next'
import { NoPostingsYet } from '@/app/_components/empty-state'
import { TextPage } from '@/app/_components/prose'
import { DroppedNote } from '@/app/_components/site/dropped-note'
import { PageLink } from '@/app/_components/site/page-link'
import { seriesName } from '@/app/_data/names'
import { type PageSearch, readPageQuery } from '@/app/_data/page-filters'
import { ChangeSection } from '@/app/changes/change-section'
import { MethodSection } from '@/app/changes/method-section'
import { readChanges } from '@/app/changes/read-changes'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { getPrisma } from '@/lib/db/prisma'
import { canonicalFilters, type Filters, printFilters } from '@/lib/query/filters'
import { lowerFirst } from '@/lib/query/first-letter'
import { formatCount } from '@/lib/query/numbers'
import { describePopulation, nameAtLevel } from '@/lib/query/sentences'
import { seriesOf } from '@/lib/query/series'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Changes',
  description:
    'What moved the published figures, and why: new data, a new parser, new rules, duplicates grouped anew, a new method.',
}

/** “Kubernetes as required”; the six ops families where the query names none. */
function figureWords(filters: Filters): string {
  const series = seriesOf(filters)
  return nameAtLevel(series.length === 0 ? 'each ops family' : series.map(seriesName).join(', '), filters.level)
}

/** What moved a published figure and why, newest first: of the ops families, or of the query in the address. */
export default async function ChangesPage({ searchParams }: { searchParams: PageSearch }) {
  const { before, ...search } = await searchParams
  const older = typeof before === 'string' && /^[1-9]\d{0,8}$/.test(before) ? Number(before) : undefined
  const query = await readPageQuery(Promise.resolve(search))
  const filters: Filters = { ...canonicalFilters(query.filters), bucket: 'month', view: 'raw', asOf: null }
  const dropped = [
    ...query.dropped,
    ...(before === undefined || older !== undefined ? [] : ['before: expected the number of a data version']),
  ]
  const [{ shown, next }, status] = await Promise.all([
    readChanges(filters, { before: older }),
    readIngestStatus(getPrisma(), { now: new Date() }),
  ])
  const facts = shown.flatMap(({ changes }) => changes).reduce((sum, { changed }) => sum + changed, 0)
  const population = describePopulation(filters, query.names)
  const asked = printFilters(filters)
  return (
    <TextPage
      title="What moved the figures"
      lead={
        <>
          <p>
            Every change of the facts is a data version, and every figure names the one it was counted from. Below are
            the changes, newest first{facts > 0 && `, ${formatCount(facts)} facts in all`}: what made them, and how the
            share of {figureWords(filters)} in the last 12 months moved ({lowerFirst(population)}). The list of all
            versions is at{' '}
            <a className="link" href="/api/versions">
              /api/versions
            </a>
            . The formulas have{' '}
            <a className="link" href="#method">
              changes of their own
            </a>
            .
          </p>
          {asked !== '' && (
            <p className="mt-2">
              <PageLink className="link" href={`/?${asked}`}>
                To the figure
              </PageLink>
              , or to the changes of{' '}
              <PageLink className="link" href="/changes">
                all ops families
              </PageLink>
              .
            </p>
          )}
          <DroppedNote dropped={dropped} />
        </>
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
      {shown.map((change) => (
        <ChangeSection
          key={change.changes[0].to}
          change={change}
          nameOf={(id) => (id === 'all' ? 'all sources' : query.names.source(id))}
          filters={filters}
          population={population}
        />
      ))}
      {next !== null && (
        <p className="mt-8">
          <PageLink className="link" href={`/changes?${[`before=${next}`, asked].filter(Boolean).join('&')}`}>
            Older changes
          </PageLink>
        </p>
      )}
      <MethodSection />
    </TextPage>
  )
}
