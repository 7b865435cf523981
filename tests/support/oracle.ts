import { bucketEnd, bucketStart, bucketsBetween, addMonths, type Month, monthOf } from '@/lib/domain/month'
import { euMemberStates } from '@/lib/domain/european-union'
import { seniorities } from '@/lib/domain/posting'
import { lengthBands, wordsOfBand } from '@/lib/domain/text-length'
import type { Level } from '@/lib/domain/skill'
import type { DemandEngine, NamedSeries, Population, SeriesKey, Share } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { setOfSeries } from '@/lib/query/parse-set'
import { isSet } from '@/lib/query/series'
import type { SetExpression } from '@/lib/query/set-expression'
import { studentQuantile } from '@/lib/query/statistics'
import { historiesOfTables, liftsOfTables, pairOfTables } from '@/lib/query/table-sums'
import type { Fact } from './facts'

// The demand engine by its definitions, in loops over rows: slow, short of cleverness, and written
// without a look at the SQL. It shares only the calendar with what it checks.

const levels = ['required', 'preferred', 'mentioned'] as const

const holdsAny = (wanted: readonly string[], held: readonly string[]) => wanted.some((item) => held.includes(item))

function isInRegion(region: string, fact: Fact): boolean {
  return holdsAny(region === 'EU' ? ['EU', ...euMemberStates] : [region], fact.regions)
}

/** A year either way, in words of the calendar: months are told apart by their distance. */
function isStartup(fact: Fact, facts: readonly Fact[]): boolean {
  return facts.some(
    (other) =>
      other.employerId === fact.employerId &&
      other.signals.includes(true) &&
      other.month >= addMonths(fact.month, -12) &&
      other.month <= addMonths(fact.month, 12),
  )
}

function isInBand(words: number, band: Filters['lengths'][number]): boolean {
  const { from, to } = wordsOfBand[band]
  return words >= from && (to === null || words <= to)
}

const isFirstMonth = (fact: Fact, facts: readonly Fact[]): boolean =>
  !facts.some((other) => other.vacancyId === fact.vacancyId && other.month < fact.month)

function isInPopulation(fact: Fact, filters: Filters): boolean {
  if (filters.role === 'strict' && fact.role !== 'strict') return false
  if (filters.role === 'broad' && fact.role === 'no') return false
  if (filters.regions.length > 0 && !filters.regions.some((region) => isInRegion(region, fact))) return false
  if (filters.remote.length > 0 && !filters.remote.includes(fact.remote)) return false
  if (filters.seniority.length > 0 && !holdsAny(filters.seniority, fact.seniority)) return false
  if (filters.sources.length > 0 && !filters.sources.includes(fact.sourceId)) return false
  if (filters.without.some((source) => source === fact.sourceId)) return false
  if (filters.arrival === 'flow' && fact.arrival === 'stock') return false
  if (filters.lengths.length > 0 && !filters.lengths.some((band) => isInBand(fact.words, band))) return false
  if (filters.from !== null && fact.month < filters.from) return false
  return filters.to === null || fact.month <= filters.to
}

const levelOf = (fact: Fact, series: NamedSeries): Level | null =>
  levels.find((level) => fact[level].includes(series)) ?? null

function names(fact: Fact, series: SeriesKey, level: Filters['level']): boolean {
  if (isSet(series)) return isMember(fact, setOfSeries(series), level)
  const found = levelOf(fact, series)
  return found !== null && (level === 'any' || found === level)
}

/** A set by its truth table: names are true or false, and the rest is counted. */
function isMember(fact: Fact, set: SetExpression, level: Filters['level']): boolean {
  if (set.kind === 'name') return names(fact, set.series, set.level ?? level)
  const inner = (set.kind === 'not' ? [set.of] : set.of).map((one) => isMember(fact, one, level))
  const truths = inner.filter(Boolean).length
  if (set.kind === 'not') return truths === 0
  return set.kind === 'or' ? truths > 0 : truths === inner.length
}

const leavesOf = (set: SetExpression): NamedSeries[] =>
  set.kind === 'name' ? [set.series] : (set.kind === 'not' ? [set.of] : set.of).flatMap(leavesOf)

/** What a series is made of, which is never told to stand beside it. */
const partsOf = (series: SeriesKey): readonly SeriesKey[] => (isSet(series) ? leavesOf(setOfSeries(series)) : [series])

const distinct = (values: readonly string[]): number => new Set(values).size

/** Whether a unit takes two postings for one and the same. */
function isSame(a: Fact, b: Fact, unit: Filters['unit']): boolean {
  if (a.vacancyId !== b.vacancyId || a.month !== b.month) return false
  if (unit === 'repost') return a.day === b.day
  if (unit === 'place')
    return distinct([...a.regions, ...b.regions]) === a.regions.length && a.regions.length === b.regions.length
  return unit === 'posting' ? a === b : true
}

/** What the unit counts of a selection: the postings without the same one before them by id. */
const counted = (facts: readonly Fact[], unit: Filters['unit']): Fact[] =>
  facts.filter((fact) => !facts.some((other) => other.postingId < fact.postingId && isSame(fact, other, unit)))

function groupBy(facts: readonly Fact[], key: (fact: Fact) => string): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) groups.set(key(fact), [...(groups.get(key(fact)) ?? []), fact])
  return groups
}

const square = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0)
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Kish's effective number of employers behind so many vacancies each. */
const kish = (counts: readonly number[]) => total(counts) ** 2 / square(counts)

/** From the normal quantile towards Student's, as far as employers repeat themselves. */
function reach(employers: readonly { y: number; n: number }[], effectiveN: number): number {
  const normal = 1.959963984540054
  const n = total(employers.map((employer) => employer.n))
  if (effectiveN >= n) return normal
  const behind = Math.min(kish(employers.map(({ y }) => y)), kish(employers.map((one) => one.n - one.y)))
  return normal + (studentQuantile(Math.max(3, (behind - 1) / 2)) - normal) * (1 - effectiveN / n)
}

/** In log-odds with half a vacancy more on either side; by Wilson's score below half an effective vacancy; below five by both. */
function ends(p: number, effectiveN: number, z: number): { low: number; high: number } {
  const named = effectiveN * p + 0.5
  const others = effectiveN * (1 - p) + 0.5
  const factor = Math.exp(z * Math.sqrt(1 / named + 1 / others))
  const byOdds = [named / (named + others * factor), (named * factor) / (named * factor + others)] as const
  const behind = effectiveN * p * (1 - p)
  if (behind >= 5) return { low: byOdds[0], high: byOdds[1] }
  const root = z * Math.sqrt((p * (1 - p)) / effectiveN + z ** 2 / (4 * effectiveN ** 2))
  const scale = 1 + z ** 2 / effectiveN
  const middle = p + z ** 2 / (2 * effectiveN)
  const byScore = [Math.max(0, (middle - root) / scale), Math.min(1, (middle + root) / scale)] as const
  if (behind < 0.5) return { low: byScore[0], high: byScore[1] }
  return { low: Math.min(byOdds[0], byScore[0]), high: Math.max(byOdds[1], byScore[1]) }
}

/** The share of vacancies that pass, employer by employer, straight from the definitions of Cochran, Kish and Wilson. */
export function oracleShare(vacancies: readonly Fact[], passes: (fact: Fact) => boolean): Share {
  const n = vacancies.length
  const y = vacancies.filter(passes).length
  if (n === 0) return { vacancies: 0, ofVacancies: 0, share: null, low: null, high: null, effectiveN: 0, isThin: true }
  const p = y / n
  const employers = [...groupBy(vacancies, (fact) => fact.employerId).values()]
  const m = employers.length
  let squares = 0
  let squaredSizes = 0
  for (const ads of employers) {
    squares += (ads.filter(passes).length - p * ads.length) ** 2
    squaredSizes += ads.length ** 2
  }
  const variance = ((m / (m - 1)) * squares) / n ** 2
  const isAll = y === 0 || y === n
  const isSilent = m === 1 || y === 0 || y === n
  const effectiveN = isSilent ? n ** 2 / squaredSizes : variance < 1e-12 ? n : Math.min(n, (p * (1 - p)) / variance)
  const z = reach(
    employers.map((ads) => ({ y: ads.filter(passes).length, n: ads.length })),
    isAll ? n : effectiveN,
  )
  return { vacancies: y, ofVacancies: n, share: p, ...ends(p, effectiveN, z), effectiveN, isThin: effectiveN < 30 }
}

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** A demand engine over a list of facts. */
export function createOracle(facts: readonly Fact[], now: Date): DemandEngine {
  const dataVersion = { id: 0, at: null, taxonomyVersion: null, rulesVersion: null }
  const select = (filters: Filters) =>
    facts.filter(
      (fact) =>
        isInPopulation(fact, filters) &&
        (filters.employer === 'any' || isStartup(fact, facts)) &&
        (filters.unit !== 'first' || isFirstMonth(fact, facts)),
    )
  const skillsIn = (selection: readonly Fact[]) => [
    ...new Set(
      selection
        .flatMap((fact) => levels.flatMap((level) => fact[level]))
        .filter((series) => series.startsWith('skill:')),
    ),
  ]

  function population(filters: Filters): Population {
    const selected = select(filters)
    const months = selected.map((fact) => fact.month).toSorted(inOrder)
    const sources = [...groupBy(selected, (fact) => fact.sourceId)].map(([source, held]) => {
      const own = held.map((fact) => fact.month).toSorted(inOrder)
      return {
        source,
        vacancies: counted(held, filters.unit).length,
        from: own[0] ?? '2000-01',
        to: own.at(-1) ?? '2000-01',
      }
    })
    return {
      from: months[0] ?? null,
      to: months.at(-1) ?? null,
      vacancies: counted(selected, filters.unit).length,
      postings: selected.length,
      employers: distinct(selected.map((fact) => fact.employerId)),
      sources: sources.toSorted((a, b) => b.vacancies - a.vacancies || inOrder(a.source, b.source)),
    }
  }

  function range(filters: Filters): { from: Month; to: Month } | null {
    const months = facts.map((fact) => fact.month).toSorted(inOrder)
    const [first] = months
    const last = months.at(-1)
    if (first === undefined || last === undefined) return null
    const from = filters.from !== null && filters.from > first ? filters.from : first
    const to = filters.to !== null && filters.to < last ? filters.to : last
    return from <= to ? { from, to } : null
  }

  function periods(filters: Filters) {
    const months = range(filters)
    if (months === null) return []
    return bucketsBetween(months.from, months.to, filters.bucket).map((start) => {
      const held = select(filters).filter((fact) => bucketStart(fact.month, filters.bucket) === start)
      const end = bucketEnd(start, filters.bucket)
      const isPartial = start < months.from || end > months.to || end >= monthOf(now)
      return { start, held, vacancies: counted(held, filters.unit), isPartial }
    })
  }

  const engine: DemandEngine = {
    dataVersion: () => Promise.resolve(dataVersion),
    async demand(filters) {
      const series: SeriesKey[] = [
        ...filters.skills.map((id): SeriesKey => `skill:${id}`),
        ...filters.families.map((id): SeriesKey => `family:${id}`),
        ...filters.sets.map((text): SeriesKey => `set:${text}`),
      ]
      const rows = series.flatMap((key) =>
        periods(filters).map(({ start, held, vacancies, isPartial }) => ({
          series: key,
          start,
          ...oracleShare(vacancies, (fact) => names(fact, key, filters.level)),
          ofPostings: held.length,
          employers: distinct(held.map((fact) => fact.employerId)),
          isPartial,
        })),
      )
      return { dataVersion, bucket: filters.bucket, population: population(filters), rows }
    },
    async levels(filters, series) {
      const rows = periods(filters).map(({ start, vacancies, isPartial }) => ({
        start,
        required: oracleShare(vacancies, (fact) => names(fact, series, 'required')),
        preferred: oracleShare(vacancies, (fact) => names(fact, series, 'preferred')),
        mentioned: oracleShare(vacancies, (fact) => names(fact, series, 'mentioned')),
        isPartial,
      }))
      return { dataVersion, population: population(filters), rows }
    },
    async skills(filters) {
      const months = range(filters)
      if (months === null) return { dataVersion, population: population(filters), from: null, to: null, rows: [] }
      const to = months.to
      const from = addMonths(to, -11) > months.from ? addMonths(to, -11) : months.from
      const isYearBeforeWhole = addMonths(from, -12) >= months.from
      const window = counted(select({ ...filters, from, to }), filters.unit)
      const before = counted(select({ ...filters, from: addMonths(from, -12), to: addMonths(to, -12) }), filters.unit)
      const years = bucketsBetween(months.from, months.to, 'year')
      const rows = skillsIn(window).flatMap((series) => {
        const passes = (fact: Fact) => names(fact, series, filters.level)
        const share = oracleShare(window, passes)
        if (share.share === null || share.vacancies === 0) return []
        const shareYearBefore = isYearBeforeWhole ? oracleShare(before, passes).share : null
        const yearly = years.map((start) => {
          const ofYear = select(filters).filter((fact) => bucketStart(fact.month, 'year') === start)
          return { start, share: oracleShare(counted(ofYear, filters.unit), passes).share }
        })
        const change = shareYearBefore === null ? null : share.share - shareYearBefore
        return [{ skill: series.slice('skill:'.length), ...share, shareYearBefore, change, yearly }]
      })
      const sorted = rows.toSorted((a, b) => b.vacancies - a.vacancies || inOrder(a.skill, b.skill))
      return { dataVersion, population: population(filters), from, to, rows: sorted }
    },
    async regions(filters, series) {
      const countries = new Set(select(filters).flatMap((fact) => fact.regions.filter((code) => code.length === 2)))
      if (select(filters).some((fact) => isInRegion('EU', fact))) countries.add('EU')
      const rows = [...countries].map((region) => {
        const there = counted(
          select(filters).filter((fact) => isInRegion(region, fact)),
          filters.unit,
        )
        return { region, ...oracleShare(there, (fact) => names(fact, series, filters.level)) }
      })
      const sorted = rows.toSorted((a, b) => b.ofVacancies - a.ofVacancies || inOrder(a.region, b.region))
      return { dataVersion, population: population(filters), rows: sorted }
    },
    async outline(filters) {
      return {
        dataVersion,
        periods: periods(filters).map(({ start, isPartial }) => ({ start, isPartial })),
        contents: null,
      }
    },
    async table(filters, asked) {
      const rows = periods(filters).flatMap(({ vacancies }, period) => vacancies.map((fact) => ({ period, fact })))
      const employers = [...new Set(rows.map(({ fact }) => fact.employerId))]
      const sources = [...new Set(rows.map(({ fact }) => fact.sourceId))]
      const countryOf = ({ regions }: Fact) =>
        regions.filter((code) => code.length === 2 && code !== 'EU').toSorted(inOrder)[0] ?? ''
      const countries = [...new Set(rows.map(({ fact }) => countryOf(fact)))]
      const levelsOf = ({ seniority }: Fact) => seniority.map((level) => seniorities.indexOf(level))
      return {
        ...(await engine.outline(filters)),
        period: Uint16Array.from(rows, ({ period }) => period),
        employer: Uint32Array.from(rows, ({ fact }) => employers.indexOf(fact.employerId)),
        source: Uint8Array.from(rows, ({ fact }) => sources.indexOf(fact.sourceId)),
        sources,
        country: Uint16Array.from(rows, ({ fact }) => countries.indexOf(countryOf(fact))),
        countries,
        seniority: Uint8Array.from(rows, ({ fact }) =>
          levelsOf(fact).length === 0 ? 255 : Math.min(...levelsOf(fact)),
        ),
        band: Uint8Array.from(rows, ({ fact }) => lengthBands.findIndex((band) => isInBand(fact.words, band))),
        named: asked.map((key) => Uint8Array.from(rows, ({ fact }) => (names(fact, key, filters.level) ? 1 : 0))),
      }
    },
    async alternatives(filters, skill) {
      const asked = counted(select(filters), filters.unit).filter((fact) =>
        names(fact, `skill:${skill}`, filters.level),
      )
      const choicesOf = (fact: Fact) =>
        fact.anyOf.filter(
          ({ level, skills }) => skills.includes(skill) && (filters.level === 'any' || level === filters.level),
        )
      const others = new Set(asked.flatMap((fact) => choicesOf(fact).flatMap(({ skills }) => skills)))
      others.delete(skill)
      const rows = [...others].map((other) => ({
        skill: other,
        ...oracleShare(asked, (fact) => choicesOf(fact).some(({ skills }) => skills.includes(other))),
      }))
      const sorted = rows.toSorted((a, b) => b.vacancies - a.vacancies || inOrder(a.skill, b.skill))
      const any = { skill: null, ...oracleShare(asked, (fact) => choicesOf(fact).length > 0) }
      return { dataVersion, population: population(filters), rows: [any, ...sorted] }
    },
    async companions(filters, series) {
      const all = counted(select(filters), filters.unit)
      const asked = all.filter((fact) => names(fact, series, filters.level))
      const rows = skillsIn(asked).flatMap((companion) => {
        const passes = (fact: Fact) => names(fact, companion, filters.level)
        const share = oracleShare(asked, passes)
        if (partsOf(series).includes(companion) || share.share === null || share.vacancies === 0) return []
        const base = all.filter(passes).length / all.length
        return [{ skill: companion.slice('skill:'.length), share, base, lift: share.share / base }]
      })
      const sorted = rows.toSorted((a, b) => b.share.vacancies - a.share.vacancies || inOrder(a.skill, b.skill))
      return { dataVersion, population: population(filters), rows: sorted }
    },
    async lifts(filters, series, skills) {
      return { dataVersion, sums: await liftsOfTables(engine, filters, { series, skills }) }
    },
    histories: (filters) => historiesOfTables(engine, filters),
    pair: (filters, series, spans) => pairOfTables(engine, filters, { series, spans }),
  }
  return engine
}
