// Postgres text cannot hold U+0000, and a lone surrogate cannot be written as UTF-8. Zero-width and
// soft-hyphen characters are invisible, yet split words for every matcher.
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const invisible = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
// No `g` flag: only asked whether the slow path is needed.
const suspicious = /[^\t\n\v\f\r -~]/

function replaceUnstorable(text: string): string {
  const visible = text.replace(invisible, (character) =>
    character === '\u2028' || character === '\u2029' || character === '\u0085' ? '\n' : '',
  )
  return visible.replace(loneSurrogate, '\ufffd').normalize('NFC')
}

/**
 * Makes any string storable and matchable: NFC, no null bytes, no control or zero-width characters, lone
 * surrogates replaced by U+FFFD. Line breaks and tabs stay.
 */
export const cleanCharacters = (text: string): string => (suspicious.test(text) ? replaceUnstorable(text) : text)

const unusualSpace = /[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
const spaceRun = /[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+/g

/** White space within one line: every kind becomes a plain space, runs become one, ends are trimmed. */
export const collapseSpaces = (line: string): string => line.replace(spaceRun, ' ').trim()

/** As `collapseSpaces`, but runs keep their length: for preformatted lines. */
export const plainSpaces = (line: string): string => line.replace(unusualSpace, ' ').trimEnd()

/** Plain text as posting text: cleaned, one block a line, no empty lines. */
export function tidyText(text: string): string {
  const lines: string[] = []
  for (const line of cleanCharacters(text).split(/\r\n|[\n\r]/)) {
    const collapsed = collapseSpaces(line)
    if (collapsed !== '') lines.push(collapsed)
  }
  return lines.join('\n')
}
