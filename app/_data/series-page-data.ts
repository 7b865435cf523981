import { type ExamplePosting, readExamples } from '@/app/_data/example-postings'
import { findHeadline, type Headline } from '@/app/_data/finding'
import { readRequired } from '@/app/_data/required-rows'
import { familyTitle, seriesFamily, seriesName } from '@/app/_data/names'
import { type PageQuery, type PageSearch, readPageQuery } from '@/app/_data/page-filters'
import { getDemandEngine } from '@/lib/db/engine'
import type { Family } from '@/lib/domain/skill'
import type { AlternativeRow, DemandResult, LevelRow, RegionRow, SeriesKey, SkillRow } from '@/lib/query/engine'
import { type CompanionWithLift, readCompanionLifts } from '@/lib/query/companion-lifts'
import { readDemandUnderView } from '@/lib/query/demand-under-view'
import { readViews, type ViewsReport } from '@/lib/query/views-report'
import { canonicalFilters, type Filters, printFilters } from '@/lib/query/filters'
import { parseSeries, withSeries } from '@/lib/query/series'
import { describePopulation } from '@/lib/query/sentences'

export interface SeriesPageData {
  query: PageQuery
  /** Filters of the address, without a series. */
  pageFilters: Filters
  /** The same with the one series of the page. */
  filters: Filters
  path: string
  series: SeriesKey
  /** The overview with this series drawn, where others can be added. */
  compareHref: string
  /** Inside a sentence: "Kubernetes", "any cloud platform". */
  name: string
  family: Family
  /** What kind of thing the page tells of. */
  kicker: string
  headline: Headline
  /** The population in words. */
  population: string
  demand: DemandResult
  /** Empty on the page of a set, whose three levels do not add up to it. */
  levels: LevelRow[]
  regions: RegionRow[]
  companions: CompanionWithLift[]
  views: ViewsReport
  /** Any alternative first; empty but on the page of a skill. */
  alternatives: AlternativeRow[]
  /** Skills of the family; empty on the page of a skill. */
  members: SkillRow[]
  /** The same at level `required`; null where the page is of one level. */
  requiredMembers: SkillRow[] | null
  examples: ExamplePosting[]
}

/** Reads all figures of the page of a skill, a family or a set at once. */
export async function readSeriesPage(series: SeriesKey, path: string, search: PageSearch): Promise<SeriesPageData> {
  const query = await readPageQuery(search)
  const pageFilters = withSeries(canonicalFilters(query.filters), [])
  const filters = withSeries(pageFilters, [series])
  const engine = getDemandEngine()
  const family = seriesFamily(series)
  const kind = parseSeries(series)?.kind
  const isFamilyPage = kind === 'family'
  const [demand, levels, regions, companions, views, alternatives, skills, required, headline, examples] =
    await Promise.all([
      readDemandUnderView(engine, filters),
      kind === 'set' ? null : engine.levels(filters, series),
      engine.regions(filters, series),
      readCompanionLifts(engine, filters, series),
      readViews(engine, filters, series),
      kind === 'skill' ? engine.alternatives(filters, series.slice('skill:'.length)) : null,
      isFamilyPage ? engine.skills(pageFilters) : null,
      isFamilyPage ? readRequired(engine, pageFilters) : null,
      findHeadline(engine, pageFilters, series),
      readExamples(pageFilters, series),
    ])
  return {
    query,
    pageFilters,
    filters,
    path,
    series,
    compareHref: `/?${printFilters(filters)}`,
    name: seriesName(series),
    family,
    kicker: kind === 'set' ? 'Set of skills' : isFamilyPage ? `Family: ${familyTitle(family)}` : familyTitle(family),
    headline,
    population: describePopulation(pageFilters, query.names),
    demand,
    levels: levels?.rows ?? [],
    regions: regions.rows,
    companions: companions.rows,
    views,
    alternatives: alternatives?.rows ?? [],
    members: skills === null ? [] : skills.rows.filter((row) => seriesFamily(`skill:${row.skill}`) === family),
    requiredMembers: required,
    examples,
  }
}
