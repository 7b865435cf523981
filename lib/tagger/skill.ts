import { z } from 'zod'
import type { Family } from '@/lib/domain/skill'

/**
 * One skill as written in a taxonomy file. Spelling of a name:
 * a space matches one or more spaces or hyphens; `~` also matches an underscore or nothing; all else stands for itself.
 */
export const SkillEntry = z.strictObject({
  /** Stored in rows; never renamed. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** Official spelling. */
  name: z.string().min(1),
  /** Year in which it became public: a tag in an older posting is a sign of error. */
  since: z.int().min(1940).max(2030),
  /** Official home page. */
  link: z.url({ protocol: /^https$/ }),
  /** Skills that are certain to be in use where this one is. */
  implies: z.array(z.string()).optional(),
  /** Names right in any letter case. */
  aliases: z.array(z.string().min(1)).optional(),
  /** Names right in this letter case only. */
  exact: z.array(z.string().min(1)).optional(),
  /** Words with another meaning that are right in this letter case unless a block speaks against it. */
  likely: z.array(z.string().min(1)).optional(),
  /** Words with another meaning that need a sign in favour: a cue, a list of technologies, a role. */
  cued: z.array(z.string().min(1)).optional(),
  /** Words (regular expressions, lower case) in the same sentence that are a sign in favour. */
  cues: z.array(z.string().min(1)).optional(),
  /** Words (regular expressions, lower case) right before or right after that give the word its other meaning. */
  blocks: z
    .strictObject({ before: z.array(z.string().min(1)).optional(), after: z.array(z.string().min(1)).optional() })
    .optional(),
  /** Also a person's given name: a capitalised word after it makes it one. */
  givenName: z.boolean().optional(),
  /** Skills that its longer names name as well: “Ruby on Rails” is Ruby, too. */
  parts: z.array(z.string()).optional(),
  /** Companies whose product it is, beside one that bears its name. */
  makers: z.array(z.string().min(1)).optional(),
})
export type SkillEntry = z.infer<typeof SkillEntry>

export type AliasMode = 'any' | 'exact' | 'likely' | 'cued'

export interface Alias {
  /** As in the data file, `~` included. */
  text: string
  mode: AliasMode
}

export interface Skill {
  id: string
  name: string
  family: Family
  aliases: readonly Alias[]
  implies: readonly string[]
  link: string
  since: number
  cues: readonly string[]
  blocks: { before: readonly string[]; after: readonly string[] }
  givenName: boolean
  parts: readonly string[]
  makers: readonly string[]
}

const aliasesOf = (entry: SkillEntry): Alias[] => {
  const group = (mode: AliasMode, texts: string[] = []): Alias[] => texts.map((text) => ({ text, mode }))
  return [
    ...group('any', entry.aliases),
    ...group('exact', entry.exact),
    ...group('likely', entry.likely),
    ...group('cued', entry.cued),
  ]
}

/**
 * Checks one entry and completes it.
 * @throws ZodError when the entry breaks the schema.
 */
export function parseSkill(family: Family, raw: SkillEntry): Skill {
  const entry = SkillEntry.parse(raw)
  return {
    id: entry.id,
    name: entry.name,
    family,
    aliases: aliasesOf(entry),
    implies: entry.implies ?? [],
    link: entry.link,
    since: entry.since,
    cues: entry.cues ?? [],
    blocks: { before: entry.blocks?.before ?? [], after: entry.blocks?.after ?? [] },
    givenName: entry.givenName ?? false,
    parts: entry.parts ?? [],
    makers: entry.makers ?? [],
  }
}
