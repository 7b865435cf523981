import { headingsAt, sectionOfHeading, sectionOfLeadIn, type Section } from '@/lib/tagger/headings'
import {
  bareWords,
  endsInColon,
  headingsOfLine,
  isBlank,
  isBulletLine,
  mayEndLabel,
  straight,
} from '@/lib/tagger/lines'
import type { MarkedText } from '@/lib/tagger/marked-text'
import type { Range } from '@/lib/tagger/sentences'
import { opens } from '@/lib/tagger/sieve'

/** A line of a text with the section that its hits stand in; a label inside the line starts a new stretch. */
export interface Stretch {
  start: number
  end: number
  section: Section
  /** Where the line begins: a label's stretch begins later. */
  lineStart: number
  lineEnd: number
}

/** A line with the marks of the scan that stand in it: from `firstMark` to before `endMark`. */
interface Line extends Range {
  firstMark: number
  endMark: number
  /** What any of them may open. */
  found: number
}

const longestHeading = 72
const longestLeadIn = 120
const longestLabel = 48
const nextReach = 40

/** The line that begins at an offset, at a mark; each line break is one. */
function lineFrom({ text, marks, found, count }: MarkedText, start: number, firstMark: number): Line {
  let held = 0
  for (let mark = firstMark; mark < count; mark++) {
    held |= found[mark] ?? 0
    if ((held & opens.line) !== 0)
      return { start, end: (marks[mark] ?? 0) + 1, firstMark, endMark: mark + 1, found: held }
  }
  return { start, end: text.length, firstMark, endMark: count, found: held }
}

const lastSentence = /[.!?]\s[^.!?]*$/

/** Where the words that lead a list in begin: at the last sentence of a long line ("We ship weekly. Must have:"). */
const leadInStart = ({ text }: MarkedText, { start, end }: Range): number =>
  end - start > longestLeadIn ? start + text.slice(start, end).search(lastSentence) + 1 : start

/** Whether a bullet follows a line; empty lines between a heading and its list say nothing. */
const isBeforeBullet = (text: MarkedText, { end }: Range): boolean =>
  isBulletLine(text, end, Math.min(end + nextReach, text.text.length))

/** Section that a line opens: as a heading, or as the words that lead a list in. */
function sectionOpenedBy(text: MarkedText, line: Range, isBullet: boolean): Section | null {
  const length = line.end - line.start
  const hasColon = endsInColon(text, line.start, line.end)
  if (!hasColon && (length > longestHeading || isBullet)) return null
  if (length > longestLeadIn) {
    if (!isBeforeBullet(text, line)) return null
    const last = leadInStart(text, line)
    return line.end - last <= longestLeadIn ? sectionOfLeadIn(bareWords(text, last, line.end)) : null
  }
  const headings = length <= longestHeading ? headingsOfLine(text, line.start, line.end) : 0
  const isLeadIn = hasColon || isBeforeBullet(text, line)
  if (!isLeadIn && headings === 0) return null
  const words = bareWords(text, line.start, line.end)
  if (!words) return null
  return sectionOfHeading(words, headings) ?? (isLeadIn ? sectionOfLeadIn(words) : null)
}

/** Whether a line is made of cells. */
function isCells({ text }: MarkedText, end: number): boolean {
  const at = text.indexOf('|')
  return at !== -1 && at < end
}

/** Whether some colon of a line may end the label of a section. */
function mayHoldLabel(text: MarkedText, { start, end, firstMark, endMark, found: held }: Line): boolean {
  if ((held & opens.colon) === 0) return false
  const { marks, found } = text
  for (let mark = firstMark; mark < endMark; mark++)
    if (((found[mark] ?? 0) & opens.colon) !== 0 && mayEndLabel(text, marks[mark] ?? 0, start, end)) return true
  return false
}

const labelPattern = /(?:^|[.;!?•|*)\]–—-]\s+|\s{2,})([\p{L}][\p{L}’'&,/ -]{1,46}?)\s?(?:\([^)]{0,40}\))?\s*:(?=\s|$)/gu

interface Label {
  offset: number
  section: Section
  /** Nothing stands before it in its line. */
  isFirst: boolean
}

/** The labels of sections in a line, first to last. */
function labelsOf(text: MarkedText, line: Line): Label[] {
  const lower = text.lower(line.start, line.end)
  const labels: Label[] = []
  labelPattern.lastIndex = 0
  for (let match = labelPattern.exec(lower); match !== null; match = labelPattern.exec(lower)) {
    const words = match[1] ?? ''
    if (words.length > longestLabel) continue
    const at = line.start + match.index + match[0].indexOf(words)
    const section = sectionInBrackets(match[0]) ?? sectionOfHeading(straight(words).trim(), headingsAt(text.units, at))
    if (section === null) continue
    const isFirst = isBlank(text, line.start, line.start + match.index)
    labels.push({ offset: line.start + match.index, section, isFirst })
  }
  return labels
}

/** “Tech stack (required): …” */
const askInBrackets =
  /\((?:(?:all |strictly )?(?<need>required|mandatory|must[- ]haves?)|(?:nice[- ]to[- ]haves?|optional|preferred|bonus|a plus))\)\s*:$/u

function sectionInBrackets(label: string): Section | null {
  if (!label.includes('(')) return null
  const found = askInBrackets.exec(label)
  return found === null ? null : found.groups?.['need'] === undefined ? 'preferred' : 'required'
}

const noLabels: readonly Label[] = []
const sentenceEnd = /(?<=\. )(?=\p{Lu})/u
const longestOffer = 300

/** “Salary: 90k. Experience with Go required”: the label holds for its sentence, if that is a short one. */
function endOfSentence({ text }: MarkedText, at: number, end: number): number {
  const stop = text.slice(at, Math.min(end, at + longestOffer)).search(sentenceEnd)
  return stop === -1 ? end : at + stop
}

const item = /^\s*\p{Lu}[\p{L} &/+-]{1,28}:\s\S/u

const tools = /^\s*(?:tools|tooling|toolset|technologies|environment|infrastructure):/iu

/** “Languages: …”, then “Tools: …” under a heading of needs: the tools are an item as the languages are. */
function isItem({ text }: MarkedText, { start, end }: Range, section: Section): boolean {
  if ((section !== 'required' && section !== 'preferred') || start === 0) return false
  return tools.test(text.slice(start, end)) && item.test(text.slice(text.lastIndexOf('\n', start - 2) + 1, start))
}

const longestProfile = 20
const opensAbility =
  /^\P{L}*(?:(?:an? |the |very |proven |demonstrated |extensive |significant |professional |previous |prior |hands-on |relevant )?(?:abilit(?:y|ies)|experience|understanding|knowledge|familiarity|proficien\p{L}+|fluen\p{L}+|(?:strong|solid|excellent|good|deep) (?:\p{L}+ ){0,2}(?:skills?|knowledge|understanding|experience))|comfortable|(?:at least |over )?\d+\+? (?:years|yrs))(?!\p{L})/u
const opensDuty =
  /^\P{L}*(?:build|work|write|design|develop|help|own|lead|create|implement|maintain|deploy|collaborate|contribute|architect|manage|optimi[sz]e|improve|drive|participate|integrate|support|you(?:'|’)ll|we)(?:s|ing)?(?!\p{L})/u

/** Whether the bullets from a line on tell what a person brings, with no heading that says so: one says it, none a duty. */
function isProfile(text: MarkedText, first: Line): boolean {
  let saysAbility = false
  let line = first
  for (let count = 0; count < longestProfile && line.start < text.text.length; count++) {
    if (!isBulletLine(text, line.start, line.end)) break
    const opening = text.lower(line.start, Math.min(line.end, line.start + 60))
    if (opensDuty.test(opening)) return false
    saysAbility ||= opensAbility.test(opening)
    line = lineFrom(text, line.end, line.endMark)
  }
  return saysAbility
}

/**
 * Cuts a text into stretches with their sections. A heading line opens a section that lasts until the next heading
 * or, once bullets have followed it, until ordinary prose; a label ("Requirements: …") holds for its line and the
 * bullets below it.
 */
export function layOut(text: MarkedText, until: number): Stretch[] {
  const { length } = text.text
  const stretches: Stretch[] = []
  let section: Section = 'body'
  let sectionHasBullets = false
  let afterLabelOnly = false
  for (let line = lineFrom(text, 0, 0); line.start < length; line = lineFrom(text, line.end, line.endMark)) {
    const { start, end } = line
    if (start > until) break
    if (isBlank(text, start, end)) continue
    const isBullet = isBulletLine(text, start, end)
    const opened = start === 0 && isCells(text, end) ? null : sectionOpenedBy(text, line, isBullet)
    if (opened) {
      const at = leadInStart(text, line)
      if (at > start) stretches.push({ start, end: at, section: 'body', lineStart: start, lineEnd: end })
      section = opened
      sectionHasBullets = false
      afterLabelOnly = false
      stretches.push({ start: at, end, section, lineStart: start, lineEnd: end })
      continue
    }
    if (isBullet) {
      if (!sectionHasBullets && (section === 'body' || section === 'duties') && isProfile(text, line))
        section = 'required'
      sectionHasBullets = true
    } else if (afterLabelOnly || (sectionHasBullets && end - start > longestHeading)) {
      section = 'body'
      sectionHasBullets = false
      afterLabelOnly = false
    }
    let current: Section = section
    let at = start
    for (const { offset, section: labelled, isFirst } of mayHoldLabel(text, line) ? labelsOf(text, line) : noLabels) {
      if (offset > at) stretches.push({ start: at, end: offset, section: current, lineStart: start, lineEnd: end })
      at = offset
      if (!isFirst && labelled === 'benefits') {
        const stop = endOfSentence(text, at, end)
        stretches.push({ start: at, end: stop, section: labelled, lineStart: start, lineEnd: end })
        at = stop
        continue
      }
      if (isFirst && labelled === 'stack' && isItem(text, line, section)) continue
      current = labelled
      if (isFirst && !isBullet) {
        section = labelled
        sectionHasBullets = false
        afterLabelOnly = true
      }
    }
    if (at < end) stretches.push({ start: at, end, section: current, lineStart: start, lineEnd: end })
  }
  return stretches
}
