import { skills } from '@/lib/tagger/taxonomy'

const fold = (text: string): string => text.trim().toLowerCase()

// Ids first, then names, then other spellings: where two skills share one, the plainer meaning of the word holds.
const meanings = new Map<string, string>()
const learn = (spelling: string, id: string) => {
  if (!meanings.has(fold(spelling))) meanings.set(fold(spelling), id)
}
for (const { id } of skills) learn(id, id)
for (const { id, name } of skills) learn(name, id)
for (const { id, aliases } of skills) for (const { text } of aliases) learn(text.replaceAll('~', ' '), id)

/** Ids that a query may name, and every way to write one, in lower case, with its id: `k8s` is kubernetes, `golang` is go. */
export const skillNames: { skills: ReadonlySet<string>; spellings: ReadonlyMap<string, string> } = {
  skills: new Set(skills.map(({ id }) => id)),
  spellings: meanings,
}

/** The skill that a word means, whatever its case or spelling; undefined where it is none. */
export const skillMeant = (word: string): string | undefined => meanings.get(fold(word))
