import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import type { ClusterSums, LiftSums } from '@/lib/query/sums'
import { countCodes } from '@/lib/demand-index/code-sums'
import { type Asked, keyOfAsked, narrowTo } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { bytesOfNameCounts, countNames, joinNames, type NameCounts } from '@/lib/demand-index/name-counts'

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
  shares: ReadonlyMap<number, ClusterSums>
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

/** Months of the newest layers: the months that change are hardly ever older, and those of a layer that stands are not counted again. */
const layerMonths = [24, 2]

function layersOf({ months }: IndexSnapshot, selections: readonly Selection[]): Selection[][] {
  const starts = layerMonths.map((count) => months.at(-count)?.chunk.month ?? '')
  const layerOf = ({ table }: Selection) => starts.filter((start) => table.chunk.month >= start).length
  return [0, ...starts.keys()].map((_, layer) => selections.filter((selection) => layerOf(selection) === layer))
}

const knownCounts = createMemory<NameCounts>(bytesOfNameCounts)

/** What the vacancies of a population name, or those of them that name a series. */
function namesOf(snapshot: IndexSnapshot, { selections, level }: BesideQuery, asked: Asked | null): NameCounts {
  const question = `${level} ${asked === null ? '' : keyOfAsked(asked)}`
  const count = (months: readonly Selection[]) =>
    countNames(snapshot, asked === null ? months : months.map((selection) => narrowTo(selection, asked)), level)
  return knownCounts.remember(`${question} ${keyOfSelections(selections)}`, () =>
    layersOf(snapshot, selections)
      .map((months) => knownCounts.remember(`${question} ${keyOfSelections(months)}`, () => count(months)))
      .reduce((all, layer) => joinNames(all, layer, snapshot.names.codes.length)),
  )
}

/** Sums of one code b: Σ b, Σ b², Σ bx, and with ab in the place of b; Σ ab·b, Σ ab·a; those of a code lie together. */
const [ofB, ofBB, ofBX, ofAB, ofABAB, ofABX, ofABB, ofABA, width] = [0, 1, 2, 3, 4, 5, 6, 7, 8]

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value
}

function countBeside(snapshot: IndexSnapshot, query: BesideQuery): BesideSums {
  const codeCount = snapshot.names.codes.length
  const all = namesOf(snapshot, query, null)
  const naming = namesOf(snapshot, query, query.asked)
  const { employers, starts, codes, counts } = all
  const [N, A, m] = [all.total, naming.total, employers.length]
  const sums = new Float64Array(codeCount * width)
  const beside = new Uint32Array(codeCount)
  let [AA, XX, place] = [0, 0, 0]
  for (let index = 0; index < m; index += 1) {
    const isNaming = naming.employers[place] === employers[index]
    const a = isNaming ? (naming.vacancies[place] ?? 0) : 0
    // How an employer without b moves the logarithm of the lift.
    const x = (all.vacancies[index] ?? 0) / N - (A === 0 ? 0 : a / A)
    XX += x * x
    AA += a * a
    const [from, to] = isNaming ? [naming.starts[place] ?? 0, naming.starts[place + 1] ?? 0] : [0, 0]
    for (let at = from; at < to; at += 1) beside[naming.codes[at] ?? 0] = naming.counts[at] ?? 0
    const last = starts[index + 1] ?? 0
    for (let at = starts[index] ?? 0; at < last; at += 1) {
      const code = codes[at] ?? 0
      const b = counts[at] ?? 0
      const own = code * width
      add(sums, own + ofB, b)
      add(sums, own + ofBB, b * b)
      add(sums, own + ofBX, b * x)
      const both = isNaming ? (beside[code] ?? 0) : 0
      if (both === 0) continue
      add(sums, own + ofAB, both)
      add(sums, own + ofABAB, both * both)
      add(sums, own + ofABX, both * x)
      add(sums, own + ofABB, both * b)
      add(sums, own + ofABA, both * a)
    }
    for (let at = from; at < to; at += 1) beside[naming.codes[at] ?? 0] = 0
    if (isNaming) place += 1
  }
  const alone = { vacancies: N, ofA: A, employers: m }
  const shares = new Map<number, ClusterSums>()
  const lifts = new Map<number, LiftSums>()
  for (let code = 0; code < codeCount; code += 1) {
    const at = (sum: number) => sums[code * width + sum] ?? 0
    const [b, both] = [at(ofB), at(ofAB)]
    if (both === 0) continue
    // Σ (x + ab/Σab − b/Σb)², multiplied out.
    const squares =
      XX +
      at(ofABAB) / both ** 2 +
      at(ofBB) / b ** 2 +
      (2 * at(ofABX)) / both -
      (2 * at(ofBX)) / b -
      (2 * at(ofABB)) / (both * b)
    const squaresOfBoth = at(ofABAB)
    const share = { vacancies: A, named: both, sumNN: AA, sumYY: squaresOfBoth, sumYN: at(ofABA) }
    shares.set(code, { ...share, employers: naming.employers.length })
    lifts.set(code, { ...alone, ofB: b, both, squares: Math.max(0, squares), squaresOfBoth })
  }
  return { shares, lifts, alone }
}
