import { Parser } from 'htmlparser2'
import { cleanCharacters, collapseSpaces, plainSpaces } from '@/lib/normalise/clean-text'

const blockTags = new Set(
  (
    'address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section select ' +
    'summary table tbody tfoot thead tr ul'
  ).split(' '),
)
const hiddenTags = new Set(['head', 'iframe', 'noscript', 'object', 'script', 'style', 'svg', 'template', 'title'])

const listMarker = /^(?:[-*+•·–—◦▪●○‣]|\(?\d{1,2}[.)])\s/

/**
 * Whether a line break inside running text is only how the author's editor wrapped it. HN's authors type
 * their lists with bare line breaks, so a break is kept unless the next line plainly goes on.
 */
const goesOn = (before: string, after: string): boolean =>
  !listMarker.test(after) && (/^[a-z]/.test(after) || /[,(/]$/.test(before)) && !/[.:;!?]$/.test(before)

/** Collects the text of one document; `flush` ends the line that is being built. */
class TextBuilder {
  private readonly lines: string[] = []
  private run = ''
  private isItem = false
  private preDepth = 0
  private hiddenDepth = 0
  private linkStart = -1
  private linkHref = ''

  open(tag: string, href: string | undefined): void {
    if (hiddenTags.has(tag)) this.hiddenDepth += 1
    if (blockTags.has(tag)) {
      this.flush()
      if (tag === 'li') this.isItem = true
      if (tag === 'pre') this.preDepth += 1
    } else if (tag === 'a') {
      this.linkStart = this.run.length
      this.linkHref = href ?? ''
    } else if (tag === 'td' || tag === 'th') this.run += ' '
  }

  close(tag: string): void {
    if (hiddenTags.has(tag) && this.hiddenDepth > 0) this.hiddenDepth -= 1
    if (blockTags.has(tag)) {
      this.flush()
      if (tag === 'pre' && this.preDepth > 0) this.preDepth -= 1
      if (tag === 'li') this.isItem = false
    } else if (tag === 'a') this.endLink()
  }

  text(data: string): void {
    if (this.hiddenDepth === 0) this.run += data
  }

  finish(): string {
    this.flush()
    return this.lines.join('\n')
  }

  /** HN cuts the visible text of long links; the address itself is then the better text. */
  private endLink(): void {
    if (this.linkStart < 0 || this.linkStart > this.run.length) return
    const visible = this.run.slice(this.linkStart)
    const isCut = visible.endsWith('...') && this.linkHref.startsWith(visible.slice(0, -3))
    if (isCut) this.run = this.run.slice(0, this.linkStart) + this.linkHref
    this.linkStart = -1
  }

  private flush(): void {
    this.linkStart = -1
    if (this.run === '') return
    const run = cleanCharacters(this.run)
    this.run = ''
    if (this.preDepth > 0) for (const line of run.split(/\r\n|[\n\r]/)) this.push(plainSpaces(line))
    else if (run.includes('\n') || run.includes('\r')) this.pushWrapped(run)
    else this.push(collapseSpaces(run))
  }

  private pushWrapped(run: string): void {
    let pending = ''
    // Only the end of what is pending decides; to look at the whole of it for every line would take quadratic time.
    let last = ''
    for (const raw of run.split(/\r\n|[\n\r]/)) {
      const line = collapseSpaces(raw)
      if (line === '') continue
      if (pending === '') pending = line
      else if (goesOn(last, line) || /^\s{2,}(?![-*•])/.test(raw)) pending += ` ${line}`
      else {
        this.push(pending)
        pending = line
      }
      last = line
    }
    this.push(pending)
  }

  private push(line: string): void {
    const text = this.preDepth > 0 ? line.trimStart() : line
    if (text === '') return
    this.lines.push(this.isItem && !listMarker.test(text) ? `- ${text}` : text)
    this.isItem = false
  }
}

/**
 * HTML as plain text: NFC, one block a line without empty lines, list items as `- ` lines, entities decoded
 * once, scripts and styles left out. Links keep their visible text; where HN cut it with "...", the full
 * address stands instead. Never throws; the result holds no null byte and no lone surrogate.
 */
export function htmlToText(html: string): string {
  const builder = new TextBuilder()
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => builder.open(tag, attributes['href']),
      onclosetag: (tag) => builder.close(tag),
      ontext: (data) => builder.text(data),
    },
    { decodeEntities: true, recognizeSelfClosing: false },
  )
  parser.end(html)
  return builder.finish()
}
