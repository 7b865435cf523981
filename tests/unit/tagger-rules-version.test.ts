import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { normalise } from '@/lib/normalise/normalise'
import { explainTags } from '@/lib/tagger/explain'
import { createNames } from '@/lib/tagger/names'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { tag } from '@/lib/tagger/tag'
import { TaxonomyFile } from '@/lib/tagger/taxonomy-file'
import { readCases } from '@/tests/support/tagger-cases'

// A taxonomy of its own, so that a change of the data is no change of the rules, and sentences that are only added to.
const read = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
const names = createNames(TaxonomyFile.parse(JSON.parse(read('rules-taxonomy.json'))).skills)
const sentences = readCases(read('tagger-sentences.jsonl')).slice(0, 171)
const pinned = z
  .strictObject({ version: z.string(), decisions: z.string() })
  .parse(JSON.parse(read('rules-version.json')))

/** sha-256 of everything that the rules decide about the sentences. */
function hashDecisions(): string {
  const decisions = sentences.map(({ text, title, employer }) => {
    const input = { text, title: title ?? null, company: employer ?? null }
    const tags = tag(input, names)
    return [
      tags,
      explainTags(input, names),
      normalise({ ...input, placeTexts: [], remoteText: null, salaryText: null }, tags),
    ]
  })
  return createHash('sha256').update(JSON.stringify(decisions)).digest('hex')
}

it('decides as the version of the rules did: a change of what they decide needs a new version', () => {
  const decisions = hashDecisions()
  expect(
    { version: rulesVersion, decisions },
    `Rules decide otherwise: raise it in lib/tagger/rules-version.ts if it is that of the last commit, and write ${JSON.stringify({ version: rulesVersion, decisions })} to tests/fixtures/rules-version.json`,
  ).toEqual(pinned)
})
