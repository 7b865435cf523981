import { ChartFigure } from '@/app/_components/chart/chart-figure'
import { toLevelModel, toLineModel } from '@/app/_components/chart/chart-model'
import { ChartNotes } from '@/app/_components/chart/chart-notes'
import { NoPostingsYet } from '@/app/_components/empty-state'
import { FilterBar } from '@/app/_components/filters/filter-bar'
import { ViewSwitch } from '@/app/_components/composition/view-switch'
import { ViewsSection } from '@/app/_components/composition/views-section'
import { ExampleList } from '@/app/_components/postings/example-list'
import { SensitivityPanel } from '@/app/_components/sensitivity/sensitivity-panel'
import { WayNote } from '@/app/_components/sensitivity/way-note'
import { LevelNote } from '@/app/_components/site/level-note'
import { NoMatch } from '@/app/_components/site/no-match'
import { PageIntro } from '@/app/_components/site/page-intro'
import { VersionNote } from '@/app/_components/site/version-note'
import { AlternativeTable } from '@/app/_components/tables/alternative-table'
import { CompanionTable } from '@/app/_components/tables/companion-table'
import { RegionTable } from '@/app/_components/tables/region-table'
import { SkillTable } from '@/app/_components/tables/skill-table'
import { TableHead } from '@/app/_components/tables/table-head'
import { csvHref, requiredCsvHref } from '@/app/_data/csv-links'
import { regionName, seriesLabel } from '@/app/_data/names'
import { sourceNamesOf } from '@/app/_data/page-filters'
import type { SeriesPageData } from '@/app/_data/series-page-data'
import { toShownAlternatives, toShownCompanions, toShownSkills } from '@/app/_data/shown-rows'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { getPrisma } from '@/lib/db/prisma'
import { formatMonths } from '@/lib/domain/month'
import { viewNames } from '@/lib/query/composition'
import { describeView } from '@/lib/query/composition-sentences'
import { formatVacancies } from '@/lib/query/numbers'
import { describeAlternatives, nameAtLevel } from '@/lib/query/sentences'

/** Rows of a side table; the file holds all. */
const sideRows = 15

const ofAll = (count: number) => (count > sideRows ? `(all ${count})` : undefined)

/** The months that a table over the whole range counts, which a headline of one year does not: " of January 2011 to May 2024". */
const ofRange = ({ demand: { population } }: SeriesPageData) =>
  population.from === null || population.to === null ? '' : ` of ${formatMonths(population.from, population.to)}`

function Tables({ data }: { data: SeriesPageData }) {
  const { filters, regions, companions, family, population } = data
  const name = nameAtLevel(data.name, filters.level)
  return (
    <div className="grid gap-x-12 gap-y-16 lg:grid-cols-2">
      <section className="figures min-w-0" aria-label="Regions">
        <TableHead
          title="Where it is asked for"
          csvHref={csvHref('regions', filters)}
          csvNote={ofAll(regions.length)}
        />
        <RegionTable
          rows={regions.slice(0, sideRows)}
          nameOf={regionName}
          family={family}
          caption={`Share of vacancies that name ${name} by region. ${population}.`}
        />
        <p className="mt-2 max-w-[72ch] text-small text-quiet">
          Vacancies{ofRange(data)}, regions with most first; the line over a bar is the 95&#8239;% interval. A vacancy
          with places in two countries counts in both.
        </p>
      </section>
      <section className="figures min-w-0" aria-label="Skills beside it">
        <TableHead
          title="Named beside it"
          csvHref={csvHref('companions', filters)}
          csvNote={ofAll(companions.length)}
        />
        <CompanionTable
          rows={toShownCompanions(companions.slice(0, sideRows), data.pageFilters)}
          caption={`Skills named in vacancies that name ${name}. ${population}.`}
        />
        <p className="mt-2 max-w-[72ch] text-small text-quiet">
          Of the {formatVacancies(companions[0]?.share.ofVacancies ?? 0, false)}
          {ofRange(data)} naming {name}, the share that also name the skill; lift is that share over the one among all
          vacancies, with its 95&#8239;% interval.
        </p>
      </section>
    </div>
  )
}

/** In how many vacancies the skill is one of several that would do, and which are the others. */
function Alternatives({ data }: { data: SeriesPageData }) {
  const [any, ...others] = data.alternatives
  if (any === undefined) return null
  const rows = toShownAlternatives(others.slice(0, sideRows), data.pageFilters)
  return (
    <section className="figures max-w-[72ch]" aria-label="Alternatives">
      <TableHead
        title="Where something else would do"
        csvHref={csvHref('alternatives', data.filters)}
        csvNote={ofAll(others.length)}
      />
      <p className="mb-3">{describeAlternatives(data.name, any, data.filters.level)}</p>
      {rows.length > 0 && (
        <AlternativeTable
          rows={rows}
          caption={`Skills that vacancies naming ${nameAtLevel(data.name, data.filters.level)} would take instead. ${data.population}.`}
        />
      )}
      <p className="mt-2 text-small text-quiet">
        From lists with an “or”, such as “AWS, GCP or Azure”. Shares are of all vacancies{ofRange(data)} that name{' '}
        {nameAtLevel(data.name, data.filters.level)}; a list of three counts for both others.
      </p>
    </section>
  )
}

function Members({ data }: { data: SeriesPageData }) {
  if (data.members.length === 0) return null
  return (
    <section className="figures" aria-label="Skills of the family">
      <TableHead
        title="Its skills in the last 12 months"
        csvHref={csvHref('skills', data.pageFilters)}
        csvNote="(skills of all families)"
        requiredHref={requiredCsvHref(data.pageFilters)}
      />
      <SkillTable
        rows={toShownSkills(data.members, data.pageFilters, data.requiredMembers).map((row) => ({
          ...row,
          familyName: '',
        }))}
        caption={`Share of vacancies that name ${nameAtLevel('each skill', data.filters.level)} of the family. ${data.population}.`}
        sparkNote="By year"
      />
    </section>
  )
}

/** Before the first posting there is nothing to filter: only what would be here. */
async function NothingYet({ name }: { name: string }) {
  const status = await readIngestStatus(getPrisma(), { now: new Date() })
  return (
    <main className="column flex-1 py-12">
      <h1 className="mb-6 max-w-[32ch] text-headline">How many backend vacancies name {name}</h1>
      <NoPostingsYet title="The trend, the regions and the newest postings would stand here" status={status} />
    </main>
  )
}

/** The page of one skill, family or set: trend, levels, regions, companions, postings, definition. */
export function SeriesPage({ data, definition }: { data: SeriesPageData; definition: React.ReactNode }) {
  const { query, filters, demand, name, family, population } = data
  if (query.choices.to === null) return <NothingYet name={name} />
  const { view } = filters
  const model = toLineModel(demand, {
    labelOf: seriesLabel(data.pageFilters),
    sourceName: query.names.source,
    view,
  })
  return (
    <main className="flex-1" data-family={family}>
      <PageIntro
        kicker={data.kicker}
        headline={data.headline.sentence}
        figure={data.headline.figure}
        population={demand.population}
        names={query.names}
        dropped={query.dropped}
        filters={data.pageFilters}
      >
        <LevelNote path={data.path} filters={data.pageFilters} headline={data.headline} />
        <WayNote path={data.path} filters={data.pageFilters} names={query.names} />
        <VersionNote
          path={data.path}
          filters={data.pageFilters}
          version={demand.dataVersion}
          names={query.names}
          headline={data.headline}
        />
        {demand.population.vacancies > 0 && (
          <SensitivityPanel
            path={data.path}
            filters={data.pageFilters}
            series={data.series}
            name={name}
            family={family}
            sourceNames={sourceNamesOf(query)}
          />
        )}
      </PageIntro>
      <FilterBar
        path={data.path}
        filters={data.pageFilters}
        choices={query.choices}
        fixed={{ name, compareHref: data.compareHref }}
      />
      {demand.population.vacancies === 0 ? (
        <NoMatch path={data.path} bounds={query.choices} />
      ) : (
        <div className="column space-y-16 pt-8">
          <ChartFigure
            model={model}
            title={`Share of vacancies that name ${nameAtLevel(name, filters.level)}, by ${filters.bucket}${view === 'raw' ? '' : `: ${viewNames[view]}`}`}
            population={population}
            csvHref={csvHref('demand', filters)}
            controls={<ViewSwitch path={data.path} filters={data.pageFilters} changes={data.views.changes} />}
          >
            {view !== 'raw' && <p>{describeView(view, data.views.changes)}</p>}
            <p>The band is the 95&#8239;% interval, clustered by employer.</p>
            <ChartNotes model={model} hasUnion={false} />
          </ChartFigure>
          <Members data={data} />
          {data.levels.length > 0 && (
            <ChartFigure
              model={toLevelModel(data.levels, model, family)}
              title={`How strongly ${name} is asked for, by ${filters.bucket}`}
              population={`${population}: the three levels add up to the share at any level`}
              csvHref={csvHref('levels', { ...filters, level: 'any' })}
            />
          )}
          <ViewsSection report={data.views} filters={filters} name={name} />
          <Tables data={data} />
          <Alternatives data={data} />
          <section className="figures" aria-label="Example postings">
            <h2 className="mb-3 text-lead">The newest postings behind these figures</h2>
            {data.examples.length === 0 ? (
              <p className="text-quiet">No posting of this population names it.</p>
            ) : (
              <ExampleList postings={data.examples} />
            )}
            <p className="mt-2 max-w-[72ch] text-small text-quiet">
              One posting an employer; excerpts around the words that made it count. Contacts are hidden.
              {filters.asOf !== null && ' They are of the newest data, not of the version that the figures are of.'}
            </p>
          </section>
          {definition}
        </div>
      )}
    </main>
  )
}
