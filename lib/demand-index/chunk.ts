import type { Month } from '@/lib/domain/month'
import type { Filters } from '@/lib/query/filters'

/** Version of the bytes below; a chunk of another version is sealed anew. */
export const chunkVersion = 3

/** Bits of `Chunk.flags`. */
export const flagBits = { remote: 3, stock: 4, startup: 8 } as const

/**
 * The facts of one month as columns, but for who its employers are. Rows are sorted by role (strict, broad, no), then
 * employer, vacancy and posting, so that a population by role is a prefix and an employer's rows lie together. A row is a
 * posting; its number is its name in every list.
 */
export interface MonthColumns {
  month: Month
  rows: number
  /** Rows before it are strictly backend. */
  strictEnd: number
  /** Rows before it are backend in the broad sense. */
  broadEnd: number
  /** Position of each row's employer in `employers` of the chunk. */
  employerOf: Uint16Array | Uint32Array
  /** First 8 bytes of the vacancy's UUID in two halves: equal in two months for a vacancy posted anew. */
  vacancies: Uint32Array
  /** Vacancies with several rows: where each one's rows begin in `copies`, with the end of the last behind. */
  copyStarts: Uint32Array
  /** Rows of those vacancies, by posting id: the first that a filter lets through stands for all. */
  copies: Uint32Array
  /** Day (UTC) on which each of them was posted, in days since 1970. */
  copyDays: Uint16Array
  sources: string[]
  sourceOf: Uint8Array
  /** Remote kind in the two lowest bits, then whether it is stock, then whether it says that its employer is a startup. */
  flags: Uint8Array
  /** One bit for each level of `seniorities`. */
  seniority: Uint8Array
  /** Every combination of regions that occurs; parents included. */
  regionSets: string[][]
  regionSetOf: Uint16Array | Uint32Array
  words: Uint16Array
  /** Codes of the series that the month names, rising. */
  codes: Uint32Array
  /**
   * Where the rows of code c at level l (required, preferred, mentioned) in block b begin in `named`: at
   * 3·(b·codes + c) + l. Blocks are `blockRows` rows each, so that a row takes two bytes however large the month.
   */
  namedStarts: Uint32Array
  /** Rows less the first of their block, rising within each list. A row is in one list of a code: that of the strongest level. */
  named: Uint16Array
  /** Groups of which one skill is enough: row, level (0 to 2) and where its codes begin in `choiceCodes`. */
  choiceRows: Uint32Array
  choiceLevels: Uint8Array
  choiceStarts: Uint32Array
  /** Positions in `codes`. */
  choiceCodes: Uint16Array
}

/** All facts of one month, as they are sealed. */
export interface Chunk extends MonthColumns {
  /** 16 bytes of every employer's UUID, sorted. */
  employers: Uint8Array
}

/** Rows before it are of a role. */
export const endOfRole = ({ strictEnd, broadEnd, rows }: MonthColumns, role: Filters['role']): number =>
  role === 'strict' ? strictEnd : role === 'broad' ? broadEnd : rows

/** Rows of a block of `named`. */
export const blockRows = 0x1_00_00

/** Blocks of a chunk. */
export const blocksOf = ({ rows }: Pick<MonthColumns, 'rows'>): number => Math.ceil(rows / blockRows)

/** Positions among so many values, in the narrowest type that holds them. */
export const positionsAmong = (values: number, length: number): Uint16Array | Uint32Array =>
  values <= 0x1_00_00 ? new Uint16Array(length) : new Uint32Array(length)
