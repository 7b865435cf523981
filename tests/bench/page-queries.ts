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
import type { DemandEngine, NamedSeries } from '@/lib/query/engine'
import { defaultFilters, type Filters, printFilters } from '@/lib/query/filters'
import { readDemandUnderView } from '@/lib/query/demand-under-view'
import { readMovers } from '@/lib/query/movers'
import { readSensitivity } from '@/lib/query/sensitivity'
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

export interface PageQuery {
  /** The page, and what of it. */
  label: string
  /** Path of the endpoint that gives the same; null where only a page asks it. */
  path: string | null
  ours(engine: DemandEngine): Promise<unknown>
  /** The same from two tables. */
  peer: string[]
}

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
    ours: (engine) => findHeadline(engine, plain, asked),
    peer: [headlineSql(asked, lastMonth)],
  },
  {
    label: 'every page: headline counted in other ways',
    path: ask('sensitivity', skill),
    ours: (engine) => readSensitivity(engine, plain, asked),
    peer: [...sensitivitySql(asked, lastMonth), populationSql()],
  },
  {
    label: 'skill: by month',
    path: ask('demand', skill),
    ours: (engine) => engine.demand(skill),
    peer: [demandSql([asked], 'month'), populationSql()],
  },
  {
    label: 'skill: by month, same employers',
    path: ask('demand', { ...skill, view: 'employers' }),
    ours: (engine) => readDemandUnderView(engine, { ...skill, view: 'employers' }),
    peer: [...viewsSql(asked, lastMonth).slice(1, 2), populationSql()],
  },
  {
    label: 'skill: levels by month',
    path: ask('levels', skill),
    ours: (engine) => engine.levels(skill, asked),
    peer: [levelsSql(asked), populationSql()],
  },
  {
    label: 'skill: regions',
    path: ask('regions', skill),
    ours: (engine) => engine.regions(skill, asked),
    peer: [regionsSql(asked), populationSql()],
  },
  {
    label: 'skill: companions with lifts',
    path: ask('companions', skill),
    ours: (engine) => readCompanionLifts(engine, skill, asked),
    peer: [companionsSql(asked), liftsSql(asked), populationSql()],
  },
  {
    label: 'skill: alternatives',
    path: ask('alternatives', skill),
    ours: (engine) => engine.alternatives(skill, 'kubernetes'),
    peer: [alternativesSql(asked), populationSql()],
  },
  {
    label: 'skill: views, changes and their parts',
    path: ask('composition', skill),
    ours: (engine) => readViews(engine, skill, asked),
    peer: [...viewsSql(asked, lastMonth), populationSql()],
  },
  {
    label: 'family: by month',
    path: ask('demand', cloud),
    ours: (engine) => engine.demand(cloud),
    peer: [demandSql([anyCloud], 'month'), populationSql()],
  },
  {
    label: 'family: companions with lifts',
    path: ask('companions', cloud),
    ours: (engine) => readCompanionLifts(engine, cloud, anyCloud),
    peer: [companionsSql(anyCloud), liftsSql(anyCloud), populationSql()],
  },
  {
    label: 'set: docker or kubernetes by month',
    path: ask('demand', set),
    ours: (engine) => engine.demand(set),
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
    ours: (engine) => checkClaims(engine, [firstClaim]),
    peer: viewsSql(anyCloud, lastMonth),
  },
  {
    label: 'claims: one, a trend',
    path: `/api/claims?${printClaim(trendClaim)}`,
    ours: (engine) => checkClaims(engine, [trendClaim]),
    peer: viewsSql('skill:microservices', lastMonth),
  },
  {
    label: 'claims: one, counted in other ways',
    path: null,
    ours: async (engine) => {
      const [checked] = await checkClaims(engine, [firstClaim])
      return checked === undefined ? [] : checkWays(engine, checked)
    },
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
