/**
 * The matches of a global pattern in a text, one after the other, as `matchAll` gives them. `matchAll` makes a copy of the
 * pattern at each call, and V8 compiles a copy anew whose code it no longer remembers: in a process that runs for long
 * without its optimisations, which makes long patterns some five times slower (docs/decisions.md).
 * @throws TypeError for a pattern without the flag `g`, as `matchAll` does.
 */
export function* findMatches(text: string, pattern: RegExp): Generator<RegExpExecArray, undefined> {
  if (!pattern.global) throw new TypeError('findMatches needs a global pattern')
  // Kept here, for between two matches anybody may use the same pattern.
  let from = 0
  for (;;) {
    pattern.lastIndex = from
    const match = pattern.exec(text)
    if (match === null) return
    from = match[0] === '' ? afterCharacter(text, pattern) : pattern.lastIndex
    yield match
  }
}

/** An empty match does not move the pattern on. */
const afterCharacter = (text: string, { lastIndex, unicode }: RegExp): number =>
  lastIndex + (unicode && (text.codePointAt(lastIndex) ?? 0) > 0xffff ? 2 : 1)
