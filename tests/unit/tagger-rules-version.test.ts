import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { normalise } from '@/lib/normalise/normalise'
import { readStartupSignals } from '@/lib/normalise/startup'
import { explainTags } from '@/lib/tagger/explain'
import { createNames } from '@/lib/tagger/names'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { tag } from '@/lib/tagger/tag'
import { TaxonomyFile } from '@/lib/tagger/taxonomy-file'

// Frozen copies: the sentences and other texts that the tests of tagger and normaliser held on a day, and the skills
// found or refused in them. A new test or a change of the taxonomy's data is no change of the rules.
const read = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
const names = createNames(TaxonomyFile.parse(JSON.parse(read('rules-taxonomy.json'))).skills)
const Case = z.strictObject({ text: z.string(), title: z.string().nullish(), employer: z.string().nullish() })
type Case = z.infer<typeof Case>
const cases = read('rules-cases.jsonl')
  .trim()
  .split('\n')
  .map((line) => Case.parse(JSON.parse(line)))
const pinned = z
  .strictObject({ version: z.string(), decisions: z.string() })
  .parse(JSON.parse(read('rules-version.json')))

/** Everything that the rules decide about a text: as a posting's, and as its title, place and remote field. */
function decide({ text, title = null, employer: company = null }: Case) {
  const readings = [
    { text, title, company, placeTexts: [], remoteText: null, salaryText: null },
    { text: 'We are hiring.', title: text, company, placeTexts: [text], remoteText: text, salaryText: text },
  ]
  return readings.map((posting) => {
    const tags = tag(posting, names)
    return [tags, explainTags(posting, names), normalise(posting, tags), readStartupSignals(posting)]
  })
}

/** sha-256 of all decisions. */
function hashDecisions(): string {
  const hash = createHash('sha256')
  for (const each of cases) hash.update(JSON.stringify(decide(each)))
  return hash.digest('hex')
}

it('decides as the version of the rules did: a change of what they decide needs a new version', () => {
  const decisions = hashDecisions()
  expect(
    { version: rulesVersion, decisions },
    `Rules decide otherwise: raise it in lib/tagger/rules-version.ts if it is that of the last commit, and write ${JSON.stringify({ version: rulesVersion, decisions })} to tests/fixtures/rules-version.json`,
  ).toEqual(pinned)
})
