import type {
  AlternativeRow,
  DemandEngine,
  DemandRow,
  LevelRow,
  NamedSeries,
  SeriesKey,
  Share,
} from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { listPeriods, type Range } from '@/lib/query/periods'
import { namesOf, seriesOf } from '@/lib/query/series'
import { estimateShare } from '@/lib/query/statistics'
import { sumAlternatives } from '@/lib/demand-index/alternatives'
import { askFor } from '@/lib/demand-index/asked'
import type { Asked } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, Selection } from '@/lib/demand-index/index-snapshot'
import { type PeriodShare, rangeOf, sharePeriods } from '@/lib/demand-index/periods'
import { countPopulation } from '@/lib/demand-index/population'
import { sumRegions } from '@/lib/demand-index/regions'
import { selectRows } from '@/lib/demand-index/select-rows'
import { listCompanionRows, listSkillRows, type NumberedSkill } from '@/lib/demand-index/skill-rows'
import { contentsOf, tabulate } from '@/lib/demand-index/table'
import { halvesOf, sumPairs } from '@/lib/demand-index/pairs'
import { listHistories } from '@/lib/demand-index/histories'
import { liftBeside } from '@/lib/demand-index/beside-sums'
import { lastTwoYears } from '@/lib/query/table-sums'

export interface IndexEngineOptions {
  /** The index to answer from, by the data version asked for (null: the newest); asked once an answer, so that none mixes two. */
  snapshot: (asOf: Filters['asOf']) => Promise<IndexSnapshot>
  now: () => Date
  codeOf: (series: NamedSeries) => number
  /** Id of the skill that a code stands for; undefined for a family. */
  skillOf: (code: number) => string | undefined
}

/** A query with all that its answer is made from. */
interface Question {
  snapshot: IndexSnapshot
  filters: Filters
  /** The rows of the population. */
  selections: readonly Selection[]
  /** Null when the index holds no month that is asked for. */
  range: Range | null
  /** Up to when periods are whole. */
  clock: Date
}

const levelOrder = ['required', 'preferred', 'mentioned'] as const
const withoutEmployers = (given: PeriodShare): Share => {
  const { employers: _, ...share } = given
  return share
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byCount = (a: { vacancies: number; skill: string | null }, b: typeof a): number =>
  b.vacancies - a.vacancies || byText(a.skill ?? '', b.skill ?? '')

/** The demand engine over an index in memory. It agrees with SQL over the facts of its data version to the last count. */
export function createIndexEngine(options: IndexEngineOptions): DemandEngine {
  const numberOf = ({ names }: IndexSnapshot, named: NamedSeries): number =>
    names.codeNumbers.get(options.codeOf(named)) ?? -1

  const ask = (snapshot: IndexSnapshot, series: SeriesKey, level: Filters['level']): Asked =>
    askFor(series, level, (named) => numberOf(snapshot, named))

  async function pose(filters: Filters): Promise<Question> {
    const snapshot = await options.snapshot(filters.asOf)
    const { at } = snapshot.dataVersion
    return {
      snapshot,
      filters,
      selections: selectRows(snapshot, filters),
      range: rangeOf(snapshot, filters),
      // What ran when a version was made is partial in it for ever.
      clock: filters.asOf === null || at === null ? options.now() : at,
    }
  }

  /** What every answer but a table carries. */
  const headOf = ({ snapshot, selections, filters }: Question) => ({
    dataVersion: snapshot.dataVersion,
    population: countPopulation(snapshot, selections, filters.unit),
  })

  /** Skills of the index with the number of their code, but for some codes. */
  const skillsOf = ({ names }: IndexSnapshot, without = new Set<number>()): NumberedSkill[] =>
    names.codes.flatMap((code, number) => {
      const skill = without.has(code) ? undefined : options.skillOf(code)
      return skill === undefined ? [] : [{ skill, number }]
    })

  const periodsOf = ({ range, filters, clock }: Question) => listPeriods({ bucket: filters.bucket, range, now: clock })

  function demandRows(question: Question): DemandRow[] {
    const { snapshot, filters, selections } = question
    const asked = seriesOf(filters)
    const numerators = asked.map((series) => ask(snapshot, series, filters.level))
    const query = { selections, bucket: filters.bucket, periods: periodsOf(question), numerators }
    const periods = sharePeriods(snapshot, query)
    return asked.flatMap((series, index) =>
      periods.flatMap(({ start, isPartial, postings, shares }) => {
        const share = shares[index]
        return share === undefined ? [] : [{ ...share, series, start, ofPostings: postings, isPartial }]
      }),
    )
  }

  function levelRows(question: Question, series: SeriesKey): LevelRow[] {
    const { snapshot, filters, selections } = question
    const numerators = levelOrder.map((level) => ask(snapshot, series, level))
    const query = { selections, bucket: filters.bucket, periods: periodsOf(question), numerators }
    return sharePeriods(snapshot, query).flatMap(({ start, isPartial, shares }) => {
      const [required, preferred, mentioned] = shares.map(withoutEmployers)
      if (required === undefined || preferred === undefined || mentioned === undefined) return []
      return [{ start, required, preferred, mentioned, isPartial }]
    })
  }

  function alternativeRows({ snapshot, filters, selections }: Question, skill: string): AlternativeRow[] {
    const { level } = filters
    const code = options.codeOf(`skill:${skill}`)
    const asked = ask(snapshot, `skill:${skill}`, level)
    const rows = sumAlternatives(snapshot, { selections, asked, code, level }).flatMap((one): AlternativeRow[] => {
      const name = one.code === code ? null : options.skillOf(one.code)
      return name === undefined ? [] : [{ skill: name, ...estimateShare(one.sums) }]
    })
    return rows.toSorted((a, b) => (a.skill === null ? -1 : b.skill === null ? 1 : byCount(a, b)))
  }

  return {
    async demand(filters) {
      const question = await pose(filters)
      return { ...headOf(question), bucket: filters.bucket, rows: demandRows(question) }
    },
    async skills(filters) {
      const question = await pose(filters)
      const { snapshot, range, selections } = question
      if (range === null) return { ...headOf(question), from: null, to: null, rows: [] }
      const skills = skillsOf(snapshot)
      const { window, rows } = listSkillRows(snapshot, { selections, skills, level: filters.level, range })
      return { ...headOf(question), ...window, rows: rows.toSorted(byCount) }
    },
    async levels(filters, series) {
      const question = await pose(filters)
      return { ...headOf(question), rows: levelRows(question, series) }
    },
    async regions(filters, series) {
      const question = await pose(filters)
      const { snapshot, selections } = question
      const asked = ask(snapshot, series, filters.level)
      const rows = sumRegions(snapshot, { selections, asked, unit: filters.unit })
        .map(({ region, sums }) => ({ region, ...estimateShare(sums) }))
        .toSorted((a, b) => b.ofVacancies - a.ofVacancies || byText(a.region, b.region))
      return { ...headOf(question), rows }
    },
    async companions(filters, series) {
      const question = await pose(filters)
      const { snapshot, selections } = question
      const skills = skillsOf(snapshot, new Set(namesOf(series).map(options.codeOf)))
      const asked = ask(snapshot, series, filters.level)
      const rows = listCompanionRows(snapshot, { selections, skills, level: filters.level, asked })
      return {
        ...headOf(question),
        rows: rows.toSorted((a, b) => b.share.vacancies - a.share.vacancies || byText(a.skill, b.skill)),
      }
    },
    async alternatives(filters, skill) {
      const question = await pose(filters)
      return { ...headOf(question), rows: alternativeRows(question, skill) }
    },
    async lifts(filters, series, skills) {
      const { snapshot, selections } = await pose(filters)
      const asked = ask(snapshot, series, filters.level)
      const codes = skills.map((skill) => numberOf(snapshot, `skill:${skill}`))
      const { dataVersion } = snapshot
      return { dataVersion, sums: codes.map(liftBeside(snapshot, { selections, asked, level: filters.level })) }
    },
    async histories(filters) {
      const question = await pose({ ...filters, bucket: 'month' })
      const { snapshot, selections } = question
      const periods = periodsOf(question)
      const counted = new Map(selections.map(({ table, vacancyCount }) => [table.chunk.month, vacancyCount]))
      const months = { periods, vacancies: Uint32Array.from(periods, ({ start }) => counted.get(start) ?? 0) }
      const years = lastTwoYears(periods)
      const query = {
        selections,
        skills: skillsOf(snapshot),
        level: filters.level,
        months: periods.map(({ start }) => start),
      }
      const skills = years === null ? [] : await listHistories(snapshot, query, years)
      return { ...headOf(question), months, years, skills }
    },
    async pair(filters, series, spans) {
      const { snapshot, selections } = await pose(filters)
      const [sums] = sumPairs(snapshot, halvesOf(selections, spans), [ask(snapshot, series, filters.level)])
      if (sums === undefined) throw new Error('of one series there is one pair of sums')
      return { dataVersion: snapshot.dataVersion, sums }
    },
    async table(filters, series) {
      const question = await pose(filters)
      const { snapshot, selections } = question
      const { dataVersion } = snapshot
      const asked = series.map((one) => ask(snapshot, one, filters.level))
      const table = await tabulate(selections, { periods: periodsOf(question), bucket: filters.bucket, asked })
      return { dataVersion, ...table }
    },
    async outline(filters) {
      const question = await pose(filters)
      const periods = periodsOf(question)
      const contents = contentsOf(question.selections, periods, filters.bucket)
      return { dataVersion: question.snapshot.dataVersion, periods, contents }
    },
    dataVersion: async () => (await options.snapshot(null)).dataVersion,
  }
}
