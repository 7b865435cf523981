import { headingsAt } from '@/lib/tagger/headings'
import type { MarkedText } from '@/lib/tagger/marked-text'

/** What a line looks like, read from its code units: a look at a table for each. */

const bullet = /^\s*(?:[-*+•·–—◦▪●○‣∙■□◆►▶➤➢→✓✔\uf0b7](?![-*=_])|\d{1,2}[.)])/

const kinds = {
  decoration: 1,
  trailing: 2,
  bullet: 4,
  colonEnd: 8,
  beforeLabel: 16,
  number: 32,
  space: 64,
  label: 128,
} as const
const kindPatterns: readonly [number, RegExp][] = [
  [kinds.decoration, /[\s>#*=_\-+•·–—◦▪●○‣∙■□◆►▶➤➢→✓✔\uf0b7~:|[\]().!?\d]/],
  [kinds.trailing, /[\s:*=_\-–—#~.!?…\])]/],
  [kinds.bullet, /[-*+•·–—◦▪●○‣∙■□◆►▶➤➢→✓✔\uf0b7]/],
  [kinds.colonEnd, /[ *_]/],
  [kinds.beforeLabel, /[ .;!?•|*)\]–—-]/],
  [kinds.number, /\d/],
  [kinds.space, /\s/],
  [kinds.label, /[\p{L}’'&,/\s-]/u],
]
const kindOf = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  const sign = String.fromCharCode(unit)
  return kindPatterns.reduce((found, [kind, pattern]) => (pattern.test(sign) ? found | kind : found), 0)
})
const is = (unit: number | undefined, kind: number): boolean => ((kindOf[unit ?? 0] ?? 0) & kind) !== 0

const colon = 58
const closingBracket = 41

/** White space other than the plain one; rare, so that a regular expression may then decide. */
const isOddSpace = (unit: number): boolean => (unit > 8 && unit < 14) || unit > 0x9f

/** Whether a line begins with a bullet, as `bullet` finds it. */
export function isBulletLine({ text, units }: MarkedText, start: number, end: number): boolean {
  let at = start
  while (at < end && (units[at] === 32 || units[at] === 10)) at++
  if (at >= end) return false
  const unit = units[at] ?? 0
  if (is(unit, kinds.bullet)) {
    const next = units[at + 1]
    return at + 1 >= end || !(next === 45 || next === 42 || next === 61 || next === 95)
  }
  if (is(unit, kinds.number)) {
    const mark = is(units[at + 1], kinds.number) ? at + 2 : at + 1
    return mark < end && (units[mark] === 46 || units[mark] === 41)
  }
  return isOddSpace(unit) && bullet.test(text.slice(start, end))
}

export function endsInColon({ units }: MarkedText, start: number, end: number): boolean {
  let at = end - 1
  while (at >= start && (is(units[at], kinds.colonEnd) || isOddSpace(units[at] ?? 0))) at--
  return at >= start && units[at] === colon
}

/** Bits of the headings that the words of a line may be, by the first of them. */
export function headingsOfLine({ units }: MarkedText, start: number, end: number): number {
  let at = start
  while (at < end && is(units[at], kinds.decoration)) at++
  return headingsAt(units, at)
}

export function isBlank({ units }: MarkedText, start: number, end: number): boolean {
  let at = start
  while (at < end && is(units[at], kinds.space)) at++
  return at === end
}

/** A line's words in lower case, without its decoration. */
export function bareWords(text: MarkedText, start: number, end: number): string {
  const { units } = text
  let from = start
  while (from < end && is(units[from], kinds.decoration)) from++
  let until = end
  while (until > from && is(units[until - 1], kinds.trailing)) until--
  return straight(text.lower(from, until))
}

/** Words with straight apostrophes. */
export const straight = (words: string): string => (words.includes('’') ? words.replaceAll('’', "'") : words)

const labelReach = 96

/** Whether a colon of a line may end the label of a section: a word that may open a heading stands before it. */
export function mayEndLabel({ units }: MarkedText, at: number, start: number, end: number): boolean {
  const next = units[at + 1] ?? 0
  if (units[at] !== colon || (at + 1 < end && next > 32 && !isOddSpace(next))) return false
  // In brackets before the colon may stand anything.
  let last = at - 1
  while (last > start && is(units[last], kinds.space)) last--
  const isOpen = units[last] === closingBracket
  for (let place = at - 1; place >= start && place > at - labelReach; place--) {
    if (!isOpen && !is(units[place], kinds.label)) return false
    if (place > start && !(units[place - 1] === 32 && is(units[place - 2], kinds.beforeLabel))) continue
    if (headingsAt(units, place) !== 0) return true
  }
  return false
}
