import type { Share } from '@/lib/query/engine'
import type { Difference } from '@/lib/query/linearised'
import { formatShare } from '@/lib/query/numbers'
import type { Way } from '@/lib/query/ways'
import { lowerFirst } from '@/lib/query/first-letter'

/** What a sentence needs of a way of counting. */
export interface CountedWay extends Pick<Share, 'share' | 'isThin'> {
  way: Way
  change: Difference
}

// Ways lie close together: each share has its decimal.
const decimals = 1_000

/** Where a change goes for certain: 1 or −1 where its interval leaves 0 out; 0 elsewhere. */
const signOf = ({ change: { low, high } }: CountedWay): number =>
  low === null || high === null ? 0 : low > 0 ? 1 : high < 0 ? -1 : 0

/** Whether the change in a year is sure, and stays so however it is counted; null when there is none to tell of. */
function describeDirection(rows: readonly CountedWay[]): string | null {
  const [published, ...others] = rows.filter(({ change }) => change.low !== null)
  if (published === undefined || published.way !== 'published') return null
  const sign = signOf(published)
  const count = (wanted: number) => others.filter((row) => signOf(row) === wanted).length
  if (sign === 0) {
    const sure = others.length - count(0)
    const doubt = 'Whether it moved in a year is not certain as published'
    return sure === 0 ? `${doubt}, nor in any other way.` : `${doubt}; it is in ${sure} of the others.`
  }
  const moved = `In a year it went ${sign > 0 ? 'up' : 'down'}`
  if (count(-sign) > 0) return `${moved} as published, and the other way in ${count(-sign)} of the others.`
  return count(0) === 0
    ? `${moved} in every one of them.`
    : `${moved} as published; in ${count(0)} of the others that is not certain.`
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
