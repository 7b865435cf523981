import { findHeadline } from '@/app/_data/finding'
import { euMemberStates } from '@/lib/domain/european-union'
import { opsFamilies } from '@/lib/domain/skill'
import { readBlur } from '@/lib/query/blur'
import { shippedClaims } from '@/lib/query/claims/article-claims'
import { checkClaims } from '@/lib/query/claims/check-claims'
import { checkWays } from '@/lib/query/claims/claim-ways'
import { printClaim } from '@/lib/query/claims/claim-address'
import { readCompanionLifts } from '@/lib/query/companion-lifts'
import type { DatasetId } from '@/lib/query/datasets'
import type { Claim } from '@/lib/query/claims/claim'
import type { DemandEngine, NamedSeries, SeriesKey } from '@/lib/query/engine'
import { defaultFilters, type Filters, printFilters } from '@/lib/query/filters'
import { readDemandUnderView } from '@/lib/query/demand-under-view'
import { readMovers } from '@/lib/query/movers'
import { readSensitivity } from '@/lib/query/sensitivity'
import { withSeries } from '@/lib/query/series'
import { readViews } from '@/lib/query/views-report'
import {
  alternativesSql,
  amongStartups,
  companionsSql,
  demandSql,
  levelsSql,
  populationSql,
  regionsSql,
  skillsSql,
} from './two-table-peer'
import { blurSql, headlineSql, liftsSql, moversSql, sensitivitySql, viewsSql } from './two-table-statistics'

const overview: Filters = { ...defaultFilters, families: [...opsFamilies] }
const european: Filters = { ...overview, regions: ['EU'], remote: ['remote'], bucket: 'year' }
const startups: Filters = { ...overview, employer: 'startup' }
const skill: Filters = { ...defaultFilters, skills: ['kubernetes'] }
const cloud: Filters = { ...defaultFilters, families: ['cloud'] }
const set: Filters = { ...defaultFilters, sets: ['docker | kubernetes'] }
const plain: Filters = { ...defaultFilters }
const yearly: Filters = { ...defaultFilters, bucket: 'year' }

const asked: NamedSeries = 'skill:kubernetes'
const anyCloud: NamedSeries = 'family:cloud'
const inEurope = `regions && array['EU', '${euMemberStates.join(`', '`)}'] and remote = 'remote'`
const families = opsFamilies.map((family): NamedSeries => `family:${family}`)
const lastMonth = '2024-05-01'

type AskOf = (engine: DemandEngine, series: SeriesKey) => Promise<unknown>

export interface PageQuery {
  /** The page, and what of it. */
  label: string
  /** Path of the endpoint that gives the same; null where only a page asks it. */
  path: string | null
  ours: (engine: DemandEngine) => Promise<unknown>
  /** The same of any other series of its kind; absent where a query is of no single one. */
  askOf?: AskOf
  /** The series that `ours` asks of. */
  series?: SeriesKey
  /** The same from two tables. */
  peer: string[]
}

/** A question of one series. */
const about = (series: SeriesKey, askOf: AskOf) => ({
  series,
  askOf,
  ours: (engine: DemandEngine) => askOf(engine, series),
})

const withMeasure = (claim: Claim, series: SeriesKey): Claim => ({ ...claim, measure: { kind: 'series', series } })

const ask = (dataset: DatasetId, filters: Filters) => `/api/${dataset}?${printFilters(filters)}`

const articleClaims = shippedClaims().map(({ claim }) => claim)
const [firstClaim] = articleClaims
if (firstClaim === undefined) throw new Error('the article makes no claim')
const trendClaim = articleClaims.find(({ comparison }) => comparison === 'rises') ?? firstClaim

/** Every query that a page makes, each whole: overview, skill, family, movers, claims, changes. */
export const pageQueries: PageQuery[] = [
  {
    label: 'overview: six families by month',
    path: ask('demand', overview),
    ours: (engine) => engine.demand(overview),
    peer: [demandSql(families, 'month'), populationSql()],
  },
  {
    label: 'overview: EU, remote, by year',
    path: ask('demand', european),
    ours: (engine) => engine.demand(european),
    peer: [demandSql(families, 'year', inEurope), populationSql(inEurope)],
  },
  {
    label: 'overview: startups by month',
    path: ask('demand', startups),
    ours: (engine) => engine.demand(startups),
    peer: [demandSql(families, 'month', amongStartups), populationSql(amongStartups)],
  },
  {
    label: 'overview: table of skills',
    path: ask('skills', overview),
    ours: (engine) => engine.skills(overview),
    peer: [...skillsSql(lastMonth), populationSql()],
  },
  {
    label: 'overview: blur index by year',
    path: ask('blur', yearly),
    ours: (engine) => readBlur(engine, yearly),
    peer: [blurSql(families), populationSql()],
  },
  {
    label: 'every page: headline',
    path: null,
    ...about(asked, (engine, series) => findHeadline(engine, plain, series)),
    peer: [headlineSql(asked, lastMonth)],
  },
  {
    label: 'every page: headline counted in other ways',
    path: ask('sensitivity', skill),
    ...about(asked, (engine, series) => readSensitivity(engine, plain, series)),
    peer: [...sensitivitySql(asked, lastMonth), populationSql()],
  },
  {
    label: 'skill: by month',
    path: ask('demand', skill),
    ...about(asked, (engine, series) => engine.demand(withSeries(plain, [series]))),
    peer: [demandSql([asked], 'month'), populationSql()],
  },
  {
    label: 'skill: by month, same employers',
    path: ask('demand', { ...skill, view: 'employers' }),
    ...about(asked, (engine, series) =>
      readDemandUnderView(engine, { ...withSeries(plain, [series]), view: 'employers' }),
    ),
    peer: [...viewsSql(asked, lastMonth).slice(1, 2), populationSql()],
  },
  {
    label: 'skill: levels by month',
    path: ask('levels', skill),
    ...about(asked, (engine, series) => engine.levels(withSeries(plain, [series]), series)),
    peer: [levelsSql(asked), populationSql()],
  },
  {
    label: 'skill: regions',
    path: ask('regions', skill),
    ...about(asked, (engine, series) => engine.regions(withSeries(plain, [series]), series)),
    peer: [regionsSql(asked), populationSql()],
  },
  {
    label: 'skill: companions with lifts',
    path: ask('companions', skill),
    ...about(asked, (engine, series) => readCompanionLifts(engine, withSeries(plain, [series]), series)),
    peer: [companionsSql(asked), liftsSql(asked), populationSql()],
  },
  {
    label: 'skill: alternatives',
    path: ask('alternatives', skill),
    ...about(asked, (engine, series) =>
      engine.alternatives(withSeries(plain, [series]), series.slice('skill:'.length)),
    ),
    peer: [alternativesSql(asked), populationSql()],
  },
  {
    label: 'skill: views, changes and their parts',
    path: ask('composition', skill),
    ...about(asked, (engine, series) => readViews(engine, withSeries(plain, [series]), series)),
    peer: [...viewsSql(asked, lastMonth), populationSql()],
  },
  {
    label: 'family: by month',
    path: ask('demand', cloud),
    ...about(anyCloud, (engine, series) => engine.demand(withSeries(plain, [series]))),
    peer: [demandSql([anyCloud], 'month'), populationSql()],
  },
  {
    label: 'family: companions with lifts',
    path: ask('companions', cloud),
    ...about(anyCloud, (engine, series) => readCompanionLifts(engine, withSeries(plain, [series]), series)),
    peer: [companionsSql(anyCloud), liftsSql(anyCloud), populationSql()],
  },
  {
    label: 'set: docker or kubernetes by month',
    path: ask('demand', set),
    ...about('set:docker | kubernetes', (engine, series) => engine.demand(withSeries(plain, [series]))),
    peer: [demandSql(['skill:docker', asked], 'month'), populationSql()],
  },
  {
    label: 'movers, with trend tests',
    path: ask('movers', plain),
    ours: (engine) => readMovers(engine, plain),
    peer: [...moversSql(lastMonth), populationSql()],
  },
  {
    label: 'claims: one, a share',
    path: `/api/claims?${printClaim(firstClaim)}`,
    ...about(anyCloud, (engine, series) => checkClaims(engine, [withMeasure(firstClaim, series)])),
    peer: viewsSql(anyCloud, lastMonth),
  },
  {
    label: 'claims: one, a trend',
    path: `/api/claims?${printClaim(trendClaim)}`,
    ...about('skill:microservices', (engine, series) => checkClaims(engine, [withMeasure(trendClaim, series)])),
    peer: viewsSql('skill:microservices', lastMonth),
  },
  {
    label: 'claims: one, counted in other ways',
    path: null,
    ...about(anyCloud, async (engine, series) => {
      const [checked] = await checkClaims(engine, [withMeasure(firstClaim, series)])
      return checked === undefined ? [] : checkWays(engine, checked)
    }),
    // Every way as counted, where the page has five views of each.
    peer: [...viewsSql(anyCloud, lastMonth), ...sensitivitySql(anyCloud, lastMonth)],
  },
  {
    label: 'claims: all of the article, every view',
    path: '/api/claims',
    ours: (engine) => checkClaims(engine, articleClaims),
    // The six families under every view alone, where the page has 13 measures, twice, for two audiences.
    peer: families.flatMap((family) => viewsSql(family, lastMonth)),
  },
  {
    label: 'changes: a version compared',
    path: ask('demand', overview),
    ours: async (engine) => [await engine.demand(overview), await engine.demand(overview)],
    peer: [demandSql(families, 'month'), demandSql(families, 'month')],
  },
]

/** Pages as a reader gets them, in HTML. */
export const pagePaths = ['/', '/skills/kubernetes', '/families/cloud', '/movers', '/claims', '/changes']
