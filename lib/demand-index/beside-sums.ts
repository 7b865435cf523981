import type { Share } from '@/lib/query/engine'
import { createMemory } from '@/lib/query/memory'
import { estimateShare } from '@/lib/query/statistics'
import type { LiftSums } from '@/lib/query/sums'
import { type Steps, timeSteps } from '@/lib/query/turns'
import { EmployerNames, type NamesByEmployer, namesOfMonths } from '@/lib/demand-index/employer-names'
import { splitRecent } from '@/lib/demand-index/recent-months'
import { keyOfAsked } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type Selection } from '@/lib/demand-index/index-snapshot'
import { type BesideQuery, findEmployers, type NamingEmployers, vacanciesOf } from '@/lib/demand-index/naming-employers'

/** A code beside a series: its share there, and among all vacancies. */
interface CodeBeside {
  share: Share
  base: number
}

/**
 * Of the vacancies that name a series, the share that names a code, with the share of the code among all; by the number of
 * the code. Null where none names both.
 */
export function* shareBeside(snapshot: IndexSnapshot, query: BesideQuery): Steps<(code: number) => CodeBeside | null> {
  const { vacancies, B } = yield* countAll(snapshot, query)
  const beside = yield* countBeside(snapshot, query)
  const { ofA, employersOfA: employers, AA } = beside
  return (code) => {
    const named = sumOf(beside, 'AB', code)
    if (named === 0) return null
    const [sumYY, sumYN] = [sumOf(beside, 'ABAB', code), sumOf(beside, 'ABA', code)]
    const sums = { vacancies: ofA, named, sumNN: AA, sumYY, sumYN, employers }
    return { share: estimateShare(sums), base: (B[code] ?? 0) / vacancies }
  }
}

/** What the lift of a series on a code needs, by the number of the code in the index. */
export function* liftBeside(snapshot: IndexSnapshot, query: BesideQuery): Steps<(code: number) => LiftSums> {
  const { vacancies: N, employers, NN, B, BB, BN } = yield* countAll(snapshot, query)
  const beside = yield* countBeside(snapshot, query)
  const { ofA: A, NA, AA } = beside
  // x = n/N − a/Σa is how an employer without b moves: Σ x², Σ ab·x and Σ b·x, multiplied out.
  const XX = NN / N ** 2 - (2 * NA) / (N * A) + AA / A ** 2
  return (code) => {
    const [b, both, squaresOfBoth] = [B[code] ?? 0, sumOf(beside, 'AB', code), sumOf(beside, 'ABAB', code)]
    const counts = { vacancies: N, ofA: A, ofB: b, both, employers }
    if (both === 0) return { ...counts, squares: 0, squaresOfBoth: 0 }
    const ABX = sumOf(beside, 'ABN', code) / N - sumOf(beside, 'ABA', code) / A
    const BX = (BN[code] ?? 0) / N - sumOf(beside, 'BA', code) / A
    // Σ (x + ab/Σab − b/Σb)², multiplied out.
    const squares =
      XX +
      squaresOfBoth / both ** 2 +
      (BB[code] ?? 0) / b ** 2 +
      (2 * ABX) / both -
      (2 * BX) / b -
      (2 * sumOf(beside, 'ABB', code)) / (both * b)
    return { ...counts, squares: Math.max(0, squares), squaresOfBoth }
  }
}

/** What employers name in the months that stand, and in the newest. */
interface Names {
  old: NamesByEmployer
  recent: NamesByEmployer
}

function* namesOf(snapshot: IndexSnapshot, { selections, level }: BesideQuery): Steps<Names> {
  const { old, recent } = splitRecent(snapshot, selections)
  return {
    old: yield* namesOfMonths(snapshot, old, level),
    recent: yield* namesOfMonths(snapshot, recent, level),
  }
}

/** Sums over employers with n vacancies, of which b name a code; columns by the number of the code. Whole numbers, so that an employer can be taken out again. */
interface AllSums {
  vacancies: number
  employers: number
  /** Σ n². */
  NN: number
  /** Σ b, Σ b² and Σ b·n. */
  B: Float64Array
  BB: Float64Array
  BN: Float64Array
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value
}

/** Adds one employer to the sums, or takes it out: `sign` is 1 or −1. */
function addToAll(sums: AllSums, { vacancies: n, codes, codeCount, named }: EmployerNames, sign: 1 | -1): void {
  sums.vacancies += sign * n
  if (n > 0) sums.employers += sign
  sums.NN += sign * n * n
  for (let index = 0; index < codeCount; index += 1) {
    const code = codes[index] ?? 0
    const b = named[code] ?? 0
    add(sums.B, code, sign * b)
    add(sums.BB, code, sign * b * b)
    add(sums.BN, code, sign * b * n)
  }
}

/** Employers that are gone through before others have their turns. */
const employersAtOnce = 2_048

/** Goes through the employers that have vacancies in some months. */
function* visitEmployers({ starts }: NamesByEmployer, visit: (employer: number) => void): Steps<void> {
  let visited = 0
  for (let employer = 0; employer + 1 < starts.length; employer += 1) {
    if (starts[employer] === starts[employer + 1]) continue
    visit(employer)
    visited += 1
    if (visited % employersAtOnce === 0) yield
  }
}

const knownAll = createMemory<AllSums>('sums of all', ({ B }) => 3 * B.byteLength)

/** Of the months that stand. */
function* sumStanding(codes: number, old: NamesByEmployer): Steps<AllSums> {
  const column = () => new Float64Array(codes)
  const sums = { vacancies: 0, employers: 0, NN: 0, B: column(), BB: column(), BN: column() }
  const names = new EmployerNames(codes)
  yield* visitEmployers(old, (employer) => {
    names.add(old, employer)
    addToAll(sums, names, 1)
    names.clear()
  })
  return sums
}

/** Of all months: those of the months that stand, but for the employers of the newest. */
function* countAll(snapshot: IndexSnapshot, query: BesideQuery): Steps<AllSums> {
  const { selections, level } = query
  const codes = snapshot.names.codes.length
  const keyOf = (months: readonly Selection[]) => `${level} ${codes} ${keyOfSelections(months)}`
  return yield* knownAll.rememberSteps(keyOf(selections), function* () {
    const { old, recent } = yield* namesOf(snapshot, query)
    const standing = yield* knownAll.rememberSteps(`standing ${keyOf(splitRecent(snapshot, selections).old)}`, () =>
      sumStanding(codes, old),
    )
    const sums = { ...standing, B: standing.B.slice(), BB: standing.BB.slice(), BN: standing.BN.slice() }
    const names = new EmployerNames(codes)
    yield* visitEmployers(recent, (employer) => {
      names.add(old, employer)
      addToAll(sums, names, -1)
      names.add(recent, employer)
      addToAll(sums, names, 1)
      names.clear()
    })
    return sums
  })
}

/** Sums over the employers of a series, a vacancies of each name it, and ab a code too; b name the code. */
interface BesideSums {
  ofA: number
  employersOfA: number
  /** Σ n·a and Σ a². */
  NA: number
  AA: number
  /** Of each code, side by side: Σ b·a; and Σ ab, Σ ab², Σ ab·n, Σ ab·a and Σ ab·b. */
  ofCodes: Float64Array
}

const placesOf = { BA: 0, AB: 1, ABAB: 2, ABN: 3, ABA: 4, ABB: 5 } as const
const sumsOfCode = 6
const sumsOfWhole = 3

const createBeside = (codes: number): BesideSums => ({
  ofA: 0,
  employersOfA: 0,
  NA: 0,
  AA: 0,
  ofCodes: new Float64Array(sumsOfCode * codes),
})

/** Sum of a code. */
const sumOf = ({ ofCodes }: BesideSums, sum: keyof typeof placesOf, code: number): number =>
  ofCodes[code * sumsOfCode + placesOf[sum]] ?? 0

/** Adds one employer to the sums, or takes it out: `sign` is 1 or −1. */
function addBeside(sums: BesideSums, employer: EmployerNames, sign: 1 | -1): void {
  const { vacancies: n, naming: a, codes, codeCount, named, beside } = employer
  if (a === 0) return
  sums.ofA += sign * a
  sums.employersOfA += sign
  sums.NA += sign * n * a
  sums.AA += sign * a * a
  const { ofCodes } = sums
  const { BA, AB, ABAB, ABN, ABA, ABB } = placesOf
  for (let index = 0; index < codeCount; index += 1) {
    const code = codes[index] ?? 0
    const b = named[code] ?? 0
    const ab = sign * (beside[code] ?? 0)
    const at = code * sumsOfCode
    add(ofCodes, at + BA, sign * b * a)
    if (ab === 0) continue
    add(ofCodes, at + AB, ab)
    add(ofCodes, at + ABAB, sign * ab * ab)
    add(ofCodes, at + ABN, ab * n)
    add(ofCodes, at + ABA, ab * a)
    add(ofCodes, at + ABB, ab * b)
  }
}

/** The same sums of employers all of whose vacancies name the series, so that ab is b and a is n: of each code Σ b, Σ b² and Σ b·n. */
function addWhole(sums: BesideSums, ofCodes: Float64Array, employer: EmployerNames): void {
  const { vacancies: n, codes, codeCount, named } = employer
  sums.ofA += n
  sums.employersOfA += 1
  sums.NA += n * n
  sums.AA += n * n
  for (let index = 0; index < codeCount; index += 1) {
    const code = codes[index] ?? 0
    const b = named[code] ?? 0
    const at = code * sumsOfWhole
    add(ofCodes, at, b)
    add(ofCodes, at + 1, b * b)
    add(ofCodes, at + 2, b * n)
  }
}

function joinWhole({ ofCodes }: BesideSums, whole: Float64Array): void {
  const { BA, AB, ABAB, ABN, ABA, ABB } = placesOf
  for (let code = 0; code * sumsOfWhole < whole.length; code += 1) {
    const from = code * sumsOfWhole
    const to = code * sumsOfCode
    add(ofCodes, to + AB, whole[from] ?? 0)
    for (const place of [ABAB, ABB]) add(ofCodes, to + place, whole[from + 1] ?? 0)
    for (const place of [BA, ABN, ABA]) add(ofCodes, to + place, whole[from + 2] ?? 0)
  }
}

/** Adds other sums to some. */
function joinBeside(sums: BesideSums, other: BesideSums): BesideSums {
  for (const name of ['ofA', 'employersOfA', 'NA', 'AA'] as const) sums[name] += other[name]
  for (let at = 0; at < other.ofCodes.length; at += 1) add(sums.ofCodes, at, other.ofCodes[at] ?? 0)
  return sums
}

const knownBeside = createMemory<BesideSums>('sums beside', ({ ofCodes }) => ofCodes.byteLength)

const countBeside = (snapshot: IndexSnapshot, query: BesideQuery): Steps<BesideSums> =>
  knownBeside.rememberSteps(`${keyOfAsked(query.asked)} ${query.level} ${keyOfSelections(query.selections)}`, () =>
    sumBeside(snapshot, query),
  )

/** Sums while they are made, employer by employer. */
interface Summing {
  names: Names
  naming: NamingEmployers
  employer: EmployerNames
  /** Of the months that stand, null where they are known; with `addWhole`'s part of them. */
  standing: BesideSums | null
  whole: Float64Array
  /** What employers of the newest months change of them. */
  sums: BesideSums
}

/** Goes through employers in the order of their numbers, in which what they name lies in memory. */
function sumEmployers(summing: Summing, from: number, to: number): void {
  const { naming, employer: own, standing, whole, sums } = summing
  const { old, recent } = summing.names
  for (let employer = from; employer < to; employer += 1) {
    if (naming.marks[employer] === 0) continue
    const isRecent = recent.starts[employer] !== recent.starts[employer + 1]
    if (standing === null && !isRecent) continue
    const series = vacanciesOf(naming, employer)
    own.add(old, employer, series)
    if (standing !== null && !isRecent && own.naming === own.vacancies) addWhole(standing, whole, own)
    else {
      own.addBeside(old)
      if (standing !== null) addBeside(standing, own, 1)
    }
    if (isRecent) {
      addBeside(sums, own, -1)
      own.add(recent, employer, series)
      own.addBeside(recent)
      addBeside(sums, own, 1)
    }
    own.clear()
  }
}

/** Of all months: those of the months that stand, but for the employers of the newest. */
function* sumBeside(snapshot: IndexSnapshot, query: BesideQuery): Steps<BesideSums> {
  const { asked, level, selections } = query
  const codes = snapshot.names.codes.length
  const key = `standing ${keyOfAsked(asked)} ${level} ${codes} ${keyOfSelections(splitRecent(snapshot, selections).old)}`
  const known = knownBeside.find(key)
  const names = yield* namesOf(snapshot, query)
  const naming = yield* findEmployers(snapshot, query)
  const made = createBeside(codes)
  const standing = known === undefined ? made : null
  const whole = new Float64Array(sumsOfWhole * codes)
  const sums = createBeside(codes)
  const { ms } = yield* timeSteps(sumAll({ names, naming, employer: new EmployerNames(codes), standing, whole, sums }))
  joinWhole(made, whole)
  return joinBeside(sums, known ?? knownBeside.keep(key, made, ms))
}

function* sumAll(summing: Summing): Steps<void> {
  const employers = summing.naming.marks.length
  for (let from = 0; from < employers; from += employersAtOnce) {
    sumEmployers(summing, from, Math.min(from + employersAtOnce, employers))
    yield
  }
}
