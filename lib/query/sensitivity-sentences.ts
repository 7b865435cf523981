import type { Share } from '@/lib/query/engine'
import type { Difference } from '@/lib/query/linearised'
import { formatShare } from '@/lib/query/numbers'
import type { Way } from '@/lib/query/ways'

/** What a sentence needs of a way of counting. */
export interface CountedWay extends Pick<Share, 'share' | 'isThin'> {
  way: Way
  change: Difference
}

// Ways lie close together: each share has its decimal.
const decimals = 1_000

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const signOf = (change: number | null): number => (change === null ? 0 : Math.sign(Math.round(change * 1_000)))

/** Whether a change points the same way however it is counted; null when there is nothing to compare. */
function describeDirection(rows: readonly CountedWay[]): string | null {
  const [published] = rows
  const sign = signOf(published?.change.change ?? null)
  if (published === undefined || sign === 0) return null
  const against = rows.filter(({ change }) => signOf(change.change) === -sign).length
  const direction = sign > 0 ? 'up' : 'down'
  if (against === 0) return `In a year it went ${direction} in every one of them.`
  return `In a year it went ${direction} as published, and the other way in ${against} of them.`
}

/**
 * How far the ways of counting lie apart: "As published it is 11.5 %. Counted otherwise it lies between 8.8 % (roles of all
 * kinds) and 13.1 % (full stack included)." Ways too thin to lean on have no say.
 */
export function describeSensitivity(rows: readonly CountedWay[], nameOf: (way: Way) => string): string {
  const [published] = rows
  if (published === undefined || published.share === null)
    return 'There are no vacancies to count in the published way.'
  const others = rows
    .slice(1)
    .flatMap(({ share, isThin, way }) => (share === null || isThin ? [] : [{ share, way }]))
    .toSorted((a, b) => a.share - b.share)
  const [lowest] = others
  const highest = others.at(-1)
  const here = `As published it is ${formatShare(published.share, decimals)}.`
  if (lowest === undefined || highest === undefined) return here
  const say = ({ share, way }: typeof lowest) => `${formatShare(share, decimals)} (${lowerFirst(nameOf(way))})`
  const span = `Counted otherwise it lies between ${say(lowest)} and ${say(highest)}.`
  return [here, span, describeDirection(rows)].filter((sentence) => sentence !== null).join(' ')
}
