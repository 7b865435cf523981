import { compiledOf } from '@/lib/tagger/ambiguity'
import type { Hit } from '@/lib/tagger/matcher'
import { lettersBeside, mayOpen } from '@/lib/tagger/pattern-index'
import type { Alias, Skill } from '@/lib/tagger/skill'

/** How many numbers `blockLettersOf` gives of an alias. */
const lettersPerAlias = 4

/** For every alias the letters that its blocks may begin with, before and behind it; none where no block bears on it. */
export function blockLettersOf(aliases: readonly Alias[], owners: readonly Skill[]): Int32Array {
  const letters = new Int32Array(aliases.length * lettersPerAlias)
  owners.forEach((skill, index) => {
    const { hasAmbiguousName, before, after } = compiledOf(skill)
    const mode = aliases[index]?.mode
    if (hasAmbiguousName && mode !== 'likely' && mode !== 'cued') return
    const own = [before?.index.first, before?.index.second, after?.index.first, after?.index.second]
    letters.set(
      own.map((bits) => bits ?? 0),
      index * lettersPerAlias,
    )
  })
  return letters
}

/** Whether a block of an alias may stand next to a hit, by two letters. */
export function mayBeBlocked(letters: Int32Array, { alias, start, end }: Hit, units: Uint16Array): boolean {
  const at = alias * lettersPerAlias
  const before = letters[at] ?? 0
  if (before !== 0 && mayOpen(before, letters[at + 1] ?? 0, lettersBeside(units, start, -1))) return true
  const after = letters[at + 2] ?? 0
  return after !== 0 && mayOpen(after, letters[at + 3] ?? 0, lettersBeside(units, end, 1))
}
