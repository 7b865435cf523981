import type { Metadata } from 'next'
import { NoPostingsYet } from '@/app/_components/empty-state'
import { FilterBar } from '@/app/_components/filters/filter-bar'
import { NoMatch } from '@/app/_components/site/no-match'
import { WayNote } from '@/app/_components/sensitivity/way-note'
import { PageIntro } from '@/app/_components/site/page-intro'
import { VersionNote } from '@/app/_components/site/version-note'
import { MoverTable } from '@/app/_components/tables/mover-table'
import { TableHead } from '@/app/_components/tables/table-head'
import { csvHref } from '@/app/_data/csv-links'
import { seriesName } from '@/app/_data/names'
import { createOnce } from '@/app/_data/once'
import { toCard } from '@/app/_data/page-card'
import { type PageSearch, readPageQuery } from '@/app/_data/page-filters'
import { getDemandEngine } from '@/lib/db/engine'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { getPrisma } from '@/lib/db/prisma'
import { describeYear } from '@/lib/query/composition-sentences'
import { canonicalFilters, type Filters, printFilters } from '@/lib/query/filters'
import { type MoverRow, type MoversResult, readMovers } from '@/lib/query/movers'
import { formatPoints } from '@/lib/query/numbers'
import { describePopulation } from '@/lib/query/sentences'
import { withSeries } from '@/lib/query/series'

export const dynamic = 'force-dynamic'

const once = createOnce<MoversResult>()
const moversOf = (filters: Filters) => once(printFilters(filters), () => readMovers(getDemandEngine(), filters))

const description = 'Skills that rose and fell in a year in what vacancies ask for, with intervals and trend tests.'

export async function generateMetadata({ searchParams }: { searchParams: PageSearch }): Promise<Metadata> {
  const query = await readPageQuery(searchParams)
  if (query.choices.to === null) return { title: 'Movers', description }
  const { rows, dataVersion } = await moversOf(withSeries(canonicalFilters(query.filters), []))
  return { title: 'Movers', ...toCard(headlineOf(rows), `${description} Data version ${dataVersion.id}.`) }
}

/** Rows of each table on the page; the file holds all. */
const shownRows = 25

const changeOf = ({ difference }: MoverRow) => difference.change ?? 0
const isSure = ({ difference: { low, high } }: MoverRow) => low !== null && high !== null && (low > 0 || high < 0)

function headlineOf(rows: readonly MoverRow[]): string {
  const sure = rows.filter(isSure)
  const up = sure.find((row) => changeOf(row) > 0)
  const down = sure.find((row) => changeOf(row) < 0)
  const words = (row: MoverRow) => `${seriesName(`skill:${row.skill}`)} (${formatPoints(row.difference.change, 1_000)})`
  if (up === undefined && down === undefined) return 'No skill moved for certain in a year'
  if (down === undefined) return `${up === undefined ? '' : words(up)} rose most in a year`
  return up === undefined
    ? `${words(down)} fell most in a year`
    : `${words(up)} rose and ${words(down)} fell most in a year`
}

export default async function MoversPage({ searchParams }: { searchParams: PageSearch }) {
  const query = await readPageQuery(searchParams)
  const filters = withSeries(canonicalFilters(query.filters), [])
  if (query.choices.to === null) {
    const status = await readIngestStatus(getPrisma(), { now: new Date() })
    return (
      <main className="column flex-1 py-12">
        <h1 className="mb-6 max-w-[32ch] text-headline">What rose and fell in a year</h1>
        <NoPostingsYet title="Skills by their change in a year would stand here" status={status} />
      </main>
    )
  }
  const movers = await moversOf(filters)
  const population = describePopulation(filters, query.names)
  const tables = [
    { title: 'Up', rows: movers.rows.filter((row) => changeOf(row) > 0) },
    { title: 'Down', rows: movers.rows.filter((row) => changeOf(row) < 0) },
  ]
  return (
    <main className="flex-1">
      <PageIntro
        headline={headlineOf(movers.rows)}
        figure={null}
        population={movers.population}
        names={query.names}
        dropped={query.dropped}
        filters={filters}
      >
        <WayNote path="/movers" filters={filters} names={query.names} />
        <VersionNote
          path="/movers"
          filters={filters}
          version={movers.dataVersion}
          names={query.names}
          headline={null}
        />
      </PageIntro>
      <FilterBar
        path="/movers"
        filters={filters}
        choices={query.choices}
        fixed={{ name: 'any skill', compareHref: '/' }}
      />
      {movers.population.vacancies === 0 ? (
        <NoMatch path="/movers" bounds={query.choices} />
      ) : (
        <div className="column space-y-16 pt-8">
          {movers.rows.length === 0 && <p>The range holds no 24 whole months to compare.</p>}
          {movers.from !== null &&
            tables.map(({ title, rows }) => (
              <section key={title} className="figures" aria-label={title}>
                <TableHead title={title} csvHref={csvHref('movers', filters)} csvNote={`(all ${movers.rows.length})`} />
                <MoverTable
                  rows={rows.slice(0, shownRows)}
                  filters={filters}
                  caption={`${title}: share of vacancies by skill, two years from ${describeYear(movers.from ?? '2000-01')}. ${population}.`}
                />
              </section>
            ))}
          <p className="max-w-[72ch] text-small text-quiet">
            The last 12 whole months against the 12 before; intervals are clustered by employer over both. The trend is
            found by two tests over all months of the range, Mann-Kendall’s by month and one by employer, since
            employers post the same text again, corrected for the number of skills; the change a year is Sen’s median
            slope, which is ±0.00 beside a trend where most months do not name the skill at all. A skill has passed a
            share in the first month from which a whole year held it. See the{' '}
            <a className="link" href="/methodology#trends">
              methodology
            </a>
            .
          </p>
        </div>
      )}
    </main>
  )
}
