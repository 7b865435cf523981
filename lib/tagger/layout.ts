import { sectionOfHeading, sectionOfLeadIn, type Section } from '@/lib/tagger/headings'

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
const decoration = /^[\s>#*=_\-+•·–—◦▪●○‣~:|[\]().!?\d]*/
const trailing = /[\s:*=_\-–—#~.!?…\])]*$/
const bullet = /^\s*(?:[-*+•·–—◦▪●○‣](?![-*=_])|\d{1,2}[.)])/

/** Lower-cased with every offset kept: a few letters grow when lower-cased, texts that hold one are folded in ASCII only. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** A line's words without its decoration. */
const bareWords = (line: string): string =>
  line.replace(decoration, '').replace(trailing, '').replace(/[’]/g, "'").trim()

/** Section that a line opens: as a heading, or as the words that lead a list in. */
function sectionOpenedBy(line: string, isBullet: boolean, next: string): Section | null {
  if (line.length > longestLeadIn) return null
  const endsInColon = /:[\s*_]*$/.test(line)
  if (isBullet && !endsInColon) return null
  const words = bareWords(line)
  if (!words) return null
  const heading = line.length <= longestHeading ? sectionOfHeading(words) : null
  if (heading) return heading
  return endsInColon || (line.length <= longestHeading && bullet.test(next)) ? sectionOfLeadIn(words) : null
}

const labelPattern = /(?:^|[.;!?•|*)\]–—-]\s+|\s{2,})([\p{L}][\p{L}’'&,/ -]{1,46}?)\s?(?:\([^)]{0,40}\))?\s*:(?=\s|$)/gu

/**
 * Cuts a text into stretches with their sections. A heading line opens a section that lasts until the next heading
 * or, once bullets have followed it, until ordinary prose; a label ("Requirements: …") holds for its line and the
 * bullets below it.
 */
export function layOut(text: string, lower: string, until: number): Stretch[] {
  const starts = lineStarts(text)
  const stretches: Stretch[] = []
  let section: Section = 'body'
  let sectionHasBullets = false
  let afterLabelOnly = false
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] ?? 0
    if (start > until) break
    const end = Math.min(starts[index + 1] ?? text.length, text.length)
    const line = lower.slice(start, end)
    if (line.trim() === '') continue
    const isBullet = bullet.test(line)
    const next = lower.slice(end, starts[index + 2] ?? text.length)
    const opened = index === 0 && line.includes('|') ? null : sectionOpenedBy(line, isBullet, next)
    if (opened) {
      section = opened
      sectionHasBullets = false
      afterLabelOnly = false
      stretches.push({ start, end, section, lineStart: start, lineEnd: end })
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
    if (line.includes(':')) {
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
