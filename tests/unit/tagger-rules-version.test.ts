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

// Frozen copies, so that a new test or a change of the taxonomy's data is no change of the rules: the texts that the tests
// of tagger and normaliser held on a day, the skills found or refused in them, and the phrases in the rules' own patterns.
const read = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
const names = createNames(TaxonomyFile.parse(JSON.parse(read('rules-taxonomy.json'))).skills)
const Case = z.strictObject({ text: z.string(), title: z.string().nullish(), employer: z.string().nullish() })
type Case = z.infer<typeof Case>
const linesOf = (name: string): string[] => read(name).trim().split('\n')
const cases = linesOf('rules-cases.jsonl').map((line) => Case.parse(JSON.parse(line)))
const phrases = linesOf('rules-words.txt')
const pinned = z
  .strictObject({ version: z.string(), decisions: z.string() })
  .parse(JSON.parse(read('rules-version.json')))

interface Posting {
  text: string
  title: string | null
  company: string | null
  placeTexts: string[]
  remoteText: string | null
  salaryText: string | null
}

const bare = { title: null, company: null, placeTexts: [], remoteText: null, salaryText: null }
const fields = (said: string) => ({ placeTexts: [said], remoteText: said, salaryText: said })

/** A text as that of a posting, and as its title, place, remote field and salary. */
const postingsOf = ({ text, title, employer }: Case): Posting[] => [
  { ...bare, text, title: title ?? null, company: employer ?? null },
  { ...bare, ...fields(text), text: 'We are hiring.', title: text, company: employer ?? null },
]

/** A phrase that rules look for, where they look for such: beside names, roles, places, numbers and headings. */
const postingsAround = (said: string): Posting[] => [
  {
    ...bare,
    text: `Acme | ${said} engineer | ${said} Berlin\n${said} Python, Kafka.\nPython and Kafka ${said}.\nWe ${said} Go, 5 ${said} years.\n${said}: Rust\nRuby (${said}), or ${said} Terraform.\nThe ${said} behind Redis.\n${said} of AWS is a plus.\nA ${said} startup with a ${said} seed round, ${said} 12 ${said}, 90k ${said}.\n- ${said} developer\n${said}\n- Docker\n- Elixir`,
  },
  {
    ...bare,
    ...fields(`${said}, Berlin, 90k ${said}`),
    title: `${said} Engineer`,
    company: `Docker ${said}`,
    text: `We seek a ${said} who builds ${said} APIs for ${said} backend work in Python.`,
  },
]

/** sha-256 of all that is decided. */
function hashDecisions(): string {
  const hash = createHash('sha256')
  for (const posting of [...cases.flatMap(postingsOf), ...phrases.flatMap(postingsAround)]) {
    const tags = tag(posting, names)
    const decided = [tags, explainTags(posting, names), normalise(posting, tags), readStartupSignals(posting)]
    hash.update(JSON.stringify(decided))
  }
  return hash.digest('hex')
}

it('decides as the version of the rules did: a change of what they decide needs a new version', () => {
  const decisions = hashDecisions()
  expect(
    { version: rulesVersion, decisions },
    `Rules decide otherwise: raise it in lib/tagger/rules-version.ts if it is that of the last commit, and write ${JSON.stringify({ version: rulesVersion, decisions })} to tests/fixtures/rules-version.json`,
  ).toEqual(pinned)
})
