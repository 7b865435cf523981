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
const decoration = /^[\s>#*=_\-+•·–—◦▪●○‣~:|[\]().!?\d]*/
const trailing = /[\s:*=_\-–—#~.!?…\])]*$/
const bullet = /^\s*(?:[-*+•·–—◦▪●○‣](?![-*=_])|\d{1,2}[.)])/

function lineStarts({ lower }: MarkedText): number[] {
  const starts = [0]
  for (let at = lower.indexOf('\n'); at !== -1; at = lower.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

const unitsOf = (signs: string): ReadonlySet<number> => new Set([...signs].map((sign) => sign.charCodeAt(0)))
const bulletUnits = unitsOf('-*+•·–—◦▪●○‣0123456789')
const endUnits = unitsOf(' \n*_')
const decorationUnits = unitsOf(' \n>#*=_-+•·–—◦▪●○‣~:|[]().!?0123456789')

/** Whether a line begins with a bullet; most are told by their first character. */
function isBulletLine(lower: string, start: number, end: number): boolean {
  let at = start
  while (at < end && lower.charCodeAt(at) === 32) at++
  const unit = lower.charCodeAt(at)
  return (bulletUnits.has(unit) || isOddSpace(unit)) && bullet.test(lower.slice(start, end))
}

/** White space other than the plain one; rare, so that a regular expression may then decide. */
const isOddSpace = (unit: number): boolean => (unit > 8 && unit < 14) || unit > 0x9f

function endsInColon(lower: string, start: number, end: number): boolean {
  let at = end - 1
  while (at >= start && (endUnits.has(lower.charCodeAt(at)) || isOddSpace(lower.charCodeAt(at)))) at--
  return lower.charCodeAt(at) === 58
}

/** Whether the words of a line may be a heading, by the first of them. */
function mayBeHeading({ lower, units }: MarkedText, start: number, end: number): boolean {
  let at = start
  while (at < end && decorationUnits.has(lower.charCodeAt(at))) at++
  return lower.charCodeAt(at) > 127 || mayOpenHeading(units, at)
}

function isBlank(lower: string, start: number, end: number): boolean {
  const unit = lower.charCodeAt(start)
  return (unit <= 32 || unit > 127) && lower.slice(start, end).trim() === ''
}

/** A line's words without its decoration. */
const bareWords = (line: string): string =>
  line.replace(decoration, '').replace(trailing, '').replace(/[’]/g, "'").trim()

/** Where the words that lead a list in begin: at the last sentence of a long line ("We ship weekly. Must have:"). */
const leadInStart = (lower: string, { start, end }: Range): number =>
  end - start > longestLeadIn ? start + lower.slice(start, end).search(/[.!?]\s[^.!?]*$/) + 1 : start

/** Section that a line opens: as a heading, or as the words that lead a list in. */
function sectionOpenedBy(text: MarkedText, line: Range, next: Range): Section | null {
  const { lower } = text
  const length = line.end - line.start
  const hasColon = endsInColon(lower, line.start, line.end)
  if (length > longestLeadIn) {
    if (!hasColon || !isBulletLine(lower, next.start, next.end)) return null
    const last = lower.slice(leadInStart(lower, line), line.end)
    return last.length <= longestLeadIn ? sectionOfLeadIn(bareWords(last)) : null
  }
  if (!hasColon && (length > longestHeading || isBulletLine(lower, line.start, line.end))) return null
  const isLeadIn = hasColon || isBulletLine(lower, next.start, next.end)
  const isHeading = length <= longestHeading && mayBeHeading(text, line.start, line.end)
  if (!isLeadIn && !isHeading) return null
  const words = bareWords(lower.slice(line.start, line.end))
  if (!words) return null
  return (isHeading ? sectionOfHeading(words) : null) ?? (isLeadIn ? sectionOfLeadIn(words) : null)
}

const labelReach = 96
const closesBeforeLabel = unitsOf(' .;!?•|*)]–—-')

/** Whether some colon of a line may end the label of a section: a word that may open a heading stands before it. */
function mayHoldLabel({ lower, units }: MarkedText, start: number, end: number): boolean {
  for (let colon = lower.indexOf(':', start); colon !== -1 && colon < end; colon = lower.indexOf(':', colon + 1)) {
    const unit = lower.charCodeAt(colon + 1)
    if (colon + 1 < end && unit > 32 && !isOddSpace(unit)) continue
    for (let at = colon - 1; at >= start && at > colon - labelReach; at--) {
      if (at > start && !(lower.charCodeAt(at - 1) === 32 && closesBeforeLabel.has(lower.charCodeAt(at - 2)))) continue
      if (lower.charCodeAt(at) > 127 || mayOpenHeading(units, at)) return true
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
    const isBullet = isBulletLine(lower, start, end)
    // Empty lines between a heading and its list say nothing.
    const next = { start: end, end: Math.min(end + nextReach, lower.length) }
    const isOfCells = index === 0 && lower.slice(start, end).includes('|')
    const opened = isOfCells ? null : sectionOpenedBy(text, { start, end }, next)
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
        const labelled = sectionOfHeading(words.replace(/[’]/g, "'").trim())
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
