import type { Month } from '@/lib/domain/month'
import {
  type BackendRole,
  backendRoles,
  type RemoteKind,
  remoteKinds,
  type Seniority,
  seniorities,
} from '@/lib/domain/posting'
import { type Level, levels } from '@/lib/domain/skill'
import { blockRows, blocksOf, type Chunk, flagBits, positionsAmong } from '@/lib/demand-index/chunk'

/** What the index takes of one posting's fact. */
export interface FactToSeal {
  postingId: string
  vacancyId: string
  /** Day (UTC) on which it was posted, YYYY-MM-DD. */
  day: string
  employerId: string
  sourceId: string
  role: BackendRole
  remote: RemoteKind
  isStock: boolean
  /** Whether the posting itself says that its employer is a startup. */
  saysStartup: boolean
  seniority: readonly Seniority[]
  /** Parents included. */
  regions: readonly string[]
  words: number
  /** Codes of series by their strongest level, as in posting_fact. */
  named: Record<Level, readonly number[]>
  /** Groups of which one skill is enough, with the codes as written. */
  anyOf: readonly { level: Level; codes: readonly number[] }[]
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Rows by role, employer, vacancy and posting. */
const inOrder = (facts: readonly FactToSeal[]): FactToSeal[] =>
  facts.toSorted(
    (a, b) =>
      backendRoles.indexOf(a.role) - backendRoles.indexOf(b.role) ||
      byText(a.employerId, b.employerId) ||
      byText(a.vacancyId, b.vacancyId) ||
      byText(a.postingId, b.postingId),
  )

/** Values in order, each once, with the position of each. */
function listDistinct<T extends string | number>(
  values: Iterable<T>,
): { values: T[]; positionOf: (value: T) => number } {
  const sorted = [...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const positions = new Map(sorted.map((value, index) => [value, index]))
  return { values: sorted, positionOf: (value) => positions.get(value) ?? 0 }
}

const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex')

function packEmployers(facts: readonly FactToSeal[]): Pick<Chunk, 'employers' | 'employerOf'> {
  const { values, positionOf } = listDistinct(facts.map((fact) => fact.employerId))
  const employerOf = positionsAmong(values.length, facts.length)
  for (const [row, { employerId }] of facts.entries()) employerOf[row] = positionOf(employerId)
  return { employers: new Uint8Array(Buffer.concat(values.map(uuidBytes))), employerOf }
}

const dayMs = 24 * 60 * 60 * 1000
const dayNumber = (day: string): number => Date.parse(day) / dayMs

function packVacancies(facts: readonly FactToSeal[]): Pick<Chunk, 'vacancies' | 'copyStarts' | 'copies' | 'copyDays'> {
  const rowsOf = new Map<string, number[]>()
  const vacancies = new Uint32Array(facts.length * 2)
  for (const [row, { vacancyId }] of facts.entries()) {
    const bytes = uuidBytes(vacancyId)
    vacancies[row * 2] = bytes.readUInt32BE(0)
    vacancies[row * 2 + 1] = bytes.readUInt32BE(4)
    const rows = rowsOf.get(vacancyId)
    if (rows === undefined) rowsOf.set(vacancyId, [row])
    else rows.push(row)
  }
  const several = [...rowsOf.values()].filter((rows) => rows.length > 1)
  const idOf = (row: number) => facts[row]?.postingId ?? ''
  for (const rows of several) rows.sort((a, b) => byText(idOf(a), idOf(b)))
  const copyStarts = new Uint32Array(several.length + 1)
  for (const [index, rows] of several.entries()) copyStarts[index + 1] = (copyStarts[index] ?? 0) + rows.length
  const copies = Uint32Array.from(several.flat())
  return {
    vacancies,
    copyStarts,
    copies,
    copyDays: Uint16Array.from(copies, (row) => dayNumber(facts[row]?.day ?? '')),
  }
}

function packRegions(facts: readonly FactToSeal[]): Pick<Chunk, 'regionSets' | 'regionSetOf'> {
  const keyOf = (fact: FactToSeal) => fact.regions.toSorted(byText).join(' ')
  const { values, positionOf } = listDistinct(facts.map(keyOf))
  const regionSetOf = positionsAmong(values.length, facts.length)
  for (const [row, fact] of facts.entries()) regionSetOf[row] = positionOf(keyOf(fact))
  return { regionSets: values.map((key) => (key === '' ? [] : key.split(' '))), regionSetOf }
}

const seniorityBits = (named: readonly Seniority[]): number =>
  named.reduce((bits, level) => bits | (1 << seniorities.indexOf(level)), 0)

const flagsOf = ({ remote, isStock, saysStartup }: FactToSeal): number =>
  remoteKinds.indexOf(remote) | (isStock ? flagBits.stock : 0) | (saysStartup ? flagBits.startup : 0)

function packNamed(facts: readonly FactToSeal[], codes: readonly number[], positionOf: (code: number) => number) {
  const listOf = (row: number, code: number, level: number) =>
    (Math.floor(row / blockRows) * codes.length + positionOf(code)) * levels.length + level
  const each = (visit: (list: number, row: number) => void) => {
    for (const [row, { named }] of facts.entries())
      for (const [level, name] of levels.entries()) for (const code of named[name]) visit(listOf(row, code, level), row)
  }
  const namedStarts = new Uint32Array(blocksOf({ rows: facts.length }) * codes.length * levels.length + 1)
  each((list) => {
    namedStarts[list + 1] = (namedStarts[list + 1] ?? 0) + 1
  })
  for (let list = 1; list < namedStarts.length; list += 1)
    namedStarts[list] = (namedStarts[list] ?? 0) + (namedStarts[list - 1] ?? 0)
  const named = new Uint16Array(namedStarts.at(-1) ?? 0)
  const next = namedStarts.slice()
  each((list, row) => {
    const at = next[list] ?? 0
    named[at] = row % blockRows
    next[list] = at + 1
  })
  return { namedStarts, named }
}

function packChoices(facts: readonly FactToSeal[], positionOf: (code: number) => number) {
  const groups = facts.flatMap(({ anyOf }, row) => anyOf.map((group) => ({ row, ...group })))
  const choiceStarts = new Uint32Array(groups.length + 1)
  for (const [index, { codes }] of groups.entries()) choiceStarts[index + 1] = (choiceStarts[index] ?? 0) + codes.length
  return {
    choiceRows: Uint32Array.from(groups, ({ row }) => row),
    choiceLevels: Uint8Array.from(groups, ({ level }) => levels.indexOf(level)),
    choiceStarts,
    choiceCodes: Uint16Array.from(groups.flatMap(({ codes }) => codes.map(positionOf))),
  }
}

function* codesNamed(facts: readonly FactToSeal[]): Generator<number> {
  for (const { named, anyOf } of facts) {
    for (const level of levels) yield* named[level]
    for (const group of anyOf) yield* group.codes
  }
}

/** Seals one month's facts. The order in which they come changes nothing. */
export function sealMonth(month: Month, given: readonly FactToSeal[]): Chunk {
  const facts = inOrder(given)
  const count = (role: BackendRole) => facts.filter((fact) => fact.role === role).length
  const strictEnd = count('strict')
  const sources = listDistinct(facts.map((fact) => fact.sourceId))
  const codes = listDistinct(codesNamed(facts))
  return {
    month,
    rows: facts.length,
    strictEnd,
    broadEnd: strictEnd + count('broad'),
    ...packEmployers(facts),
    ...packVacancies(facts),
    sources: sources.values,
    sourceOf: Uint8Array.from(facts, (fact) => sources.positionOf(fact.sourceId)),
    flags: Uint8Array.from(facts, flagsOf),
    seniority: Uint8Array.from(facts, (fact) => seniorityBits(fact.seniority)),
    ...packRegions(facts),
    words: Uint16Array.from(facts, (fact) => Math.min(fact.words, 0xff_ff)),
    codes: Uint32Array.from(codes.values),
    ...packNamed(facts, codes.values, codes.positionOf),
    ...packChoices(facts, codes.positionOf),
  }
}
