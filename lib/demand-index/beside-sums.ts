import type { Share } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import { estimateShare } from '@/lib/query/statistics'
import type { LiftSums } from '@/lib/query/sums'
import { countCodes } from '@/lib/demand-index/code-sums'
import { type Asked, keyOfAsked, narrowTo } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import {
  bytesOfNameCounts,
  countNames,
  joinNames,
  type NameCounts,
  pickNames,
  placesIn,
} from '@/lib/demand-index/name-counts'

interface BesideQuery {
  selections: readonly Selection[]
  /** The series that others stand beside. */
  asked: Asked
  /** Level at which the others are named. */
  level: Filters['level']
}

/** Sums of a series a, and by the number of each code b that is named beside it, of what they have in common. */
export interface BesideSums {
  /** Of the vacancies that name a, those that name b. */
  shares: ReadonlyMap<number, Share>
  lifts: ReadonlyMap<number, LiftSums>
  /** What every lift of a has: vacancies, those that name a, and employers. */
  alone: Pick<LiftSums, 'vacancies' | 'ofA' | 'employers'>
}

const known = createMemory<BesideSums>(({ lifts }) => 400 * lifts.size)

/** The sums of a series and of every code that is named beside it. */
export const sumBeside = (snapshot: IndexSnapshot, query: BesideQuery): BesideSums =>
  known.remember(`${keyOfAsked(query.asked)} ${query.level} ${keyOfSelections(query.selections)}`, () =>
    countBeside(snapshot, query),
  )

/** What the lift of a series on a code needs, by the number of the code in the index. */
export function sumLift(snapshot: IndexSnapshot, query: BesideQuery, code: number): LiftSums {
  const { lifts, alone } = sumBeside(snapshot, query)
  const ofB = () => countCodes(snapshot, query.selections, query.level)[code] ?? 0
  return lifts.get(code) ?? { ...alone, ofB: ofB(), both: 0, squares: 0, squaresOfBoth: 0 }
}

/** Months that stand, as a rule, and those of them that are counted apart: what changes is hardly ever older. */
const recentMonths = 2
const youngMonths = 24

const knownCounts = createMemory<NameCounts>(bytesOfNameCounts)

/** What the vacancies of a population name, or those of them that name a series: of the months before the newest, and of those. */
function namesOf(
  snapshot: IndexSnapshot,
  { selections, level }: BesideQuery,
  asked: Asked | null,
): { old: NameCounts; oldKey: string; recent: NameCounts } {
  const question = `${level} ${asked === null ? '' : keyOfAsked(asked)}`
  const startOf = (months: number) => snapshot.months.at(-months)?.chunk.month ?? ''
  const [young, recent] = [startOf(youngMonths), startOf(recentMonths)]
  const between = (from: string, to: string) =>
    selections.filter(({ table }) => from <= table.chunk.month && table.chunk.month < to)
  const count = (months: readonly Selection[]) =>
    knownCounts.remember(`${question} ${keyOfSelections(months)}`, () =>
      countNames(snapshot, asked === null ? months : months.map((selection) => narrowTo(selection, asked)), level),
    )
  const join = (a: NameCounts, b: NameCounts) => joinNames(a, b, snapshot.names.codes.length)
  const oldKey = `joined ${question} ${keyOfSelections(between('', recent))}`
  return {
    old: knownCounts.remember(oldKey, () => join(count(between('', young)), count(between(young, recent)))),
    oldKey,
    recent: count(between(recent, '9')),
  }
}

/** Sums over employers: of n², and by the number of each code b of b, b² and bn. Whole numbers, so that they can be taken away again. */
interface Totals {
  squares: number
  employers: number
  named: Float64Array
  squaresOfNamed: Float64Array
  products: Float64Array
}

const knownTotals = createMemory<Totals>(({ named }) => 24 * named.length)

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value
}

/** Adds one employer to the sums, or takes it away: `sign` is 1 or −1. */
function addEmployer(totals: Totals, { starts, codes, counts, vacancies }: NameCounts, place: number, sign: number) {
  const n = vacancies[place] ?? 0
  totals.squares += sign * n * n
  totals.employers += sign
  const last = starts[place + 1] ?? 0
  for (let at = starts[place] ?? 0; at < last; at += 1) {
    const code = codes[at] ?? 0
    const b = sign * (counts[at] ?? 0)
    add(totals.named, code, b)
    add(totals.squaresOfNamed, code, sign * b * b)
    add(totals.products, code, b * n)
  }
}

function totalsOf(names: NameCounts, codes: number): Totals {
  const column = () => new Float64Array(codes)
  const totals = { squares: 0, employers: 0, named: column(), squaresOfNamed: column(), products: column() }
  for (let place = 0; place < names.employers.length; place += 1) addEmployer(totals, names, place, 1)
  return totals
}

/**
 * The sums of the months before the newest stand; the employers of the newest ones are taken out of them and added as they
 * are now, and only those that name the series are gone through for what b has in common with it.
 */
function countBeside(snapshot: IndexSnapshot, query: BesideQuery): BesideSums {
  const codeCount = snapshot.names.codes.length
  const { old, oldKey, recent } = namesOf(snapshot, query, null)
  const standing = knownTotals.remember(`${codeCount} ${oldKey}`, () => totalsOf(old, codeCount))
  const totals: Totals = {
    ...standing,
    named: standing.named.slice(),
    squaresOfNamed: standing.squaresOfNamed.slice(),
    products: standing.products.slice(),
  }
  const inBoth = placesIn(old, recent.employers).filter((place) => place >= 0)
  const moved = joinNames(pickNames(old, inBoth), recent, codeCount)
  for (const place of inBoth) addEmployer(totals, old, place, -1)
  for (let place = 0; place < moved.employers.length; place += 1) addEmployer(totals, moved, place, 1)

  const ofSeries = namesOf(snapshot, query, query.asked)
  const naming = joinNames(ofSeries.old, ofSeries.recent, codeCount)
  const [inOld, inMoved] = [placesIn(old, naming.employers), placesIn(moved, naming.employers)]
  const column = () => new Float64Array(codeCount)
  // Σ ab, Σ ab², Σ ab·n, Σ ab·a, Σ ab·b and Σ b·a, by code.
  const [AB, ABAB, ABN, ABA, ABB, BA] = [column(), column(), column(), column(), column(), column()]
  const beside = new Uint32Array(codeCount)
  let [AA, NA] = [0, 0]
  for (let index = 0; index < naming.employers.length; index += 1) {
    const ownMoved = inMoved[index] ?? -1
    const [names, place] = ownMoved >= 0 ? [moved, ownMoved] : [old, inOld[index] ?? 0]
    const a = naming.vacancies[index] ?? 0
    const n = names.vacancies[place] ?? 0
    AA += a * a
    NA += n * a
    const [from, to] = [naming.starts[index] ?? 0, naming.starts[index + 1] ?? 0]
    for (let at = from; at < to; at += 1) {
      const code = naming.codes[at] ?? 0
      const both = naming.counts[at] ?? 0
      beside[code] = both
      add(AB, code, both)
      add(ABAB, code, both * both)
      add(ABN, code, both * n)
      add(ABA, code, both * a)
    }
    const last = names.starts[place + 1] ?? 0
    for (let at = names.starts[place] ?? 0; at < last; at += 1) {
      const code = names.codes[at] ?? 0
      const b = names.counts[at] ?? 0
      add(BA, code, b * a)
      add(ABB, code, b * (beside[code] ?? 0))
    }
    for (let at = from; at < to; at += 1) beside[naming.codes[at] ?? 0] = 0
  }

  const [N, A] = [old.total + recent.total, naming.total]
  const alone = { vacancies: N, ofA: A, employers: totals.employers }
  const shares = new Map<number, Share>()
  const lifts = new Map<number, LiftSums>()
  // x = n/N − a/Σa is how an employer without b moves: Σ x², Σ ab·x and Σ b·x, multiplied out.
  const XX = totals.squares / N ** 2 - (2 * NA) / (N * A) + AA / A ** 2
  for (let code = 0; code < codeCount; code += 1) {
    const at = (sums: Float64Array) => sums[code] ?? 0
    const [b, both] = [at(totals.named), at(AB)]
    if (both === 0) continue
    const ABX = at(ABN) / N - at(ABA) / A
    const BX = at(totals.products) / N - at(BA) / A
    // Σ (x + ab/Σab − b/Σb)², multiplied out.
    const squares =
      XX +
      at(ABAB) / both ** 2 +
      at(totals.squaresOfNamed) / b ** 2 +
      (2 * ABX) / both -
      (2 * BX) / b -
      (2 * at(ABB)) / (both * b)
    const sums = { vacancies: A, named: both, sumNN: AA, sumYY: at(ABAB), sumYN: at(ABA) }
    shares.set(code, estimateShare({ ...sums, employers: naming.employers.length }))
    lifts.set(code, { ...alone, ofB: b, both, squares: Math.max(0, squares), squaresOfBoth: at(ABAB) })
  }
  return { shares, lifts, alone }
}
