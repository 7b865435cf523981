import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Family } from '@/lib/domain/skill'
import type { Skill } from '@/lib/tagger/skill'

const texts = z.array(z.string().min(1))

const SkillInFile = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  family: Family,
  since: z.int(),
  link: z.string(),
  aliases: z.array(z.strictObject({ text: z.string().min(1), mode: z.enum(['any', 'exact', 'likely', 'cued']) })),
  implies: texts,
  parts: texts,
  makers: texts,
  givenName: z.boolean(),
  cues: texts,
  blocks: z.strictObject({ before: texts, after: texts }),
})

/** A taxonomy as `taxonomy export` writes it. */
export const TaxonomyFile = z.strictObject({ version: z.string().min(1), skills: z.array(SkillInFile) })
export type TaxonomyFile = z.infer<typeof TaxonomyFile>

const order = (left: { id: string }, right: { id: string }): number => (left.id < right.id ? -1 : 1)

/** The one way to write a taxonomy down: skills by id, fields in a fixed order. */
export function toTaxonomyFile(version: string, skills: readonly Skill[]): TaxonomyFile {
  const written = skills.map(
    ({ id, name, family, since, link, aliases, implies, parts, makers, givenName, cues, blocks }) => ({
      id,
      name,
      family,
      since,
      link,
      aliases: aliases.map(({ text, mode }) => ({ text, mode })),
      implies: [...implies],
      parts: [...parts],
      makers: [...makers],
      givenName,
      cues: [...cues],
      blocks: { before: [...blocks.before], after: [...blocks.after] },
    }),
  )
  return { version, skills: written.toSorted(order) }
}

/** sha-256 of the data without its version, hex. */
export const hashTaxonomy = (skills: readonly Skill[]): string =>
  createHash('sha256')
    .update(JSON.stringify(toTaxonomyFile('', skills).skills))
    .digest('hex')
