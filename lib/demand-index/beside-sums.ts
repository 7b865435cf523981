import type { Share } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { createMemory } from '@/lib/query/memory'
import { estimateShare } from '@/lib/query/statistics'
import type { LiftSums } from '@/lib/query/sums'
import { type Steps, timeSteps } from '@/lib/query/turns'
import { countOnes } from '@/lib/demand-index/count-ones'
import { EmployerNames, type NamesByEmployer, namesOfMonths } from '@/lib/demand-index/employer-names'
import { splitRecent } from '@/lib/demand-index/recent-months'
import { type Asked, keyOfAsked, narrowTo } from '@/lib/demand-index/employer-sums'
import { type IndexSnapshot, keyOfSelections, type MonthRows, type Selection } from '@/lib/demand-index/index-snapshot'

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

/**
 * Of the vacancies that name a series, the share that names a code, with the share of the code among all; by the number of
 * the code. Null where none names both.
 */
export function* shareBeside(snapshot: IndexSnapshot, query: BesideQuery): Steps<(code: number) => CodeBeside | null> {
  const { vacancies, B } = yield* countAll(snapshot, query)
  const { ofA, employersOfA: employers, AA, AB, ABAB, ABA } = yield* countBeside(snapshot, query)
  return (code) => {
    const named = AB[code] ?? 0
    if (named === 0) return null
    const sums = { vacancies: ofA, named, sumNN: AA, sumYY: ABAB[code] ?? 0, sumYN: ABA[code] ?? 0, employers }
    return { share: estimateShare(sums), base: (B[code] ?? 0) / vacancies }
  }
}

/** What the lift of a series on a code needs, by the number of the code in the index. */
export function* liftBeside(snapshot: IndexSnapshot, query: BesideQuery): Steps<(code: number) => LiftSums> {
  const { vacancies: N, employers, NN, B, BB, BN } = yield* countAll(snapshot, query)
  const { ofA: A, NA, AA, BA, AB, ABAB, ABN, ABA, ABB } = yield* countBeside(snapshot, query)
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

/** The vacancies that name a series, employer by employer: the place of each among all of its employer's, rising. */
interface Naming {
  employers: Uint32Array
  /** Where the places of each of them begin, with the end of the last behind. */
  starts: Uint32Array
  places: Uint32Array
}

/** Vacancies that name a series while they are found: the employer of each, and its place among all of its employer's. */
interface Found {
  employers: Uint32Array
  places: Uint32Array
  count: number
  /** Vacancies of each employer that were seen. */
  seen: Uint32Array
}

/** One plain loop: a visitor of a million rows takes three times as long. */
function placeNaming({ table, vacancies, end }: MonthRows, mask: Uint8Array, found: Found): void {
  const { employers, places, seen } = found
  const { employerNumbers, chunk } = table
  const { employerOf } = chunk
  let { count } = found
  for (let row = 0; row < end; row += 1) {
    if (vacancies[row] !== 1) continue
    const employer = employerNumbers[employerOf[row] ?? 0] ?? 0
    const place = seen[employer] ?? 0
    seen[employer] = place + 1
    if (mask[row] !== 1) continue
    employers[count] = employer
    places[count] = place
    count += 1
  }
  found.count = count
}

function* findNaming({ names }: IndexSnapshot, { selections, asked }: BesideQuery): Steps<Naming> {
  const masks: Uint8Array[] = []
  for (const month of selections) {
    masks.push(narrowTo(month, asked).vacancies)
    yield
  }
  const total = masks.reduce((sum, mask) => sum + countOnes(mask), 0)
  const column = () => new Uint32Array(total)
  const found = { employers: column(), places: column(), count: 0, seen: new Uint32Array(names.employers.size) }
  for (const [index, month] of selections.entries()) {
    placeNaming(month, masks[index] ?? new Uint8Array(0), found)
    yield
  }
  return groupByEmployer(found)
}

function groupByEmployer({ employers: employerOf, places: placeOf, seen }: Found): Naming {
  const at = seen.fill(0)
  const met = new Uint32Array(employerOf.length)
  let count = 0
  for (let index = 0; index < employerOf.length; index += 1) {
    const employer = employerOf[index] ?? 0
    const before = at[employer] ?? 0
    if (before === 0) met[count++] = employer
    at[employer] = before + 1
  }
  const employers = met.slice(0, count)
  const starts = new Uint32Array(count + 1)
  for (let index = 0; index < count; index += 1) {
    const employer = employers[index] ?? 0
    const start = starts[index] ?? 0
    starts[index + 1] = start + (at[employer] ?? 0)
    at[employer] = start
  }
  const places = new Uint32Array(placeOf.length)
  for (let index = 0; index < employerOf.length; index += 1) {
    const employer = employerOf[index] ?? 0
    const next = at[employer] ?? 0
    places[next] = placeOf[index] ?? 0
    at[employer] = next + 1
  }
  return { employers, starts, places }
}

/** Sums over the employers of a series, a vacancies of each name it, and ab a code too; b name the code. */
interface BesideSums {
  ofA: number
  employersOfA: number
  /** Σ n·a and Σ a². */
  NA: number
  AA: number
  /** Σ b·a; and Σ ab, Σ ab², Σ ab·n, Σ ab·a and Σ ab·b. */
  BA: Float64Array
  AB: Float64Array
  ABAB: Float64Array
  ABN: Float64Array
  ABA: Float64Array
  ABB: Float64Array
}

const columnsBeside = ['BA', 'AB', 'ABAB', 'ABN', 'ABA', 'ABB'] as const
const countsBeside = ['ofA', 'employersOfA', 'NA', 'AA'] as const

function createBeside(codes: number): BesideSums {
  const column = () => new Float64Array(codes)
  const columns = { BA: column(), AB: column(), ABAB: column(), ABN: column(), ABA: column(), ABB: column() }
  return { ofA: 0, employersOfA: 0, NA: 0, AA: 0, ...columns }
}

/** Adds one employer to the sums, or takes it out: `sign` is 1 or −1. */
function addBeside(sums: BesideSums, employer: EmployerNames, sign: 1 | -1): void {
  const { vacancies: n, naming: a, codes, codeCount, named, beside } = employer
  if (a === 0) return
  sums.ofA += sign * a
  sums.employersOfA += sign
  sums.NA += sign * n * a
  sums.AA += sign * a * a
  for (let index = 0; index < codeCount; index += 1) {
    const code = codes[index] ?? 0
    const b = named[code] ?? 0
    add(sums.BA, code, sign * b * a)
    const ab = beside[code] ?? 0
    if (ab === 0) continue
    add(sums.AB, code, sign * ab)
    add(sums.ABAB, code, sign * ab * ab)
    add(sums.ABN, code, sign * ab * n)
    add(sums.ABA, code, sign * ab * a)
    add(sums.ABB, code, sign * ab * b)
  }
}

/** Adds other sums to some. */
function joinBeside(sums: BesideSums, other: BesideSums): BesideSums {
  for (const name of countsBeside) sums[name] += other[name]
  for (const name of columnsBeside)
    for (let code = 0; code < other[name].length; code += 1) add(sums[name], code, other[name][code] ?? 0)
  return sums
}

const knownBeside = createMemory<BesideSums>('sums beside', ({ AB }) => columnsBeside.length * AB.byteLength)

const countBeside = (snapshot: IndexSnapshot, query: BesideQuery): Steps<BesideSums> =>
  knownBeside.rememberSteps(`${keyOfAsked(query.asked)} ${query.level} ${keyOfSelections(query.selections)}`, () =>
    sumBeside(snapshot, query),
  )

/** Of all months: those of the months that stand, but for the employers of the newest. */
function* sumBeside(snapshot: IndexSnapshot, query: BesideQuery): Steps<BesideSums> {
  const { asked, level, selections } = query
  const codes = snapshot.names.codes.length
  const key = `standing ${keyOfAsked(asked)} ${level} ${codes} ${keyOfSelections(splitRecent(snapshot, selections).old)}`
  const known = knownBeside.find(key)
  const { old, recent } = yield* namesOf(snapshot, query)
  const naming = yield* findNaming(snapshot, query)
  const standing = known ?? createBeside(codes)
  const sums = createBeside(codes)
  const names = new EmployerNames(codes)
  const visit = (index: number) => {
    const employer = naming.employers[index] ?? 0
    const isRecent = recent.starts[employer] !== recent.starts[employer + 1]
    if (known !== undefined && !isRecent) return
    const places = naming.places.subarray(naming.starts[index], naming.starts[index + 1])
    names.add(old, employer, places)
    if (known === undefined) addBeside(standing, names, 1)
    if (isRecent) {
      addBeside(sums, names, -1)
      names.add(recent, employer, places)
      addBeside(sums, names, 1)
    }
    names.clear()
  }
  const { ms } = yield* timeSteps(visitAll(naming.employers.length, visit))
  knownBeside.keep(key, standing, ms)
  return joinBeside(sums, standing)
}

function* visitAll(count: number, visit: (index: number) => void): Steps<void> {
  for (let index = 0; index < count; index += 1) {
    visit(index)
    if (index % employersAtOnce === employersAtOnce - 1) yield
  }
}
