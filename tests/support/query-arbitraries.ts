import fc from 'fast-check'
import { views } from '@/lib/domain/composition-view'
import { addMonths, buckets, type Month } from '@/lib/domain/month'
import { backendRoles, remoteKinds, seniorities } from '@/lib/domain/posting'
import { families, levels } from '@/lib/domain/skill'
import { lengthBands } from '@/lib/domain/text-length'
import type { NamedSeries, SeriesKey } from '@/lib/query/engine'
import {
  arrivalFilters,
  countUnits,
  employerFilters,
  type Filters,
  levelFilters,
  populations,
} from '@/lib/query/filters'
import type { Vocabulary } from '@/lib/query/parse-filters'
import { longestSet } from '@/lib/query/parse-set'
import { canonicalSet, printSet, type SetExpression } from '@/lib/query/set-expression'
import { type Fact, uuidFor } from './facts'

/** A small world, so that generated vacancies meet: each value is common enough to be counted. */
export const world = {
  skills: ['kubernetes', 'docker', 'aws', 'terraform', 'c++'],
  sources: ['hackernews', 'file'],
  regions: ['DE', 'FR', 'EU', 'US', 'US-CA', 'BR'],
}

export const worldVocabulary: Vocabulary = {
  skills: new Set(world.skills),
  spellings: new Map(),
  sources: new Set(world.sources),
  regions: new Set(world.regions),
}

const series: NamedSeries[] = [
  ...world.skills.map((id): NamedSeries => `skill:${id}`),
  'family:cloud',
  'family:containers',
]

/** Sets up to three operators deep, as they were written: not canonical. */
export const anySet: fc.Arbitrary<SetExpression> = fc.letrec<{ set: SetExpression }>((tie) => ({
  set: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({
      kind: fc.constant('name' as const),
      series: fc.constantFrom(...series),
      level: fc.constantFrom(null, null, null, ...levels),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('set') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('set'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).set

const anySetText = anySet.map((set) => printSet(canonicalSet(set))).filter((text) => text.length <= longestSet)
export const anySeries: fc.Arbitrary<SeriesKey> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...series) },
  { weight: 1, arbitrary: anySetText.map((text): SeriesKey => `set:${text}`) },
)

const firstMonth: Month = '2021-11'
const anyMonth = fc.nat({ max: 30 }).map((offset) => addMonths(firstMonth, offset))
const anyMonthOrNone = fc.option(anyMonth, { nil: null, freq: 2 })

const listOf = <T>(values: readonly T[]) => fc.subarray([...values])
/** Mostly no filter: every filter set at once leaves nothing to count. */
const filterOf = <T>(values: readonly T[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: fc.shuffledSubarray([...values]) })

export const anyFilters: fc.Arbitrary<Filters> = fc
  .record({
    skills: fc.shuffledSubarray(world.skills),
    families: fc.shuffledSubarray([...families].slice(0, 3)),
    sets: fc.uniqueArray(anySetText, { maxLength: 2 }),
    regions: filterOf(world.regions),
    remote: filterOf(remoteKinds),
    seniority: filterOf(seniorities),
    sources: filterOf(world.sources),
    without: fc.subarray(world.sources, { maxLength: 1 }),
    employer: fc.constantFrom('any', ...employerFilters),
    lengths: filterOf(lengthBands),
    arrival: fc.constantFrom(...arrivalFilters),
    unit: fc.constantFrom('vacancy', ...countUnits),
    role: fc.constantFrom(...populations),
    level: fc.constantFrom(...levelFilters),
    view: fc.constantFrom('raw', ...views),
    from: anyMonthOrNone,
    to: anyMonthOrNone,
    bucket: fc.constantFrom(...buckets),
    asOf: fc.constantFrom(null, null, 1, 40),
  })
  .map((filters) => ({ ...filters, without: filters.without.filter((source) => !filters.sources.includes(source)) }))
  .map((filters) =>
    filters.from !== null && filters.to !== null && filters.from > filters.to
      ? { ...filters, from: filters.to, to: filters.from }
      : filters,
  )

const anyLevels = fc.tuple(...series.map(() => fc.constantFrom('required', 'preferred', 'mentioned', null, null)))

const anyChoice = fc.record({
  level: fc.constantFrom(...levels),
  skills: fc.subarray(world.skills, { minLength: 2, maxLength: 4 }),
})

const anyVacancy = fc.record({
  employer: fc.nat({ max: 3 }),
  levels: anyLevels,
  anyOf: fc.array(anyChoice, { maxLength: 2 }),
})

/** Facts in which the copies of a vacancy agree on employer, skills and alternatives, as equal texts do, and on nothing else. */
const factsOf = (minLength: number): fc.Arbitrary<Fact[]> =>
  fc.array(anyVacancy, { minLength: 1, maxLength: 10 }).chain((vacancies) =>
    fc
      .array(
        fc.record({
          vacancy: fc.nat({ max: vacancies.length - 1 }),
          month: anyMonth,
          // Few, so that copies meet on one; not of the month, as late comments of a thread are not.
          day: fc.constantFrom('2023-05-31', '2023-06-01', '2023-06-02'),
          sourceId: fc.constantFrom(...world.sources),
          role: fc.constantFrom('strict', 'strict', ...backendRoles),
          remote: fc.constantFrom(...remoteKinds),
          arrival: fc.constantFrom('flow', 'flow', 'flow', 'stock'),
          words: fc.constantFrom(80, 120, 121, 300, 301, 900),
          signals: fc.oneof(
            { weight: 4, arbitrary: fc.constant<boolean[]>([]) },
            fc.array(fc.boolean(), { maxLength: 2 }),
          ),
          seniority: listOf(seniorities),
          regions: listOf(world.regions).map((regions) =>
            [...new Set(regions.includes('US-CA') ? [...regions, 'US'] : regions)].toSorted(),
          ),
        }),
        { minLength, maxLength: 60 },
      )
      .map((postings) =>
        postings.map(({ vacancy, ...posting }, index): Fact => {
          const { employer, levels: named, anyOf } = vacancies[vacancy] ?? { employer: 0, levels: [], anyOf: [] }
          const at = (level: string) => series.filter((_, position) => named[position] === level)
          return {
            ...posting,
            postingId: uuidFor(`posting ${index}`),
            vacancyId: uuidFor(`vacancy ${vacancy}`),
            employerId: uuidFor(`employer ${employer}`),
            required: at('required'),
            preferred: at('preferred'),
            mentioned: at('mentioned'),
            anyOf,
          }
        }),
      ),
  )

export const anyFacts = factsOf(0)
/** Enough of them for two years of quarters. */
export const manyFacts = factsOf(45)
