import { levels } from '@/lib/domain/skill'
import type { Filters } from '@/lib/query/filters'
import type { ClusterSums, LiftSums } from '@/lib/query/sums'
import { countOnes } from '@/lib/demand-index/count-ones'
import { type Asked, narrowTo } from '@/lib/demand-index/employer-sums'
import type { IndexSnapshot, MonthTable, Selection } from '@/lib/demand-index/index-snapshot'
import { levelsOf } from '@/lib/demand-index/named-lists'
import { namesOfRows } from '@/lib/demand-index/row-names'

/** The vacancies of a population, employer by employer. */
interface ByEmployer {
  /** Where those of each employer begin, by its number in the index, with the end of the last behind. */
  starts: Uint32Array
  /** Position among the selections, and row. */
  months: Uint16Array
  rows: Uint32Array
}

const ordered = new WeakMap<readonly Selection[], ByEmployer>()

function orderByEmployer(selections: readonly Selection[], employers: number): ByEmployer {
  const starts = new Uint32Array(employers + 1)
  const visit = (each: (month: number, row: number, employer: number) => void) => {
    for (const [month, { table, vacancies, end }] of selections.entries()) {
      const { employerNumbers, chunk } = table
      const { employerOf } = chunk
      for (let row = 0; row < end; row += 1)
        if (vacancies[row] === 1) each(month, row, employerNumbers[employerOf[row] ?? 0] ?? 0)
    }
  }
  visit((_, __, employer) => {
    starts[employer + 1] = (starts[employer + 1] ?? 0) + 1
  })
  for (let employer = 0; employer < employers; employer += 1)
    starts[employer + 1] = (starts[employer + 1] ?? 0) + (starts[employer] ?? 0)
  const months = new Uint16Array(starts[employers] ?? 0)
  const rows = new Uint32Array(months.length)
  const next = starts.slice()
  visit((month, row, employer) => {
    const at = next[employer] ?? 0
    months[at] = month
    rows[at] = row
    next[employer] = at + 1
  })
  return { starts, months, rows }
}

/** Sums of a series a, and of every code b beside it, over all employers. */
export interface BesideSums {
  /** Of the vacancies that name the series, those that name the code; null for one that none of them names. */
  sharesOf(code: number): ClusterSums | null
  /** Vacancies of the population that name the code. */
  countOf(code: number): number
  liftOf(code: number): LiftSums
}

/** Number in the index of the code of each name of a month's rows; -1 where its level is another one. */
function numberNames({ codeNumbers }: MonthTable, level: Filters['level']): Int32Array {
  const { first, behind } = levelsOf[level]
  const numbers = new Int32Array(codeNumbers.length * levels.length).fill(-1)
  for (let position = 0; position < codeNumbers.length; position += 1)
    for (let place = first; place < behind; place += 1)
      numbers[position * levels.length + place] = codeNumbers[position] ?? 0
  return numbers
}

interface BesideQuery {
  selections: readonly Selection[]
  asked: Asked
  level: Filters['level']
}

const last = new WeakMap<readonly Selection[], { key: string; sums: BesideSums }>()

/** The sums of a series and all codes beside it; the last ones asked of a population are remembered. */
export function sumBeside(snapshot: IndexSnapshot, query: BesideQuery): BesideSums {
  const key = JSON.stringify([query.asked, query.level])
  const held = last.get(query.selections)
  if (held?.key === key) return held.sums
  const sums = countBeside(snapshot, query)
  last.set(query.selections, { key, sums })
  return sums
}

/**
 * One pass over the vacancies, employer by employer: what one of them names is counted in a few hundred numbers, and every
 * sum over employers is made from those, so that nothing but the vacancies themselves is looked up far away.
 */
function countBeside(snapshot: IndexSnapshot, { selections, asked, level }: BesideQuery): BesideSums {
  const { employers, codes } = snapshot.names
  const order = ordered.get(selections) ?? orderByEmployer(selections, employers.size)
  ordered.set(selections, order)
  const masks = selections.map((selection) => narrowTo(selection, asked).vacancies)
  const months = selections.map(({ table, end }) => ({
    ...namesOfRows(table, end),
    numbers: numberNames(table, level),
  }))
  const N = order.rows.length
  const A = masks.reduce((sum, mask) => sum + countOnes(mask), 0)

  const own = new Uint32Array(codes.length)
  const ownBoth = new Uint32Array(codes.length)
  const touched = new Uint32Array(codes.length)
  // Σ b, Σ b², Σ bx, and with ab in the place of b; Σ ab·b, Σ ab·a; x = n/N − a/Σa is how an employer without b moves.
  const [B, BB, BX] = [new Float64Array(codes.length), new Float64Array(codes.length), new Float64Array(codes.length)]
  const [AB, ABAB, ABX] = [
    new Float64Array(codes.length),
    new Float64Array(codes.length),
    new Float64Array(codes.length),
  ]
  const [ABB, ABA] = [new Float64Array(codes.length), new Float64Array(codes.length)]
  let [m, mOfA, AA, XX] = [0, 0, 0, 0]

  for (let employer = 0; employer + 1 < order.starts.length; employer += 1) {
    const from = order.starts[employer] ?? 0
    const to = order.starts[employer + 1] ?? 0
    if (from === to) continue
    let a = 0
    let count = 0
    for (let at = from; at < to; at += 1) {
      const month = order.months[at] ?? 0
      const row = order.rows[at] ?? 0
      const of = months[month]
      if (of === undefined) continue
      const isNamed = masks[month]?.[row] ?? 0
      a += isNamed
      const { starts, names, numbers } = of
      const end = starts[row + 1] ?? 0
      for (let name = starts[row] ?? 0; name < end; name += 1) {
        const number = numbers[names[name] ?? 0] ?? -1
        if (number < 0) continue
        const before = own[number] ?? 0
        if (before === 0) touched[count++] = number
        own[number] = before + 1
        ownBoth[number] = (ownBoth[number] ?? 0) + isNamed
      }
    }
    const x = (to - from) / N - (A === 0 ? 0 : a / A)
    m += 1
    XX += x * x
    AA += a * a
    if (a > 0) mOfA += 1
    for (let index = 0; index < count; index += 1) {
      const code = touched[index] ?? 0
      const b = own[code] ?? 0
      own[code] = 0
      B[code] = (B[code] ?? 0) + b
      BB[code] = (BB[code] ?? 0) + b * b
      BX[code] = (BX[code] ?? 0) + b * x
      const both = ownBoth[code] ?? 0
      if (both === 0) continue
      ownBoth[code] = 0
      AB[code] = (AB[code] ?? 0) + both
      ABAB[code] = (ABAB[code] ?? 0) + both * both
      ABX[code] = (ABX[code] ?? 0) + both * x
      ABB[code] = (ABB[code] ?? 0) + both * b
      ABA[code] = (ABA[code] ?? 0) + both * a
    }
  }
  const at = (sums: Float64Array, code: number) => sums[code] ?? 0
  return {
    countOf: (code) => at(B, code),
    sharesOf: (code) =>
      at(AB, code) === 0
        ? null
        : {
            vacancies: A,
            named: at(AB, code),
            sumNN: AA,
            sumYY: at(ABAB, code),
            sumYN: at(ABA, code),
            employers: mOfA,
          },
    liftOf(code) {
      const [ofB, both] = [at(B, code), at(AB, code)]
      // Σ (x + ab/Σab − b/Σb)², multiplied out.
      const moved =
        XX +
        at(ABAB, code) / both ** 2 +
        at(BB, code) / ofB ** 2 +
        (2 * at(ABX, code)) / both -
        (2 * at(BX, code)) / ofB -
        (2 * at(ABB, code)) / (both * ofB)
      const squares = both === 0 ? 0 : Math.max(0, moved)
      return { vacancies: N, ofA: A, ofB, both, employers: m, squares, squaresOfBoth: at(ABAB, code) }
    },
  }
}
