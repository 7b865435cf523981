/** Number of single-character edits (insert, delete, replace, swap of neighbours) between two words. */
function countEdits(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i])
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped))
    }
  }
  return at(a.length, b.length)
}

/**
 * The word that a mistyped one most likely stands for; null when none is near (a third of the letters at most).
 * @param spellings other ways to write a word, in lower case, with the word: what is one of them stands for it
 */
export function suggestWord(
  typed: string,
  words: Iterable<string>,
  spellings?: ReadonlyMap<string, string>,
): string | null {
  const folded = typed.trim().toLowerCase().slice(0, 60)
  const meant = spellings?.get(folded)
  if (meant !== undefined) return meant
  // One letter is near every other.
  if (folded.length < 2) return null
  let best: { word: string; edits: number } | null = null
  for (const word of words) {
    const edits = countEdits(folded, word.toLowerCase())
    if (edits <= Math.max(1, folded.length / 3) && (best === null || edits < best.edits)) best = { word, edits }
  }
  return best?.word ?? null
}
