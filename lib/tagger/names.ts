import { compilePatterns } from '@/lib/tagger/ambiguity'
import { blockLettersOf } from '@/lib/tagger/block-letters'
import { cueOpenings } from '@/lib/tagger/cue-kinds'
import { decoys } from '@/lib/tagger/decoys'
import { createProducts, type ProductsOf } from '@/lib/tagger/employer'
import { createMatcher, type Matcher } from '@/lib/tagger/matcher'
import type { Alias, Skill } from '@/lib/tagger/skill'
import { skills } from '@/lib/tagger/taxonomy'

/** What tagging knows of a taxonomy, made ready once: everything else in the tagger is rules. */
export interface Names {
  /** The names of all skills, then the decoys: what `hit.alias` counts through. */
  aliases: readonly Alias[]
  matcher: Matcher
  /** Skill of each alias; decoys follow and have none. */
  owners: readonly Skill[]
  /** For each alias the letters of what gives it another meaning. */
  blockLetters: Int32Array
  /** Reason of each decoy. */
  decoyReasons: readonly string[]
  skillById: (id: string) => Skill | undefined
  productsOf: ProductsOf
}

const decoyReasons = decoys.flatMap(({ reason, phrases }) => phrases.map(() => reason))
const decoyAliases = decoys.flatMap(({ phrases }) => phrases.map((text): Alias => ({ text, mode: 'any' })))

/**
 * Makes the names of a taxonomy ready.
 * @throws Error when a name cannot be matched or a pattern is broken.
 */
export function createNames(from: readonly Skill[]): Names {
  compilePatterns(from)
  const aliases = [...from.flatMap((skill) => skill.aliases), ...decoyAliases]
  const byId = new Map(from.map((skill) => [skill.id, skill]))
  const owners = from.flatMap((skill) => skill.aliases.map(() => skill))
  return {
    aliases,
    matcher: createMatcher(aliases, cueOpenings),
    owners,
    blockLetters: blockLettersOf(aliases, owners),
    decoyReasons,
    skillById: (id) => byId.get(id),
    productsOf: createProducts(from),
  }
}

/** Those of the taxonomy of this code. */
export const currentNames: Names = createNames(skills)
