import {
  addMonths as shiftMonth,
  bucketEnd,
  bucketsBetween,
  bucketStart,
  type Month,
  monthOf,
} from '@/lib/domain/month'
import type {
  AlternativeRow,
  CompanionRow,
  DemandEngine,
  DemandRow,
  LevelRow,
  NamedSeries,
  Population,
  RegionRow,
  SeriesKey,
  SkillRow,
} from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { namesOf, seriesOf } from '@/lib/query/series'
import { type ClusterSums, estimateShare, liftOf } from '@/lib/query/statistics'
import { askFor } from '@/lib/demand-index/asked'
import { addMonths, type Asked, countNamed, EmployerSums, narrowTo } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot } from '@/lib/demand-index/index-snapshot'
import { countPopulation } from '@/lib/demand-index/population'
import { sumRegions } from '@/lib/demand-index/regions'
import { tabulate } from '@/lib/demand-index/table'
import { type Selection, selectRows } from '@/lib/demand-index/select-rows'

export interface IndexEngineOptions {
  /** The index to answer from, by the data version asked for (null: the newest); asked once an answer, so that none mixes two. */
  snapshot: (asOf: Filters['asOf']) => Promise<IndexSnapshot>
  now: () => Date
  codeOf: (series: NamedSeries) => number
  /** Id of the skill that a code stands for; undefined for a family. */
  skillOf: (code: number) => string | undefined
}

interface Range {
  from: Month
  to: Month
}

/** Months that the answer covers: those of the index, inside the ones asked for; null when there are none. */
function rangeOf({ months }: IndexSnapshot, filters: Filters): Range | null {
  const first = months[0]?.chunk.month
  const last = months.at(-1)?.chunk.month
  if (first === undefined || last === undefined) return null
  const from = filters.from !== null && filters.from > first ? filters.from : first
  const to = filters.to !== null && filters.to < last ? filters.to : last
  return from <= to ? { from, to } : null
}

const isPartialPeriod = (start: Month, filters: Filters, range: Range, now: Date): boolean => {
  const end = bucketEnd(start, filters.bucket)
  return start < range.from || end > range.to || end >= monthOf(now)
}

interface PeriodSums {
  start: Month
  postings: number
  sums: ClusterSums[]
}

/** Sums of several numerators by period, every period of the range, oldest first. */
function sumPeriods(
  snapshot: IndexSnapshot,
  query: { filters: Filters; range: Range; numerators: readonly Asked[] },
): PeriodSums[] {
  const { filters, range, numerators } = query
  const byStart = new Map<Month, Selection[]>()
  for (const selection of selectRows(snapshot, filters)) {
    const start = bucketStart(selection.table.chunk.month, filters.bucket)
    const held = byStart.get(start)
    if (held === undefined) byStart.set(start, [selection])
    else held.push(selection)
  }
  const employers = new EmployerSums(snapshot.names.employers.size)
  return bucketsBetween(range.from, range.to, filters.bucket).map((start) => {
    const selections = byStart.get(start) ?? []
    addMonths(employers, selections)
    const sums = numerators.map((numerator) => {
      for (const selection of selections) employers.addSeries(selection, numerator)
      return employers.takeSeries()
    })
    employers.clear()
    return { start, postings: selections.reduce((sum, { postingCount }) => sum + postingCount, 0), sums }
  })
}

const levelOrder = ['required', 'preferred', 'mentioned'] as const
const byCount = (a: { vacancies: number; skill: string | null }, b: typeof a): number =>
  b.vacancies - a.vacancies || ((a.skill ?? '') < (b.skill ?? '') ? -1 : 1)

/** The demand engine over an index in memory. It agrees with SQL over the facts of its data version to the last count. */
export function createIndexEngine(options: IndexEngineOptions): DemandEngine {
  const { now } = options
  /** What ran when a version was made is partial in it for ever. */
  const clockOf = ({ dataVersion }: IndexSnapshot, { asOf }: Filters): Date =>
    asOf === null ? now() : (dataVersion.at ?? now())
  const ask = (snapshot: IndexSnapshot, series: SeriesKey, level: Filters['level']): Asked =>
    askFor(series, level, (named) => snapshot.names.codeNumbers.get(options.codeOf(named)) ?? -1)

  /** Skills of the index with the number of their code. */
  const skillsOf = ({ names }: IndexSnapshot): { skill: string; number: number }[] =>
    names.codes.flatMap((code, number) => {
      const skill = options.skillOf(code)
      return skill === undefined ? [] : [{ skill, number }]
    })

  const headOf = (
    snapshot: IndexSnapshot,
    filters: Filters,
  ): { dataVersion: IndexSnapshot['dataVersion']; population: Population } => ({
    dataVersion: snapshot.dataVersion,
    population: countPopulation(selectRows(snapshot, filters), filters.unit),
  })

  function demandRows(snapshot: IndexSnapshot, filters: Filters, range: Range): DemandRow[] {
    const asked = seriesOf(filters)
    const numerators = asked.map((series) => ask(snapshot, series, filters.level))
    const periods = sumPeriods(snapshot, { filters, range, numerators })
    return asked.flatMap((series, index) =>
      periods.flatMap(({ start, postings, sums }) => {
        const sum = sums[index]
        if (sum === undefined) return []
        const isPartial = isPartialPeriod(start, filters, range, clockOf(snapshot, filters))
        return [{ series, start, ...estimateShare(sum), ofPostings: postings, employers: sum.employers, isPartial }]
      }),
    )
  }

  function levelRows(
    snapshot: IndexSnapshot,
    filters: Filters,
    asked: { range: Range; series: SeriesKey },
  ): LevelRow[] {
    const numerators = levelOrder.map((level) => ask(snapshot, asked.series, level))
    const periods = sumPeriods(snapshot, { filters, range: asked.range, numerators })
    return periods.flatMap(({ start, sums: [required, preferred, mentioned] }) =>
      required === undefined || preferred === undefined || mentioned === undefined
        ? []
        : [
            {
              start,
              required: estimateShare(required),
              preferred: estimateShare(preferred),
              mentioned: estimateShare(mentioned),
              isPartial: isPartialPeriod(start, filters, asked.range, clockOf(snapshot, filters)),
            },
          ],
    )
  }

  /** Vacancies by skill, without clusters: all that a share of another year needs. */
  const countSkill = (selections: readonly Selection[], asked: Asked): number =>
    selections.reduce((sum, selection) => sum + countNamed(selection, asked), 0)

  const vacanciesIn = (selections: readonly Selection[]): number => {
    let count = 0
    for (const { vacancies } of selections) for (const one of vacancies) count += one
    return count
  }

  function skillRows(snapshot: IndexSnapshot, filters: Filters, range: Range): { window: Range; rows: SkillRow[] } {
    const start = shiftMonth(range.to, -11)
    const window = { from: start > range.from ? start : range.from, to: range.to }
    const before = { from: shiftMonth(window.from, -12), to: shiftMonth(window.to, -12) }
    const all = selectRows(snapshot, filters)
    const within = ({ from, to }: Range) =>
      all.filter(({ table }) => table.chunk.month >= from && table.chunk.month <= to)
    const now = within(window)
    const then = before.from >= range.from ? within(before) : []
    const thenCount = vacanciesIn(then)
    const years = bucketsBetween(range.from, range.to, 'year').map((year) => {
      const selections = all.filter(({ table }) => bucketStart(table.chunk.month, 'year') === year)
      return { start: year, selections, vacancies: vacanciesIn(selections) }
    })
    const employers = new EmployerSums(snapshot.names.employers.size)
    addMonths(employers, now)
    const rows = skillsOf(snapshot).flatMap(({ skill, number }): SkillRow[] => {
      for (const selection of now) employers.addSeries(selection, { number, level: filters.level })
      const sums = employers.takeSeries()
      if (sums.named === 0) return []
      const share = estimateShare(sums)
      const shareYearBefore = thenCount > 0 ? countSkill(then, { number, level: filters.level }) / thenCount : null
      return [
        {
          skill,
          ...share,
          shareYearBefore,
          change: share.share === null || shareYearBefore === null ? null : share.share - shareYearBefore,
          yearly: years.map((year) => ({
            start: year.start,
            share:
              year.vacancies === 0
                ? null
                : countSkill(year.selections, { number, level: filters.level }) / year.vacancies,
          })),
        },
      ]
    })
    return { window, rows: rows.toSorted(byCount) }
  }

  function companionRows(snapshot: IndexSnapshot, filters: Filters, series: SeriesKey): CompanionRow[] {
    const all = selectRows(snapshot, filters)
    const asked = all.map((one) => narrowTo(one, ask(snapshot, series, filters.level)))
    const total = vacanciesIn(all)
    const employers = new EmployerSums(snapshot.names.employers.size)
    addMonths(employers, asked)
    const own = new Set(namesOf(series).map(options.codeOf))
    const rows = skillsOf(snapshot).flatMap(({ skill, number }): CompanionRow[] => {
      if (own.has(snapshot.names.codes[number] ?? -1)) return []
      for (const selection of asked) employers.addSeries(selection, { number, level: filters.level })
      const sums = employers.takeSeries()
      if (sums.named === 0) return []
      const share = estimateShare(sums)
      const base = countSkill(all, { number, level: filters.level }) / total
      return [{ skill, share, base, lift: liftOf(share.share, base) }]
    })
    return rows.toSorted((a, b) => b.share.vacancies - a.share.vacancies || (a.skill < b.skill ? -1 : 1))
  }

  function alternativeRows(snapshot: IndexSnapshot, filters: Filters, skill: string): AlternativeRow[] {
    const code = options.codeOf(`skill:${skill}`)
    const named = ask(snapshot, `skill:${skill}`, filters.level)
    const asked = selectRows(snapshot, filters).map((one) => narrowTo(one, named))
    const employers = new EmployerSums(snapshot.names.employers.size)
    addMonths(employers, asked)
    const found = collectAlternatives(asked, filters.level, code)
    const rows = [...found].flatMap(([alternative, named]): AlternativeRow[] => {
      const name = alternative === code ? null : options.skillOf(alternative)
      if (name === undefined) return []
      for (const employer of named) employers.addNamed(employer)
      return [{ skill: name, ...estimateShare(employers.takeSeries()) }]
    })
    if (!found.has(code)) rows.push({ skill: null, ...estimateShare(employers.takeSeries()) })
    return rows.toSorted((a, b) => (a.skill === null ? -1 : b.skill === null ? 1 : byCount(a, b)))
  }

  return {
    async demand(filters) {
      const snapshot = await options.snapshot(filters.asOf)
      const range = rangeOf(snapshot, filters)
      const rows = range === null ? [] : demandRows(snapshot, filters, range)
      return { ...headOf(snapshot, filters), bucket: filters.bucket, rows }
    },
    async skills(filters) {
      const snapshot = await options.snapshot(filters.asOf)
      const range = rangeOf(snapshot, filters)
      const head = headOf(snapshot, filters)
      if (range === null) return { ...head, from: null, to: null, rows: [] }
      const { window, rows } = skillRows(snapshot, filters, range)
      return { ...head, ...window, rows }
    },
    async levels(filters, series) {
      const snapshot = await options.snapshot(filters.asOf)
      const range = rangeOf(snapshot, filters)
      return {
        ...headOf(snapshot, filters),
        rows: range === null ? [] : levelRows(snapshot, filters, { range, series }),
      }
    },
    async regions(filters, series) {
      const snapshot = await options.snapshot(filters.asOf)
      const selections = selectRows(snapshot, filters)
      const sums = sumRegions(selections, {
        asked: ask(snapshot, series, filters.level),
        employers: snapshot.names.employers.size,
        unit: filters.unit,
      })
      const rows: RegionRow[] = sums.map(({ region, sums: sum }) => ({ region, ...estimateShare(sum) }))
      return {
        ...headOf(snapshot, filters),
        rows: rows.toSorted((a, b) => b.ofVacancies - a.ofVacancies || (a.region < b.region ? -1 : 1)),
      }
    },
    async companions(filters, series) {
      const snapshot = await options.snapshot(filters.asOf)
      return { ...headOf(snapshot, filters), rows: companionRows(snapshot, filters, series) }
    },
    async alternatives(filters, skill) {
      const snapshot = await options.snapshot(filters.asOf)
      return { ...headOf(snapshot, filters), rows: alternativeRows(snapshot, filters, skill) }
    },
    async table(filters, series) {
      const snapshot = await options.snapshot(filters.asOf)
      const range = rangeOf(snapshot, filters)
      const starts = range === null ? [] : bucketsBetween(range.from, range.to, filters.bucket)
      const periods = starts.map((start) => ({
        start,
        isPartial: range !== null && isPartialPeriod(start, filters, range, clockOf(snapshot, filters)),
      }))
      const asked = series.map((one) => ask(snapshot, one, filters.level))
      const columns = tabulate(selectRows(snapshot, filters), { periods, bucket: filters.bucket, asked })
      return { dataVersion: snapshot.dataVersion, ...columns }
    },
    dataVersion: async () => (await options.snapshot(null)).dataVersion,
  }
}

function pushTo(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Codes that stand in one group with the asked one, with the employer of every vacancy in which they do; the asked one too. */
function collectAlternatives(
  asked: readonly Selection[],
  level: Filters['level'],
  code: number,
): Map<number, number[]> {
  const found = new Map<number, number[]>()
  for (const { table, vacancies, end } of asked) {
    const { choiceRows, choiceLevels, choiceStarts, choiceCodes, codes } = table.chunk
    const offeredBy = new Map<number, Set<number>>()
    for (const [group, row] of choiceRows.entries()) {
      if (row >= end || vacancies[row] !== 1) continue
      if (level !== 'any' && levelOrder[choiceLevels[group] ?? 0] !== level) continue
      const members = Array.from(
        choiceCodes.subarray(choiceStarts[group] ?? 0, choiceStarts[group + 1] ?? 0),
        (position) => codes[position] ?? 0,
      )
      if (!members.includes(code)) continue
      const offered = offeredBy.get(row) ?? new Set()
      for (const member of members) offered.add(member)
      offeredBy.set(row, offered)
    }
    for (const [row, offered] of offeredBy) {
      const employer = table.employerOf[row] ?? 0
      for (const member of offered) pushTo(found, member, employer)
    }
  }
  return found
}
