import { type Steps, takeSteps, timeSteps, type Turns } from '@/lib/query/turns'

/** Most that the memories of a process hold together. */
export const mostBytes = 144 * 2 ** 20

/** Most that one answer may take: keeping a larger one would push out what all others are found by. */
const mostOfOne = mostBytes / 4

/** What an entry takes beside its value and its key. */
const bytesOfEntry = 300

/** What the memories of a name hold. */
interface Book {
  bytes: number
  /** What they let go of for want of room, since the process began. */
  droppedBytes: number
}

interface Entry {
  bytes: number
  /** Of making it again. */
  worth: number
  /** It goes before those with a greater one. */
  priority: number
  book: Book
  drop: () => void
}

/**
 * What goes when there is no room (GreedyDual, Young 1991; Cao and Irani 1997 with sizes): an answer stands at the priority
 * of the last one that went plus its own worth, anew each time it is asked for, and the least goes first. Its worth is the
 * logarithm of the time that it took a byte, in whole numbers (as queues of CAMP, Ghandeharizadeh and others 2014), so that
 * answers of equal worth go by age, and one that nobody asks for any more goes however dear it was.
 */
interface Room {
  /** Entries of all memories by worth; of each worth the one asked for last at the end. */
  byWorth: Map<number, Set<Entry>>
  /** Priority of the last entry that went. */
  passed: number
  bytes: number
  /** Memories that have a name, each a `Memory` of what its name says. */
  named: Map<string, unknown>
  books: Map<string, Book>
}

declare global {
  // Pages and endpoints of the web server are bundled apart, each with its own copy of this module; they share the process.
  var skilltideRoom: Room | undefined
}

const room = (globalThis.skilltideRoom ??= {
  byWorth: new Map(),
  passed: 0,
  bytes: 0,
  named: new Map(),
  books: new Map(),
})

/** Binary logarithm of the nanoseconds a byte that making an answer took. */
const worthOf = (ms: number, bytes: number): number => Math.round(Math.log2(1 + (ms * 1e6) / bytes))

/** Puts an entry behind all others of its worth. */
function place(entry: Entry): void {
  const alike = room.byWorth.get(entry.worth) ?? new Set()
  room.byWorth.set(entry.worth, alike)
  entry.priority = room.passed + entry.worth
  alike.delete(entry)
  alike.add(entry)
}

function letGo(entry: Entry): void {
  if (room.byWorth.get(entry.worth)?.delete(entry) !== true) return
  room.bytes -= entry.bytes
  entry.book.bytes -= entry.bytes
  entry.drop()
}

function findLeast(): Entry | undefined {
  let least: Entry | undefined
  for (const alike of room.byWorth.values()) {
    const [oldest] = alike
    if (oldest !== undefined && (least === undefined || oldest.priority < least.priority)) least = oldest
  }
  return least
}

function makeRoom(): void {
  while (room.bytes > mostBytes) {
    const least = findLeast()
    if (least === undefined) return
    room.passed = least.priority
    least.book.droppedBytes += least.bytes
    letGo(least)
  }
}

/** Lets go of everything, as in a process that has just started: for measurements. */
export function forgetEverything(): void {
  for (const alike of room.byWorth.values()) for (const entry of alike) letGo(entry)
}

/** What the memories of this process hold and let go of, by their names. */
export const readMemoryBooks = (): ReadonlyMap<string, Readonly<Book>> => room.books

/**
 * Answers that follow from what never changes: the key names the question and all that it is asked of, such as the rows of
 * a month of a population, so an answer holds for every data version that has those rows.
 */
export interface Memory<T> {
  find(key: string): T | undefined
  /**
   * Keeps an answer, unless it is too large, and gives it back.
   * @param ms that it took to make it, beside what was held by the key
   */
  keep(key: string, value: T, ms: number): T
  /** The answer that is held, or the one that is made now. */
  remember(key: string, make: () => T): T
  /** The same of an answer that is made in steps. */
  rememberSteps(key: string, make: () => Steps<T>): Steps<T>
  /** The same beside others: who asks while it is made waits for that one. Rejects with what `make` throws. */
  share(key: string, make: () => Steps<T>, takeTurns: Turns): Promise<T>
  /** Lets go of answers that nobody will ask for any more. */
  forget(isGone: (value: T) => boolean): void
}

function bookOf(name: string): Book {
  const book = room.books.get(name) ?? { bytes: 0, droppedBytes: 0 }
  room.books.set(name, book)
  return book
}

/**
 * @param name by which it is booked
 * @param bytesOf about how many bytes a value takes
 */
export function createMemory<T>(name: string, bytesOf: (value: T) => number): Memory<T> {
  const book = bookOf(name)
  const held = new Map<string, Entry & { value: T; ms: number }>()
  const making = new Map<string, Promise<T>>()
  const memory: Memory<T> = {
    find(key) {
      const entry = held.get(key)
      if (entry === undefined) return undefined
      place(entry)
      return entry.value
    },
    keep(key, value, tookMs) {
      const before = held.get(key)
      if (before !== undefined) letGo(before)
      const bytes = bytesOf(value) + key.length + bytesOfEntry
      if (bytes > mostOfOne) return value
      const ms = tookMs + (before?.ms ?? 0)
      const entry = { value, ms, bytes, worth: worthOf(ms, bytes), priority: 0, book, drop: () => held.delete(key) }
      held.set(key, entry)
      place(entry)
      room.bytes += bytes
      book.bytes += bytes
      makeRoom()
      return value
    },
    remember(key, make) {
      const known = memory.find(key)
      if (known !== undefined) return known
      const began = performance.now()
      const value = make()
      return memory.keep(key, value, performance.now() - began)
    },
    *rememberSteps(key, make) {
      const known = memory.find(key)
      if (known !== undefined) return known
      const { value, ms } = yield* timeSteps(make())
      return memory.keep(key, value, ms)
    },
    async share(key, make, takeTurns) {
      const known = memory.find(key)
      if (known !== undefined) return known
      const made =
        making.get(key) ?? takeSteps(memory.rememberSteps(key, make), takeTurns).finally(() => making.delete(key))
      making.set(key, made)
      return made
    },
    forget(isGone) {
      for (const entry of held.values()) if (isGone(entry.value)) letGo(entry)
    },
  }
  return memory
}

/** What a name holds was made by the one call of that name, in another copy of the same code. */
const isHeld = <T>(memory: unknown): memory is Memory<T> => memory !== undefined

/**
 * The memory of a name, one in the process however often this module is loaded: what pages made answers endpoints, and what
 * a version is warmed with answers both.
 * @param name of one call alone
 */
export function shareMemory<T>(name: string, bytesOf: (value: T) => number): Memory<T> {
  const held = room.named.get(name)
  if (isHeld<T>(held)) return held
  const made = createMemory(name, bytesOf)
  room.named.set(name, made)
  return made
}
