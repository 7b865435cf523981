import { mayOpenHeading, sectionOfHeading, sectionOfLeadIn, type Section } from '@/lib/tagger/headings'
import type { MarkedText } from '@/lib/tagger/marked-text'
import type { Range } from '@/lib/tagger/sentences'

/** A line of a text with the section that its hits stand in; a label inside the line starts a new stretch. */
export interface Stretch {
  start: number
  end: number
  section: Section
  /** Where the line begins: a label's stretch begins later. */
  lineStart: number
  lineEnd: number
}

const longestHeading = 72
const longestLeadIn = 120
const longestLabel = 48
const nextReach = 40
const bullet = /^\s*(?:[-*+•·–—◦▪●○‣](?![-*=_])|\d{1,2}[.)])/

function lineStarts({ lower }: MarkedText): number[] {
  const starts = [0]
  for (let at = lower.indexOf('\n'); at !== -1; at = lower.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

const kinds = { decoration: 1, trailing: 2, bullet: 4, colonEnd: 8, beforeLabel: 16, number: 32 } as const
const kindPatterns: readonly [number, RegExp][] = [
  [kinds.decoration, /[\s>#*=_\-+•·–—◦▪●○‣~:|[\]().!?\d]/],
  [kinds.trailing, /[\s:*=_\-–—#~.!?…\])]/],
  [kinds.bullet, /[-*+•·–—◦▪●○‣]/],
  [kinds.colonEnd, /[ *_]/],
  [kinds.beforeLabel, /[ .;!?•|*)\]–—-]/],
  [kinds.number, /\d/],
]
/** What a code unit is to the layout, one look for each. */
const kindOf = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  const sign = String.fromCharCode(unit)
  return kindPatterns.reduce((found, [kind, pattern]) => (pattern.test(sign) ? found | kind : found), 0)
})
const is = (unit: number | undefined, kind: number): boolean => ((kindOf[unit ?? 0] ?? 0) & kind) !== 0

/** Whether a line begins with a bullet, as `bullet` finds it. */
function isBulletLine({ lower, units }: MarkedText, start: number, end: number): boolean {
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
  return isOddSpace(unit) && bullet.test(lower.slice(start, end))
}

/** White space other than the plain one; rare, so that a regular expression may then decide. */
const isOddSpace = (unit: number): boolean => (unit > 8 && unit < 14) || unit > 0x9f

function endsInColon({ units }: MarkedText, start: number, end: number): boolean {
  let at = end - 1
  while (at >= start && (is(units[at], kinds.colonEnd) || isOddSpace(units[at] ?? 0))) at--
  return at >= 0 && units[at] === 58
}

/** Whether the words of a line may be a heading, by the first of them. */
function mayBeHeading({ units }: MarkedText, start: number, end: number): boolean {
  let at = start
  while (at < end && is(units[at], kinds.decoration)) at++
  return (units[at] ?? 0) > 127 || mayOpenHeading(units, at)
}

function isBlank(lower: string, start: number, end: number): boolean {
  const unit = lower.charCodeAt(start)
  return (unit <= 32 || unit > 127) && lower.slice(start, end).trim() === ''
}

/** A line's words without its decoration. */
function bareWords({ lower, units }: MarkedText, start: number, end: number): string {
  let from = start
  while (from < end && is(units[from], kinds.decoration)) from++
  let until = end
  while (until > from && is(units[until - 1], kinds.trailing)) until--
  return straight(lower.slice(from, until))
}

const straight = (words: string): string => (words.includes('’') ? words.replaceAll('’', "'") : words)

/** Where the words that lead a list in begin: at the last sentence of a long line ("We ship weekly. Must have:"). */
const leadInStart = (lower: string, { start, end }: Range): number =>
  end - start > longestLeadIn ? start + lower.slice(start, end).search(/[.!?]\s[^.!?]*$/) + 1 : start

/** Section that a line opens: as a heading, or as the words that lead a list in. */
function sectionOpenedBy(text: MarkedText, line: Range, next: Range, isBullet: boolean): Section | null {
  const { lower } = text
  const length = line.end - line.start
  const hasColon = endsInColon(text, line.start, line.end)
  if (length > longestLeadIn) {
    if (!hasColon || !isBulletLine(text, next.start, next.end)) return null
    const last = leadInStart(lower, line)
    return line.end - last <= longestLeadIn ? sectionOfLeadIn(bareWords(text, last, line.end)) : null
  }
  if (!hasColon && (length > longestHeading || isBullet)) return null
  const isLeadIn = hasColon || isBulletLine(text, next.start, next.end)
  const isHeading = length <= longestHeading && mayBeHeading(text, line.start, line.end)
  if (!isLeadIn && !isHeading) return null
  const words = bareWords(text, line.start, line.end)
  if (!words) return null
  return (isHeading ? sectionOfHeading(words) : null) ?? (isLeadIn ? sectionOfLeadIn(words) : null)
}

const labelReach = 96

/** Whether the first line is made of cells. */
function isCells(lower: string, end: number): boolean {
  const at = lower.indexOf('|')
  return at !== -1 && at < end
}

/** Whether some colon of a line may end the label of a section: a word that may open a heading stands before it. */
function mayHoldLabel({ lower, units }: MarkedText, start: number, end: number): boolean {
  for (let colon = lower.indexOf(':', start); colon !== -1 && colon < end; colon = lower.indexOf(':', colon + 1)) {
    const unit = lower.charCodeAt(colon + 1)
    if (colon + 1 < end && unit > 32 && !isOddSpace(unit)) continue
    for (let at = colon - 1; at >= start && at > colon - labelReach; at--) {
      if (at > start && !(units[at - 1] === 32 && is(units[at - 2], kinds.beforeLabel))) continue
      if ((units[at] ?? 0) > 127 || mayOpenHeading(units, at)) return true
    }
  }
  return false
}

const labelPattern = /(?:^|[.;!?•|*)\]–—-]\s+|\s{2,})([\p{L}][\p{L}’'&,/ -]{1,46}?)\s?(?:\([^)]{0,40}\))?\s*:(?=\s|$)/gu

/**
 * Cuts a text into stretches with their sections. A heading line opens a section that lasts until the next heading
 * or, once bullets have followed it, until ordinary prose; a label ("Requirements: …") holds for its line and the
 * bullets below it.
 */
export function layOut(text: MarkedText, until: number): Stretch[] {
  const { lower } = text
  const starts = lineStarts(text)
  const stretches: Stretch[] = []
  let section: Section = 'body'
  let sectionHasBullets = false
  let afterLabelOnly = false
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] ?? 0
    if (start > until) break
    const end = Math.min(starts[index + 1] ?? lower.length, lower.length)
    if (isBlank(lower, start, end)) continue
    const isBullet = isBulletLine(text, start, end)
    // Empty lines between a heading and its list say nothing.
    const next = { start: end, end: Math.min(end + nextReach, lower.length) }
    const isOfCells = index === 0 && isCells(lower, end)
    const opened = isOfCells ? null : sectionOpenedBy(text, { start, end }, next, isBullet)
    if (opened) {
      const at = leadInStart(lower, { start, end })
      if (at > start) stretches.push({ start, end: at, section: 'body', lineStart: start, lineEnd: end })
      section = opened
      sectionHasBullets = false
      afterLabelOnly = false
      stretches.push({ start: at, end, section, lineStart: start, lineEnd: end })
      continue
    }
    if (isBullet) sectionHasBullets = true
    else if (afterLabelOnly || (sectionHasBullets && end - start > longestHeading)) {
      section = 'body'
      sectionHasBullets = false
      afterLabelOnly = false
    }
    let current: Section = section
    let at = start
    if (mayHoldLabel(text, start, end)) {
      const line = lower.slice(start, end)
      for (const match of line.matchAll(labelPattern)) {
        const words = match[1] ?? ''
        if (words.length > longestLabel) continue
        const labelled = sectionOfHeading(straight(words).trim())
        if (!labelled) continue
        const offset = start + match.index
        if (offset > at) stretches.push({ start: at, end: offset, section: current, lineStart: start, lineEnd: end })
        at = offset
        current = labelled
        if (line.slice(0, match.index).trim() === '' && !isBullet) {
          section = labelled
          sectionHasBullets = false
          afterLabelOnly = true
        }
      }
    }
    stretches.push({ start: at, end, section: current, lineStart: start, lineEnd: end })
  }
  return stretches
}
