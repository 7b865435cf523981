import type { Metadata } from 'next'
import { ChartFigure } from '@/app/_components/chart/chart-figure'
import { toLineModel } from '@/app/_components/chart/chart-model'
import { NoPostingsYet } from '@/app/_components/empty-state'
import { DisagreementNote } from '@/app/_components/composition/disagreement-note'
import { ViewsSection } from '@/app/_components/composition/views-section'
import { BlurSection } from '@/app/_components/composition/blur-section'
import { FilterBar } from '@/app/_components/filters/filter-bar'
import { SensitivityPanel } from '@/app/_components/sensitivity/sensitivity-panel'
import { WayNote } from '@/app/_components/sensitivity/way-note'
import { ArticleSkills } from '@/app/_components/site/article-skills'
import { LevelNote } from '@/app/_components/site/level-note'
import { NoMatch } from '@/app/_components/site/no-match'
import { PageIntro } from '@/app/_components/site/page-intro'
import { VersionNote } from '@/app/_components/site/version-note'
import { SkillTable } from '@/app/_components/tables/skill-table'
import { TableHead } from '@/app/_components/tables/table-head'
import { ChartNotes } from '@/app/_components/chart/chart-notes'
import { csvHref, requiredCsvHref } from '@/app/_data/csv-links'
import { findHeadline, findTopic } from '@/app/_data/finding'
import { readFigureCard, siteTitle } from '@/app/_data/page-card'
import { seriesFamily, seriesHref, seriesLabel, seriesName } from '@/app/_data/names'
import { type PageSearch, readPageQuery, sourceNamesOf } from '@/app/_data/page-filters'
import { readRequired } from '@/app/_data/required-rows'
import { toShownSkills } from '@/app/_data/shown-rows'
import { getDemandEngine } from '@/lib/db/engine'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { getPrisma } from '@/lib/db/prisma'
import { formatMonth } from '@/lib/domain/month'
import { readBlur } from '@/lib/query/blur'
import { viewNames, viewSentences } from '@/lib/query/composition'
import { readDemandUnderView } from '@/lib/query/demand-under-view'
import { canonicalFilters, type Filters } from '@/lib/query/filters'
import { describePopulation, nameAtLevel } from '@/lib/query/sentences'
import { seriesOf, withDefaultSeries, withSeries } from '@/lib/query/series'
import { readViews } from '@/lib/query/views-report'

export const dynamic = 'force-dynamic'

export async function generateMetadata({ searchParams }: { searchParams: PageSearch }): Promise<Metadata> {
  return { title: { absolute: siteTitle }, ...(await readFigureCard(searchParams, findTopic)) }
}

const chartTitle = (filters: Filters) => {
  const by = `by ${filters.bucket}`
  const titled = (what: string) => `Share of vacancies that name ${nameAtLevel(what, filters.level)}, ${by}`
  if (filters.skills.length + filters.sets.length === 0) return titled('a skill of each family')
  const names = seriesOf(filters).map(seriesName)
  if (names.length > 3) return titled(`each of ${names.length} skills`)
  const listed = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
  return titled(listed)
}

export default async function OverviewPage({ searchParams }: { searchParams: PageSearch }) {
  const query = await readPageQuery(searchParams)
  const filters = canonicalFilters(query.filters)
  const charted = withDefaultSeries(filters)
  if (query.choices.to === null) {
    const status = await readIngestStatus(getPrisma(), { now: new Date() })
    return (
      <main className="column flex-1 py-12">
        <h1 className="mb-6 max-w-[32ch] text-headline">What backend vacancies ask for, month by month</h1>
        <NoPostingsYet title="Shares of skills over time would stand here" status={status} />
      </main>
    )
  }
  const engine = getDemandEngine()
  const [demand, table, required, blur] = await Promise.all([
    readDemandUnderView(engine, charted),
    engine.skills(filters),
    readRequired(engine, filters),
    readBlur(engine, { ...filters, bucket: 'year' }),
  ])
  const topic = await findTopic(engine, filters)
  const figured = withSeries(filters, [topic])
  const [headline, views] = await Promise.all([findHeadline(engine, filters, topic), readViews(engine, figured, topic)])
  // Of a series that is drawn alone the views stand here, too.
  const isAlone = seriesOf(filters).length === 1
  const population = describePopulation(filters, query.names)
  const model = toLineModel(demand, {
    labelOf: seriesLabel(filters),
    sourceName: query.names.source,
    view: filters.view,
  })
  const window =
    table.from === null || table.to === null ? '' : `${formatMonth(table.from)} to ${formatMonth(table.to)}`
  return (
    <main className="flex-1">
      <PageIntro
        headline={headline.sentence}
        figure={headline.figure}
        population={demand.population}
        names={query.names}
        dropped={query.dropped}
        filters={filters}
      >
        <LevelNote path="/" filters={figured} headline={headline} />
        {required !== null && <ArticleSkills rows={table.rows} required={required} filters={filters} window={window} />}
        <WayNote path="/" filters={filters} names={query.names} />
        <DisagreementNote
          report={views}
          href={isAlone ? '#composition' : `${seriesHref(topic, filters)}#composition`}
        />
        <VersionNote path="/" filters={filters} version={demand.dataVersion} names={query.names} headline={headline} />
        {demand.population.vacancies > 0 && (
          <SensitivityPanel
            path="/"
            filters={filters}
            series={topic}
            name={seriesName(topic)}
            family={seriesFamily(topic)}
            sourceNames={sourceNamesOf(query)}
          />
        )}
      </PageIntro>
      <FilterBar path="/" filters={filters} choices={query.choices} fixed={null} />
      {demand.population.vacancies === 0 ? (
        <NoMatch path="/" bounds={query.choices} />
      ) : (
        <div className="column space-y-16 pt-8">
          <ChartFigure
            model={model}
            title={chartTitle(charted)}
            population={population}
            csvHref={csvHref('demand', charted)}
          >
            {filters.view !== 'raw' && (
              <p>
                Under the view “{viewNames[filters.view]}”. {viewSentences[filters.view]}
              </p>
            )}
            <ChartNotes model={model} hasUnion={charted.families.length > 0} />
          </ChartFigure>
          {isAlone && <ViewsSection report={views} filters={figured} name={seriesName(topic)} />}
          <section className="figures" aria-label="Skills">
            <TableHead
              title={`Skills in the last 12 months, ${window}`}
              csvHref={csvHref('skills', withSeries(filters, []))}
              csvNote={`(all ${table.rows.length})`}
              requiredHref={requiredCsvHref(withSeries(filters, []))}
            />
            <SkillTable
              key={population}
              rows={toShownSkills(table.rows, filters, required)}
              caption={`Share of vacancies that name ${nameAtLevel('each skill', filters.level)}. ${population}, ${window}.`}
              sparkNote="By year"
            />
          </section>
          <BlurSection rows={blur.rows} filters={filters} population={population} />
        </div>
      )}
    </main>
  )
}
