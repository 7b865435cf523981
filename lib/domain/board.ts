/** `active`, `paused` (by a person), `parked` (failed for days, asked again rarely) or `removed`. */
export const boardStates = ['active', 'paused', 'parked', 'removed'] as const
export type BoardState = (typeof boardStates)[number]

/** How a board stands, in one word: its state, and for an active one how its reading goes. Those to look at come first. */
export const boardConditions = ['held', 'failing', 'parked', 'waiting', 'good', 'paused', 'removed'] as const
export type BoardCondition = (typeof boardConditions)[number]

export const boardConditionDefinitions: Record<BoardCondition, string> = {
  held: 'its last run found far fewer postings than usual; nothing was closed, a person has to look',
  failing: 'its last run failed; it is tried again by itself',
  parked: 'it failed for days and is asked once a week',
  waiting: 'added, not read to its end yet',
  good: 'its last run came to its end',
  paused: 'a person stopped it',
  removed: 'taken off the list; what was read stays',
}

/** What a page calls a condition. */
export const boardConditionNames: Record<BoardCondition, string> = {
  held: 'held',
  failing: 'failing',
  parked: 'parked',
  waiting: 'waiting',
  good: 'in order',
  paused: 'paused',
  removed: 'removed',
}

/** The slug under which a source without boards stands in the schedule. */
export const wholeSourceSlug = 'all'

/** A part of a source that is read on its own: an employer's board, or `all` of a source without boards. Instants of what never happened are null. */
export interface Board {
  sourceId: string
  slug: string
  /** As the operator gave it. */
  name: string
  /** As the board gives it; null before it was told. */
  ownName: string | null
  /** Settings beside slug and name, for the source's own schema. */
  config: Record<string, unknown>
  state: BoardState
  stateReason: string | null
  origin: string
  addedAt: Date
  /** First complete listing: what it held is stock. */
  baselineAt: Date | null
  /** Null: at once. */
  dueAt: Date | null
  succeededAt: Date | null
  failingSince: Date | null
  failures: number
  openCount: number | null
}

/** A board with what its last run told. */
export interface BoardView extends Omit<Board, 'config'> {
  condition: BoardCondition
  /** Error of the last run, in words; null when it ended well, or there was none. */
  lastError: string | null
  lastErrorKind: string | null
  lastRunAt: Date | null
}

const lettersOf = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** The name that a board gives itself, when that is another than ours, spelling aside; null otherwise. */
export const otherNameOf = ({ name, ownName }: Pick<BoardView, 'name' | 'ownName'>): string | null =>
  ownName === null || lettersOf(ownName) === lettersOf(name) ? null : ownName

/** Why a board stands as it does, in words; null when there is nothing to say. */
export const reasonOf = ({ condition, stateReason, lastError }: BoardView): string | null => {
  if (condition === 'good' || condition === 'waiting') return null
  return condition === 'held' || condition === 'failing' ? lastError : stateReason
}

/** What the boards of a source come to. */
export interface BoardTally {
  sourceId: string
  /** False for a source that is read as a whole: its one row is no board. */
  isOfBoards: boolean
  /** How many stand how; conditions that none has are left out. */
  conditions: Partial<Record<BoardCondition, number>>
  /** Postings open at the last complete listings; null before any. */
  open: number | null
  /** When the next board is read; null: at once, or never, when none is read. */
  dueAt: Date | null
  /** Of the boards that are read, the success that is longest ago; null while one was never read. */
  oldestSuccessAt: Date | null
  newestSuccessAt: Date | null
}

/** Boards on the list, removed ones left out. */
export const countBoards = ({ conditions }: BoardTally): number =>
  boardConditions.reduce((sum, one) => sum + (one === 'removed' ? 0 : (conditions[one] ?? 0)), 0)
