/**
 * A pattern that is read backwards from an offset: it costs what it matches, not the text that stands before.
 * Use with `matchBehind`.
 */
export const behind = (source: string): RegExp => new RegExp(`(?<=(${source}))`, 'uy')

/** The words that end at an offset and fit a pattern of `behind`, or null. */
export function matchBehind(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[1] ?? null
}
