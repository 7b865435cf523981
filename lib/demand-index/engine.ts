import type {
  AlternativeRow,
  DataVersion,
  DemandEngine,
  DemandRow,
  LevelRow,
  NamedSeries,
  Population,
  SeriesKey,
} from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { listPeriods, type Range } from '@/lib/query/periods'
import { namesOf, seriesOf } from '@/lib/query/series'
import { estimateShare } from '@/lib/query/statistics'
import { type Steps, takeSteps } from '@/lib/query/turns'
import { sumAlternatives } from '@/lib/demand-index/alternatives'
import { askFor } from '@/lib/demand-index/asked'
import type { Asked } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, Selection } from '@/lib/demand-index/index-snapshot'
import { rangeOf, sharePeriods, withinAny } from '@/lib/demand-index/periods'
import { countPopulation } from '@/lib/demand-index/population'
import { sumRegions } from '@/lib/demand-index/regions'
import { selectRows } from '@/lib/demand-index/select-rows'
import { listCompanionRows, listSkillRows, type NumberedSkill } from '@/lib/demand-index/skill-rows'
import { contentsOf, tabulate } from '@/lib/demand-index/table'
import { countHalves, halvesOf, sumPair } from '@/lib/demand-index/pairs'
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

interface Head {
  dataVersion: DataVersion
  population: Population
}

const levelOrder = ['required', 'preferred', 'mentioned'] as const
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byCount = (a: { vacancies: number; skill: string | null }, b: typeof a): number =>
  b.vacancies - a.vacancies || byText(a.skill ?? '', b.skill ?? '')

/** The demand engine over an index in memory. It agrees with SQL over the facts of its data version to the last count. */
export function createIndexEngine(options: IndexEngineOptions): DemandEngine {
  const numberOf = ({ names }: IndexSnapshot, named: NamedSeries): number =>
    names.codeNumbers.get(options.codeOf(named)) ?? -1

  const ask = (snapshot: IndexSnapshot, series: SeriesKey, level: Filters['level']): Asked =>
    askFor(series, level, (named) => numberOf(snapshot, named))

  function* pose(snapshot: IndexSnapshot, filters: Filters): Steps<Question> {
    const { at } = snapshot.dataVersion
    return {
      snapshot,
      filters,
      selections: yield* selectRows(snapshot, filters),
      range: rangeOf(snapshot, filters),
      // What ran when a version was made is partial in it for ever.
      clock: filters.asOf === null || at === null ? options.now() : at,
    }
  }

  /** Answers a query from the version that it asks for, in steps between which others have their turns. */
  async function answer<T>(filters: Filters, make: (question: Question) => Steps<T>): Promise<T> {
    const snapshot = await options.snapshot(filters.asOf)
    function* steps(): Steps<T> {
      return yield* make(yield* pose(snapshot, filters))
    }
    return takeSteps(steps())
  }

  /** What every answer but a table carries. */
  function* headOf({ snapshot, selections, filters }: Question): Steps<Head> {
    const { dataVersion } = snapshot
    return { dataVersion, population: yield* countPopulation(snapshot, selections, filters.unit) }
  }

  /** Skills of the index with the number of their code, but for some codes. */
  const skillsOf = ({ names }: IndexSnapshot, without = new Set<number>()): NumberedSkill[] =>
    names.codes.flatMap((code, number) => {
      const skill = without.has(code) ? undefined : options.skillOf(code)
      return skill === undefined ? [] : [{ skill, number }]
    })

  const periodsOf = ({ range, filters, clock }: Question) => listPeriods({ bucket: filters.bucket, range, now: clock })

  function* demandRows(question: Question): Steps<DemandRow[]> {
    const { snapshot, filters, selections } = question
    const asked = seriesOf(filters)
    const numerators = asked.map((series) => ask(snapshot, series, filters.level))
    const query = { selections, bucket: filters.bucket, periods: periodsOf(question), numerators }
    const periods = yield* sharePeriods(snapshot, query)
    return asked.flatMap((series, index) =>
      periods.flatMap(({ start, isPartial, postings: ofPostings, shares }) => {
        const held = shares[index]
        if (held === undefined) return []
        // Field by field, as in `estimateShare`.
        const { vacancies, ofVacancies, share, low, high, effectiveN, isThin } = held.share
        const { employers } = held
        return [
          {
            vacancies,
            ofVacancies,
            share,
            low,
            high,
            effectiveN,
            isThin,
            employers,
            series,
            start,
            ofPostings,
            isPartial,
          },
        ]
      }),
    )
  }

  function* levelRows(question: Question, series: SeriesKey): Steps<LevelRow[]> {
    const { snapshot, filters, selections } = question
    const numerators = levelOrder.map((level) => ask(snapshot, series, level))
    const query = { selections, bucket: filters.bucket, periods: periodsOf(question), numerators }
    const periods = yield* sharePeriods(snapshot, query)
    return periods.flatMap(({ start, isPartial, shares }) => {
      const [required, preferred, mentioned] = shares.map(({ share }) => share)
      if (required === undefined || preferred === undefined || mentioned === undefined) return []
      return [{ start, required, preferred, mentioned, isPartial }]
    })
  }

  function* alternativeRows({ snapshot, filters, selections }: Question, skill: string): Steps<AlternativeRow[]> {
    const { level } = filters
    const code = options.codeOf(`skill:${skill}`)
    const asked = ask(snapshot, `skill:${skill}`, level)
    const found = yield* sumAlternatives(snapshot, { selections, asked, code, level })
    const rows = found.flatMap((one): AlternativeRow[] => {
      const name = one.code === code ? null : options.skillOf(one.code)
      return name === undefined ? [] : [{ skill: name, ...estimateShare(one.sums) }]
    })
    return rows.toSorted((a, b) => (a.skill === null ? -1 : b.skill === null ? 1 : byCount(a, b)))
  }

  return {
    demand: (filters) =>
      answer(filters, function* (question) {
        return { ...(yield* headOf(question)), bucket: filters.bucket, rows: yield* demandRows(question) }
      }),
    skills: (filters) =>
      answer(filters, function* (question) {
        const { snapshot, range, selections } = question
        const head = yield* headOf(question)
        if (range === null) return { ...head, from: null, to: null, rows: [] }
        const skills = skillsOf(snapshot)
        const { window, rows } = yield* listSkillRows(snapshot, { selections, skills, level: filters.level, range })
        return { ...head, ...window, rows: rows.toSorted(byCount) }
      }),
    levels: (filters, series) =>
      answer(filters, function* (question) {
        return { ...(yield* headOf(question)), rows: yield* levelRows(question, series) }
      }),
    regions: (filters, series) =>
      answer(filters, function* (question) {
        const { snapshot, selections } = question
        const asked = ask(snapshot, series, filters.level)
        const regions = yield* sumRegions(snapshot, { selections, asked, unit: filters.unit })
        const rows = regions
          .map(({ region, sums }) => ({ region, ...estimateShare(sums) }))
          .toSorted((a, b) => b.ofVacancies - a.ofVacancies || byText(a.region, b.region))
        return { ...(yield* headOf(question)), rows }
      }),
    companions: (filters, series) =>
      answer(filters, function* (question) {
        const { snapshot, selections } = question
        const skills = skillsOf(snapshot, new Set(namesOf(series).map(options.codeOf)))
        const asked = ask(snapshot, series, filters.level)
        const rows = yield* listCompanionRows(snapshot, { selections, skills, level: filters.level, asked })
        return {
          ...(yield* headOf(question)),
          rows: rows.toSorted((a, b) => b.share.vacancies - a.share.vacancies || byText(a.skill, b.skill)),
        }
      }),
    alternatives: (filters, skill) =>
      answer(filters, function* (question) {
        return { ...(yield* headOf(question)), rows: yield* alternativeRows(question, skill) }
      }),
    lifts: (filters, series, skills) =>
      answer(filters, function* ({ snapshot, selections }) {
        const asked = ask(snapshot, series, filters.level)
        const codes = skills.map((skill) => numberOf(snapshot, `skill:${skill}`))
        const liftOf = yield* liftBeside(snapshot, { selections, asked, level: filters.level })
        return { dataVersion: snapshot.dataVersion, sums: codes.map(liftOf) }
      }),
    histories: (filters) =>
      answer({ ...filters, bucket: 'month' }, function* (question) {
        const { snapshot, selections } = question
        const periods = periodsOf(question)
        const counted = new Map(selections.map(({ table, vacancyCount }) => [table.chunk.month, vacancyCount]))
        const months = { periods, vacancies: Uint32Array.from(periods, ({ start }) => counted.get(start) ?? 0) }
        const years = lastTwoYears(periods)
        const query = {
          selections,
          skills: skillsOf(snapshot),
          level: filters.level,
          months,
        }
        const skills = years === null ? [] : yield* listHistories(snapshot, query, years)
        return { ...(yield* headOf(question)), months, years, skills }
      }),
    pair: (filters, series, spans) =>
      answer(filters, function* ({ snapshot, selections }) {
        const halves = yield* countHalves(snapshot, halvesOf(selections, spans))
        const sums = sumPair(snapshot, halves, ask(snapshot, series, filters.level))
        return { dataVersion: snapshot.dataVersion, sums }
      }),
    table: (filters, series, spans) =>
      answer(filters, function* (question) {
        const { snapshot, selections } = question
        const asked = series.map((one) => ask(snapshot, one, filters.level))
        const { bucket } = filters
        const periods = periodsOf(question)
        const rows = yield* tabulate(spans === undefined ? selections : withinAny(selections, { spans, bucket }), {
          periods,
          bucket,
          asked,
        })
        return { dataVersion: snapshot.dataVersion, contents: contentsOf(selections, periods, bucket), ...rows }
      }),
    outline: (filters) =>
      answer(filters, function* (question) {
        const periods = periodsOf(question)
        yield
        const contents = contentsOf(question.selections, periods, filters.bucket)
        return { dataVersion: question.snapshot.dataVersion, periods, contents }
      }),
    dataVersion: async () => (await options.snapshot(null)).dataVersion,
  }
}
