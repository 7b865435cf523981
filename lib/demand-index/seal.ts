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
import { type Chunk, flagBits, rowNumbers } from '@/lib/demand-index/chunk'

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

/** Role, employer, vacancy and posting as one text: the order of rows. UUIDs are of one length. */
const placeOf = ({ role, employerId, vacancyId, postingId }: FactToSeal): string =>
  `${backendRoles.indexOf(role)}${employerId}${vacancyId}${postingId}`

const inOrder = (facts: readonly FactToSeal[]): FactToSeal[] =>
  facts
    .map((fact) => ({ fact, place: placeOf(fact) }))
    .sort((a, b) => byText(a.place, b.place))
    .map(({ fact }) => fact)

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
  return {
    employers: new Uint8Array(Buffer.concat(values.map(uuidBytes))),
    employerOf: Uint32Array.from(facts, (fact) => positionOf(fact.employerId)),
  }
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
  const regionSetOf = rowNumbers(values.length, facts.length)
  for (const [row, fact] of facts.entries()) regionSetOf[row] = positionOf(keyOf(fact))
  return { regionSets: values.map((key) => (key === '' ? [] : key.split(' '))), regionSetOf }
}

const seniorityBits = (named: readonly Seniority[]): number =>
  named.reduce((bits, level) => bits | (1 << seniorities.indexOf(level)), 0)

const flagsOf = ({ remote, isStock, saysStartup }: FactToSeal): number =>
  remoteKinds.indexOf(remote) | (isStock ? flagBits.stock : 0) | (saysStartup ? flagBits.startup : 0)

function packNamed(facts: readonly FactToSeal[], codes: readonly number[], positionOf: (code: number) => number) {
  const lists = Array.from({ length: codes.length * levels.length }, (): number[] => [])
  for (const [row, { named }] of facts.entries())
    for (const [level, name] of levels.entries())
      for (const code of named[name]) lists[positionOf(code) * levels.length + level]?.push(row)
  const namedStarts = new Uint32Array(lists.length + 1)
  for (const [index, list] of lists.entries()) namedStarts[index + 1] = (namedStarts[index] ?? 0) + list.length
  const named = rowNumbers(facts.length, namedStarts.at(-1) ?? 0)
  for (const [index, list] of lists.entries()) named.set(list, namedStarts[index] ?? 0)
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

/** Seals one month's facts. The order in which they come changes nothing. */
export function sealMonth(month: Month, given: readonly FactToSeal[]): Chunk {
  const facts = inOrder(given)
  const count = (role: BackendRole) => facts.filter((fact) => fact.role === role).length
  const strictEnd = count('strict')
  const sources = listDistinct(facts.map((fact) => fact.sourceId))
  const codes = listDistinct(
    facts.flatMap(({ named, anyOf }) => [
      ...levels.flatMap((level) => named[level]),
      ...anyOf.flatMap((group) => group.codes),
    ]),
  )
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
