import { z } from 'zod'
import { Month } from '@/lib/domain/month'
import { type Chunk, chunkVersion } from '@/lib/demand-index/chunk'

// Layout: 4 bytes length of the header, the header as JSON (what is no array of numbers, and type and length of every
// column in order), then the columns, each beginning at a multiple of 8. Little-endian, as every machine that runs Node.

const kinds = ['u8', 'u16', 'u32'] as const
type Kind = (typeof kinds)[number]
type Column = Uint8Array | Uint16Array | Uint32Array

const columnNames = [
  'employers',
  'employerOf',
  'vacancies',
  'copyStarts',
  'copies',
  'copyDays',
  'sourceOf',
  'flags',
  'seniority',
  'regionSetOf',
  'words',
  'codes',
  'namedStarts',
  'named',
  'choiceRows',
  'choiceLevels',
  'choiceStarts',
  'choiceCodes',
] as const satisfies (keyof Chunk)[]
type ColumnName = (typeof columnNames)[number]

const Header = z.object({
  version: z.literal(chunkVersion),
  month: Month,
  rows: z.int(),
  strictEnd: z.int(),
  broadEnd: z.int(),
  sources: z.array(z.string()),
  regionSets: z.array(z.array(z.string())),
  columns: z.array(z.tuple([z.enum(kinds), z.int()])),
})

const kindOf = (column: Column): Kind =>
  column instanceof Uint8Array ? 'u8' : column instanceof Uint16Array ? 'u16' : 'u32'

const padded = (length: number): number => Math.ceil(length / 8) * 8

const bytesOf = (column: Column): Uint8Array => new Uint8Array(column.buffer, column.byteOffset, column.byteLength)

/** A chunk as bytes: the same facts give the same bytes, and so the same name. */
export function encodeChunk(chunk: Chunk): Uint8Array {
  const columns = columnNames.map((name) => chunk[name])
  const { month, rows, strictEnd, broadEnd, sources, regionSets } = chunk
  const header = Buffer.from(
    JSON.stringify({
      version: chunkVersion,
      month,
      rows,
      strictEnd,
      broadEnd,
      sources,
      regionSets,
      columns: columns.map((column) => [kindOf(column), column.length]),
    }),
  )
  const start = padded(4 + header.length)
  const size = columns.reduce((end, column) => padded(end + column.byteLength), start)
  const bytes = new Uint8Array(size)
  new DataView(bytes.buffer).setUint32(0, header.length, true)
  bytes.set(header, 4)
  let at = start
  for (const column of columns) {
    bytes.set(bytesOf(column), at)
    at = padded(at + column.byteLength)
  }
  return bytes
}

/** @param bytes with all of their buffer */
function viewOf(kind: Kind, { buffer }: Uint8Array, { at, length }: { at: number; length: number }): Column {
  if (kind === 'u8') return new Uint8Array(buffer, at, length)
  return kind === 'u16' ? new Uint16Array(buffer, at, length) : new Uint32Array(buffer, at, length)
}

const otherKind = () => new Error('the bytes of a chunk hold a column of another kind than the format says')

/** The column of the kind that the format says; another kind means that the bytes are of no chunk. */
function expectKind<T extends Column>(column: Column | undefined, ...allowed: (new (length: number) => T)[]): T {
  for (const type of allowed) if (column instanceof type) return column
  throw otherKind()
}

/**
 * @param bytes as `encodeChunk` gave them; they are held by the column of employers alone, all others are views of a copy,
 *   so that whoever keeps those lets go of the employers' bytes
 * @throws Error when the bytes are of no chunk of this version.
 */
export function decodeChunk(bytes: Uint8Array): Chunk {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = view.getUint32(0, true)
  const header = Header.parse(JSON.parse(Buffer.from(bytes.subarray(4, 4 + headerLength)).toString()))
  const start = padded(4 + headerLength)
  const [employersKind, employersLength] = header.columns[0] ?? ['u8', 0]
  if (employersKind !== 'u8') throw otherKind()
  const employers = bytes.subarray(start, start + employersLength)
  const copied = new Uint8Array(bytes.subarray(start + padded(employersLength)))
  const columns = new Map<ColumnName, Column>([['employers', employers]])
  let at = 0
  for (const [index, name] of columnNames.entries()) {
    if (name === 'employers') continue
    const [kind, length] = header.columns[index] ?? ['u8', 0]
    const column = viewOf(kind, copied, { at, length })
    columns.set(name, column)
    at = padded(at + column.byteLength)
  }
  const u8 = (name: ColumnName) => expectKind(columns.get(name), Uint8Array)
  const u16 = (name: ColumnName) => expectKind(columns.get(name), Uint16Array)
  const u32 = (name: ColumnName) => expectKind(columns.get(name), Uint32Array)
  const positions = (name: ColumnName) =>
    expectKind<Uint16Array | Uint32Array>(columns.get(name), Uint16Array, Uint32Array)
  const { version: _, columns: __, ...rest } = header
  return {
    ...rest,
    employers: u8('employers'),
    employerOf: positions('employerOf'),
    vacancies: u32('vacancies'),
    copyStarts: u32('copyStarts'),
    copies: u32('copies'),
    copyDays: u16('copyDays'),
    sourceOf: u8('sourceOf'),
    flags: u8('flags'),
    seniority: u8('seniority'),
    regionSetOf: positions('regionSetOf'),
    words: u16('words'),
    codes: u32('codes'),
    namedStarts: u32('namedStarts'),
    named: u16('named'),
    choiceRows: u32('choiceRows'),
    choiceLevels: u8('choiceLevels'),
    choiceStarts: u32('choiceStarts'),
    choiceCodes: u16('choiceCodes'),
  }
}
