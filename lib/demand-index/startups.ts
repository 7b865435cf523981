import { createHash } from 'node:crypto'
import type { Month } from '@/lib/domain/month'
import { monthsAround } from '@/lib/domain/startup'
import { createMemory } from '@/lib/query/memory'
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

const known = createMemory<Startups>(({ mask }) => mask.byteLength)

/**
 * Who counts as a startup in some months.
 * @param wanted positions among the months of the snapshot
 */
export function startupsOf({ months, names }: IndexSnapshot, wanted: readonly number[]): Map<number, Startups> {
  // By employer, one more than the place among those wanted of the last month that found it to be one.
  let foundFor: Uint32Array | null = null
  return new Map(
    wanted.map((index, place) => {
      const window = windowOf(months, index)
      const key = `${months[index]?.id} ${window.map(({ id }) => id).join('.')}`
      const found = known.remember(key, () => {
        foundFor ??= new Uint32Array(names.employers.size)
        const said = foundFor
        for (const { startups } of window) for (const employer of startups) said[employer] = place + 1
        const own = months[index]?.employerNumbers ?? new Uint32Array(0)
        const mask = Uint8Array.from(own, (employer) => (said[employer] === place + 1 ? 1 : 0))
        return { mask, digest: createHash('sha256').update(mask).digest('base64') }
      })
      return [index, found]
    }),
  )
}
