import type { MarkedText } from '@/lib/tagger/marked-text'

const known: ReadonlySet<string> = new Set(
  'and or und the at of like such as many more top big large leading major great well known companies startups including other others from von fortune among amongst our co for inc to both previous previously in capital ventures partners google facebook worked'.split(
    ' ',
  ),
)

/** A word in small letters that is none of those that join names of companies, or names one of them. */
const plainWord = new RegExp(
  String.raw`(?<![\p{L}])(?!(?:${[...known].join('|')})(?![\p{L}]))\p{Ll}[\p{L}'’-]{2,}`,
  'u',
)
const shortest = 3

const isSmall = (unit: number): boolean => unit >= 97 && unit <= 122
const isLetter = (unit: number): boolean => isSmall(unit | 32)

const longestKnown = Math.max(...[...known].map(({ length }) => length))

/** Whether a plain word stands between two offsets, as `plainWord` finds it; ASCII is read without it. */
export function holdsPlainWord({ text, units }: MarkedText, from: number, until: number): boolean {
  let at = from
  while (at < until) {
    const first = units[at] ?? 0
    if (first > 127) return plainWord.test(text.slice(at, until))
    if (!isLetter(first)) {
      at++
      continue
    }
    const start = at
    while (at < until && isLetter(units[at] ?? 0)) at++
    if (!isSmall(first)) {
      if ((units[at] ?? 0) > 127 && at < until) return plainWord.test(text.slice(start, until))
      continue
    }
    const end = at
    let reach = at
    while (reach < until && (isLetter(units[reach] ?? 0) || units[reach] === 39 || units[reach] === 45)) reach++
    if (reach < until && (units[reach] ?? 0) > 127) return plainWord.test(text.slice(start, until))
    if (reach - start < shortest) continue
    if (end - start > longestKnown || !known.has(text.slice(start, end))) return true
  }
  return false
}
