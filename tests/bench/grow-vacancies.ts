import { seriesCode } from '@/lib/db/series-code'
import { addMonths, type Month } from '@/lib/domain/month'
import { backendRoles, remoteKinds, seniorities } from '@/lib/domain/posting'
import { type Level, levels } from '@/lib/domain/skill'
import type { NamedSeries } from '@/lib/query/engine'
import { createClosure } from '@/lib/tagger/closure'
import { skills } from '@/lib/tagger/taxonomy'
import type { FactToSeal } from '@/lib/demand-index/seal'
import type { VacancyStatistics } from './vacancy-statistics'

// Grown from the measured shares: few employers write most of the ads, one employer's ads look alike, few skills are in
// most ads, texts are as long and places as mixed as the real ones, some ads are copies at another place.

const firstMonth: Month = '2011-01'
export const monthCount = 161
/** The last month that is grown. */
export const lastMonth: Month = addMonths(firstMonth, monthCount - 1)

type Random = () => number

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function createRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Draws values as often as they were counted. */
function drawing<T>(counts: readonly (readonly [T, number])[]): (random: Random) => T {
  const ends: number[] = []
  for (const [, count] of counts) ends.push((ends.at(-1) ?? 0) + count)
  const total = ends.at(-1) ?? 0
  return (random) => {
    const at = random() * total
    let low = 0
    let high = ends.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) > at) high = middle
      else low = middle + 1
    }
    const [value] = counts[low] ?? []
    if (value === undefined) throw new Error('there is nothing to draw from')
    return value
  }
}

/** Draws numbers between measured quantiles. */
const drawingBetween =
  (quantiles: readonly number[]) =>
  (random: Random): number => {
    const at = random() * (quantiles.length - 1)
    const from = quantiles[Math.floor(at)] ?? 0
    const to = quantiles[Math.ceil(at)] ?? from
    return Math.round(from + (to - from) * (at % 1))
  }

const hex = (value: number, digits: number) => Math.floor(value).toString(16).padStart(digits, '0')
const ofWords = (words: string): string[] => (words === '' ? [] : words.split(' '))

/** Scatters numbers over the range of 32 bits, each to one of its own: employers of a month then lie in no order of size. */
const scatter = (number: number): number => Math.imul(number, 0x9e3779b1) >>> 0

/** Codes of a skill, of what it implies, and of their families. */
function codesOfSkills(): Map<string, number[]> {
  const isNamed = (key: string): key is NamedSeries => /^(?:skill|family):/.test(key)
  return new Map([...createClosure(skills)].map(([id, series]) => [id, series.filter(isNamed).map(seriesCode)]))
}

export interface Grower {
  /** Facts of a month, the same for the same size and seed, whatever other months are grown. */
  grow(month: number): { month: Month; facts: FactToSeal[] }
  /** Facts of a month. */
  rowsOf(month: number): number
  employers: number
}

/** Grows about so many facts over all months. */
export function createGrower(statistics: VacancyStatistics, size: number, seed = 1): Grower {
  // Each further posting is of a new employer ever more rarely (Heaps).
  const measured = statistics.postings / statistics.perEmployer
  const employers = Math.max(1, Math.round(measured * (size / statistics.postings) ** 0.65))
  const draw = {
    role: drawing(statistics.roles),
    remote: drawing(statistics.remote),
    seniority: drawing(statistics.seniority),
    regions: drawing(statistics.regions),
    skill: drawing(statistics.skills),
    level: drawing(statistics.levels),
    words: drawingBetween(statistics.words),
    skillsNamed: drawingBetween(statistics.skillsNamed),
  }
  const codes = codesOfSkills()
  const ofYear = new Map(statistics.byYear)
  const weights = Array.from(
    { length: monthCount },
    (_, at) => ofYear.get(addMonths(firstMonth, at).slice(0, 4)) ?? 100,
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const rowsOf = (month: number) => Math.round((size * (weights[month] ?? 0)) / total)
  const firstSerial = (month: number) => weights.slice(0, month).reduce((sum, _, at) => sum + rowsOf(at), 0)

  /** What an employer works with: most of what its ads name. */
  const drawStack = (employer: number): string[] => {
    const own = createRandom(scatter(employer + 1))
    return Array.from({ length: 16 }, () => draw.skill(own))
  }

  function nameSkills(random: Random, stack: readonly string[]): FactToSeal['named'] {
    const wanted = draw.skillsNamed(random)
    const strongest = new Map<number, number>()
    for (let at = 0; at < wanted; at += 1) {
      const skill = random() < 0.7 ? (stack[Math.floor(random() * stack.length)] ?? '') : draw.skill(random)
      const level = levels.findIndex((name) => name === draw.level(random))
      for (const code of codes.get(skill) ?? []) strongest.set(code, Math.min(level, strongest.get(code) ?? level))
    }
    const at = (level: Level) =>
      [...strongest].flatMap(([code, one]) => (levels[one] === level ? [code] : [])).toSorted((a, b) => a - b)
    return { required: at('required'), preferred: at('preferred'), mentioned: at('mentioned') }
  }

  return {
    employers,
    rowsOf,
    grow(at) {
      const random = createRandom(seed * 1_000 + at)
      const month = addMonths(firstMonth, at)
      const rows = rowsOf(at)
      const facts: FactToSeal[] = []
      const stacks = new Map<number, string[]>()
      let serial = firstSerial(at)
      while (facts.length < rows) {
        const employer = Math.floor(employers * random() ** 3)
        const stack = stacks.get(employer) ?? drawStack(employer)
        stacks.set(employer, stack)
        const named = nameSkills(random, stack)
        const choices = [...named.required, ...named.mentioned].slice(0, 3)
        serial += 1
        const words = { role: draw.role(random), remote: draw.remote(random) }
        const vacancy: Omit<FactToSeal, 'postingId' | 'regions'> = {
          vacancyId: `${hex(scatter(serial), 8)}-${hex(serial & 0xff_ff, 4)}-8000-8000-${hex(serial, 12)}`,
          employerId: `${hex(scatter(employer), 8)}-0000-8000-8000-${hex(employer, 12)}`,
          day: `${month}-01`,
          sourceId: 'hackernews',
          role: backendRoles.find((role) => role === words.role) ?? 'no',
          remote: remoteKinds.find((kind) => kind === words.remote) ?? 'unknown',
          isStock: false,
          saysStartup: random() < statistics.startups,
          seniority: ofWords(draw.seniority(random)).flatMap((word) => seniorities.filter((level) => level === word)),
          words: draw.words(random),
          named,
          anyOf: choices.length > 1 && random() < statistics.choices ? [{ level: 'required', codes: choices }] : [],
        }
        const places = random() < statistics.copies ? 2 : 1
        for (let copy = 0; copy < places && facts.length < rows; copy += 1)
          facts.push({
            ...vacancy,
            postingId: `${hex(random() * 2 ** 32, 8)}-0000-8000-8001-${hex(serial * 2 + copy, 12)}`,
            regions: ofWords(draw.regions(random)),
          })
      }
      return { month, facts }
    },
  }
}
