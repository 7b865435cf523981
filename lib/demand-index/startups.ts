import type { Month } from '@/lib/domain/month'
import { monthsAround } from '@/lib/domain/startup'
import { createMemory } from '@/lib/query/memory'
import type { Steps } from '@/lib/query/turns'
import { digest } from '@/lib/demand-index/digest'
import type { IndexSnapshot, MonthTable } from '@/lib/demand-index/index-snapshot'

const monthNumber = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))

/** Months whose employers' words decide who counts as a startup in one of them. */
function windowOf(months: readonly MonthTable[], index: number): MonthTable[] {
  const numberOf = (table: MonthTable | undefined) => monthNumber(table?.chunk.month ?? '0-0')
  const here = numberOf(months[index])
  const near = months.slice(Math.max(0, index - monthsAround), index + monthsAround + 1)
  return near.filter((table) => Math.abs(numberOf(table) - here) <= monthsAround)
}

interface Startups {
  /** 1 at each of the month's own employers that count as startups in it. */
  mask: Uint8Array
  /** Names the mask: what other months say seldom changes who is one. */
  digest: string
}

const known = createMemory<Startups>('startups', ({ mask }) => mask.byteLength)

/** In how many months of a window each employer says that it is a startup; what windows share is not counted anew. */
class Sayings {
  private readonly months: Uint16Array
  /** Whether in any, a bit for each employer by its number: they are looked up far more often, and here they lie close. */
  private readonly any: Uint32Array
  private window = new Set<MonthTable>()

  constructor(employers: number) {
    this.months = new Uint16Array(employers)
    this.any = new Uint32Array(Math.ceil(employers / 32))
  }

  /** Moves to a window. @returns a bit for each employer that says it there, by its number */
  moveTo(window: readonly MonthTable[]): Uint32Array {
    const next = new Set(window)
    for (const table of this.window) if (!next.has(table)) this.count(table, -1)
    for (const table of next) if (!this.window.has(table)) this.count(table, 1)
    this.window = next
    return this.any
  }

  private count({ startups }: MonthTable, by: 1 | -1): void {
    for (let at = 0; at < startups.length; at += 1) {
      const employer = startups[at] ?? 0
      const count = (this.months[employer] ?? 0) + by
      const bit = 1 << (employer & 31)
      const word = this.any[employer >>> 5] ?? 0
      this.months[employer] = count
      this.any[employer >>> 5] = count > 0 ? word | bit : word & ~bit
    }
  }
}

function markStartups(own: Uint32Array, said: Uint32Array): Startups {
  // A plain loop: `from` walks an iterator, which takes several times as long.
  const mask = new Uint8Array(own.length)
  for (let at = 0; at < own.length; at += 1) {
    const employer = own[at] ?? 0
    mask[at] = ((said[employer >>> 5] ?? 0) >>> (employer & 31)) & 1
  }
  return { mask, digest: digest(mask) }
}

/**
 * Who counts as a startup in some months.
 * @param wanted positions among the months of the snapshot
 */
export function* startupsOf(
  { months, names }: IndexSnapshot,
  wanted: readonly number[],
): Steps<ReadonlyMap<number, Startups>> {
  let sayings: Sayings | null = null
  const all = new Map<number, Startups>()
  for (const index of wanted) {
    const window = windowOf(months, index)
    const key = `${months[index]?.id} ${window.map(({ id }) => id).join('.')}`
    const held = known.find(key)
    if (held !== undefined) {
      all.set(index, held)
      continue
    }
    const counted = (sayings ??= new Sayings(names.employers.size))
    const own = months[index]?.employerNumbers ?? new Uint32Array(0)
    all.set(
      index,
      known.remember(key, () => markStartups(own, counted.moveTo(window))),
    )
    yield
  }
  return all
}
