import type { Share } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import { estimateShare } from '@/lib/query/statistics'
import type { LiftSums } from '@/lib/query/sums'
import { type Steps, timeSteps } from '@/lib/query/turns'
import { EmployerNames, visitEmployers } from '@/lib/demand-index/employer-names'
import { splitRecent } from '@/lib/demand-index/recent-months'
import { visitVacancies } from '@/lib/demand-index/visit-vacancies'
import { type Asked, keyOfAsked } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'

interface BesideQuery {
  selections: readonly Selection[]
  /** The series that others stand beside. */
  asked: Asked
  /** Level at which the others are named. */
  level: Filters['level']
}

/** A code beside a series: its share there, and among all vacancies. */
interface CodeBeside {
  share: Share
  base: number
}

/** Of a series, and of every code that is named beside it. */
const known = createMemory<Totals>('sums beside', (totals) => bytesOfTotals(totals))

function* totalsFor(snapshot: IndexSnapshot, query: BesideQuery): Steps<Totals> {
  const key = `${keyOfAsked(query.asked)} ${query.level} ${keyOfSelections(query.selections)}`
  return yield* known.rememberSteps(key, () => countBeside(snapshot, query))
}

/**
 * Of the vacancies that name a series, the share that names a code, with the share of the code among all; by the number of
 * the code. Null where none names both.
 */
export function* shareBeside(snapshot: IndexSnapshot, query: BesideQuery): Steps<(code: number) => CodeBeside | null> {
  const { vacancies, ofA, employersOfA: employers, AA, B, AB, ABAB, ABA } = yield* totalsFor(snapshot, query)
  return (code) => {
    const named = AB[code] ?? 0
    if (named === 0) return null
    const sums = { vacancies: ofA, named, sumNN: AA, sumYY: ABAB[code] ?? 0, sumYN: ABA[code] ?? 0, employers }
    return { share: estimateShare(sums), base: (B[code] ?? 0) / vacancies }
  }
}

/** What the lift of a series on a code needs, by the number of the code in the index. */
export function* liftBeside(snapshot: IndexSnapshot, query: BesideQuery): Steps<(code: number) => LiftSums> {
  const totals = yield* totalsFor(snapshot, query)
  const { vacancies: N, ofA: A, employers, NN, NA, AA, B, BB, BN, BA, AB, ABAB, ABN, ABA, ABB } = totals
  // x = n/N − a/Σa is how an employer without b moves: Σ x², Σ ab·x and Σ b·x, multiplied out.
  const XX = NN / N ** 2 - (2 * NA) / (N * A) + AA / A ** 2
  return (code) => {
    const [b, both, squaresOfBoth] = [B[code] ?? 0, AB[code] ?? 0, ABAB[code] ?? 0]
    const counts = { vacancies: N, ofA: A, ofB: b, both, employers }
    if (both === 0) return { ...counts, squares: 0, squaresOfBoth: 0 }
    const ABX = (ABN[code] ?? 0) / N - (ABA[code] ?? 0) / A
    const BX = (BN[code] ?? 0) / N - (BA[code] ?? 0) / A
    // Σ (x + ab/Σab − b/Σb)², multiplied out.
    const squares =
      XX +
      squaresOfBoth / both ** 2 +
      (BB[code] ?? 0) / b ** 2 +
      (2 * ABX) / both -
      (2 * BX) / b -
      (2 * (ABB[code] ?? 0)) / (both * b)
    return { ...counts, squares: Math.max(0, squares), squaresOfBoth }
  }
}

/**
 * Sums over employers with n vacancies, of which a name the series, b a code, and ab both; columns by the number of the code.
 * Whole numbers, so that an employer can be taken out again.
 */
interface Totals {
  vacancies: number
  ofA: number
  employers: number
  employersOfA: number
  /** Σ n², Σ n·a and Σ a². */
  NN: number
  NA: number
  AA: number
  /** Σ b, Σ b², Σ b·n and Σ b·a. */
  B: Float64Array
  BB: Float64Array
  BN: Float64Array
  BA: Float64Array
  /** Σ ab, Σ ab², Σ ab·n, Σ ab·a and Σ ab·b. */
  AB: Float64Array
  ABAB: Float64Array
  ABN: Float64Array
  ABA: Float64Array
  ABB: Float64Array
}

const columnsOfTotals = ['B', 'BB', 'BN', 'BA', 'AB', 'ABAB', 'ABN', 'ABA', 'ABB'] as const

const bytesOfTotals = ({ B }: Totals): number => columnsOfTotals.length * B.byteLength

function createTotals(codes: number): Totals {
  const column = () => new Float64Array(codes)
  return {
    vacancies: 0,
    ofA: 0,
    employers: 0,
    employersOfA: 0,
    NN: 0,
    NA: 0,
    AA: 0,
    B: column(),
    BB: column(),
    BN: column(),
    BA: column(),
    AB: column(),
    ABAB: column(),
    ABN: column(),
    ABA: column(),
    ABB: column(),
  }
}

function copyTotals(totals: Totals): Totals {
  const copied = { ...totals }
  for (const name of columnsOfTotals) copied[name] = totals[name].slice()
  return copied
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value
}

/** Adds one employer to the sums, or takes it out: `sign` is 1 or −1. */
function addEmployer(totals: Totals, employer: EmployerNames, sign: 1 | -1): void {
  const { vacancies: n, naming: a, codes, codeCount, named, beside } = employer
  totals.vacancies += sign * n
  totals.ofA += sign * a
  totals.employers += sign
  if (a > 0) totals.employersOfA += sign
  totals.NN += sign * n * n
  totals.NA += sign * n * a
  totals.AA += sign * a * a
  for (let index = 0; index < codeCount; index += 1) {
    const code = codes[index] ?? 0
    const b = named[code] ?? 0
    add(totals.B, code, sign * b)
    add(totals.BB, code, sign * b * b)
    add(totals.BN, code, sign * b * n)
    if (a === 0) continue
    add(totals.BA, code, sign * b * a)
    const ab = beside[code] ?? 0
    if (ab === 0) continue
    add(totals.AB, code, sign * ab)
    add(totals.ABAB, code, sign * ab * ab)
    add(totals.ABN, code, sign * ab * n)
    add(totals.ABA, code, sign * ab * a)
    add(totals.ABB, code, sign * ab * b)
  }
}

/** Of the months before the newest. */
interface Standing {
  totals: Totals
  /** What employers of the newest months name in them, packed, by their number; empty for those without a vacancy there. */
  packed: Map<number, Uint32Array>
}

const noNames = new Uint32Array(0)

const knownStanding = createMemory<Standing>('standing sums beside', ({ totals, packed }) => {
  let bytes = bytesOfTotals(totals)
  for (const { byteLength } of packed.values()) bytes += 150 + byteLength
  return bytes
})

/** 1 for each employer that has a vacancy in some months and is not held yet, by its number in the index. */
function missingAmong({ names }: IndexSnapshot, months: readonly Selection[], held: Standing['packed']): Uint8Array {
  const isMissing = new Uint8Array(names.employers.size)
  for (const month of months)
    visitVacancies(month, null, (employer) => {
      if (!held.has(employer)) isMissing[employer] = 1
    })
  return isMissing
}

/** The sums of the months before the newest, with what the employers of the newest name in them. */
function* standingOf(
  snapshot: IndexSnapshot,
  query: Omit<BesideQuery, 'selections'>,
  { old, recent }: { old: readonly Selection[]; recent: readonly Selection[] },
): Steps<Standing> {
  const codes = snapshot.names.codes.length
  const key = `${keyOfAsked(query.asked)} ${query.level} ${codes} ${keyOfSelections(old)}`
  const known = knownStanding.find(key)
  const packed = known?.packed ?? new Map<number, Uint32Array>()
  const isMissing = missingAmong(snapshot, recent, packed)
  if (known !== undefined && !isMissing.includes(1)) return known
  const totals = known?.totals ?? createTotals(codes)
  const among = known === undefined ? null : isMissing
  const visiting = visitEmployers(snapshot, { ...query, months: old, among }, (names, employer) => {
    if (known === undefined) addEmployer(totals, names, 1)
    if (isMissing[employer] === 1) packed.set(employer, names.pack())
  })
  const { ms } = yield* timeSteps(visiting)
  for (const [employer, is] of isMissing.entries()) if (is === 1 && !packed.has(employer)) packed.set(employer, noNames)
  return knownStanding.keep(key, { totals, packed }, ms)
}

/** The sums of all months: those of the months before the newest stand, but for the employers of the newest. */
function* countBeside(snapshot: IndexSnapshot, { selections, ...query }: BesideQuery): Steps<Totals> {
  const { old, recent } = splitRecent(snapshot, selections)
  const standing = yield* standingOf(snapshot, query, { old, recent })
  const totals = copyTotals(standing.totals)
  const before = new EmployerNames(snapshot.names.codes.length)
  yield* visitEmployers(snapshot, { ...query, months: recent, among: null }, (names, employer) => {
    const packed = standing.packed.get(employer) ?? noNames
    if (packed.length > 0) {
      before.addPacked(packed)
      addEmployer(totals, before, -1)
      before.clear()
      names.addPacked(packed)
    }
    addEmployer(totals, names, 1)
  })
  return totals
}
