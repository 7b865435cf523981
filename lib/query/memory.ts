/** Most that the memories of a process hold together; what was asked for longest ago goes first. */
const mostBytes = 128 * 2 ** 20

/** Most that one answer may take: keeping a larger one would push out what all others are found by. */
const mostOfOne = mostBytes / 4

/** What an entry takes beside its value and its key. */
const bytesOfEntry = 300

interface Entry {
  bytes: number
  drop: () => void
}

interface Room {
  /** Entries of all memories, the one asked for last at the end. */
  entries: Set<Entry>
  bytes: number
  /** Memories that have a name, each a `Memory` of what its name says. */
  named: Map<string, unknown>
}

declare global {
  // Pages and endpoints of the web server are bundled apart, each with its own copy of this module; they share the process.
  var skilltideRoom: Room | undefined
}

const room = (globalThis.skilltideRoom ??= { entries: new Set(), bytes: 0, named: new Map() })
const { entries } = room

function letGo(entry: Entry): void {
  if (!entries.delete(entry)) return
  room.bytes -= entry.bytes
  entry.drop()
}

function makeRoom(): void {
  for (const oldest of entries) {
    if (room.bytes <= mostBytes) return
    letGo(oldest)
  }
}

/** Lets go of everything, as in a process that has just started: for measurements. */
export function forgetEverything(): void {
  for (const entry of entries) letGo(entry)
}

/**
 * Answers that follow from what never changes: the key names the question and all that it is asked of, such as the rows of
 * a month of a population, so an answer holds for every data version that has those rows.
 */
export interface Memory<T> {
  find(key: string): T | undefined
  /** Keeps an answer, unless it is too large, and gives it back. */
  keep(key: string, value: T): T
  /** The answer that is held, or the one that is made now. */
  remember(key: string, make: () => T): T
  /** The same of an answer that takes its time: who asks while it is made waits for that one. Rejects with what `make` does. */
  share(key: string, make: () => Promise<T>): Promise<T>
  /** Lets go of answers that nobody will ask for any more. */
  forget(isGone: (value: T) => boolean): void
}

/** @param bytesOf about how many bytes a value takes */
export function createMemory<T>(bytesOf: (value: T) => number): Memory<T> {
  const held = new Map<string, Entry & { value: T }>()
  const making = new Map<string, Promise<T>>()
  const memory: Memory<T> = {
    find(key) {
      const entry = held.get(key)
      if (entry === undefined) return undefined
      entries.delete(entry)
      entries.add(entry)
      return entry.value
    },
    keep(key, value) {
      const before = held.get(key)
      if (before !== undefined) letGo(before)
      const bytes = bytesOf(value) + key.length + bytesOfEntry
      if (bytes > mostOfOne) return value
      const entry = { value, bytes, drop: () => held.delete(key) }
      held.set(key, entry)
      entries.add(entry)
      room.bytes += bytes
      if (room.bytes > mostBytes) makeRoom()
      return value
    },
    remember: (key, make) => memory.find(key) ?? memory.keep(key, make()),
    async share(key, make) {
      const known = memory.find(key)
      if (known !== undefined) return known
      const made =
        making.get(key) ??
        make()
          .then((value) => memory.keep(key, value))
          .finally(() => making.delete(key))
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
  const made = createMemory(bytesOf)
  room.named.set(name, made)
  return made
}
