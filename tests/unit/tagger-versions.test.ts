import { describe, expect, it } from 'vitest'
import { compareVersions } from '@/lib/db/rules-age'
import { createTagger } from '@/lib/tagger/create-tagger'
import { parseSkill } from '@/lib/tagger/skill'
import type { Skill } from '@/lib/tagger/skill'
import { tag } from '@/lib/tagger/tag'
import { skills, taxonomyVersion } from '@/lib/tagger/taxonomy'
import { compareTaxonomies } from '@/lib/tagger/taxonomy-diff'
import { hashTaxonomy, TaxonomyFile, toTaxonomyFile } from '@/lib/tagger/taxonomy-file'
import { changelog } from '@/lib/tagger/taxonomy/changelog'

const skill = (id: string, rest: Partial<Parameters<typeof parseSkill>[1]> = {}): Skill =>
  parseSkill('cloud', { id, name: id, since: 2000, link: 'https://example.org', aliases: [id], ...rest })

describe('the changelog of the taxonomy', () => {
  it('has an entry for the data as they are: a change of data needs a new version with its reason', () => {
    expect(
      { version: taxonomyVersion, contentHash: hashTaxonomy(skills) },
      `lib/tagger/taxonomy/changelog.ts: add an entry with a new version, what changed and why, and contentHash ${hashTaxonomy(skills)}`,
    ).toEqual({ version: changelog[0].version, contentHash: changelog[0].contentHash })
  })

  it('goes back in time, version by version, each with its reason', () => {
    for (const { version, date, changes } of changelog) {
      expect(version).toMatch(/^\d{4}\.\d{1,2}\.\d+$/)
      expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      expect(changes.length).toBeGreaterThan(20)
    }
    const versions = changelog.map(({ version }) => version)
    expect(versions).toEqual(versions.toSorted(compareVersions).toReversed())
    expect(new Set(versions).size).toBe(versions.length)
  })

  it('counts versions as numbers', () => {
    expect(compareVersions('2026.11.10', '2026.11.9')).toBeGreaterThan(0)
    expect(compareVersions('2026.9.1', '2026.11.1')).toBeLessThan(0)
    expect(compareVersions('2026.11.1', '2026.11.1')).toBe(0)
  })
})

describe('an exported taxonomy', () => {
  it('is read back as it was written, and is the same whatever order the skills stand in', () => {
    const file = toTaxonomyFile('1', skills)
    expect(TaxonomyFile.parse(JSON.parse(JSON.stringify(file)))).toEqual(file)
    expect(toTaxonomyFile('1', skills.toReversed())).toEqual(file)
    expect(compareTaxonomies(skills, file.skills)).toEqual({ added: [], removed: [], changed: [] })
    expect(hashTaxonomy(file.skills)).toBe(hashTaxonomy(skills))
  })

  it('makes a tagger that tags as the taxonomy did', () => {
    const tagger = createTagger(toTaxonomyFile('1', skills).skills)
    const input = { title: 'Backend Engineer (Go)', company: 'Acme', text: 'You know EKS, Terraform and Postgres.' }
    expect(tagger.tag(input)).toEqual(tag(input))
  })
})

describe('a comparison of taxonomies', () => {
  it('tells skills added, removed, renamed and moved, and names and implications that changed', () => {
    const before = [skill('one'), skill('two', { implies: ['one'] }), skill('three')]
    const after = [
      skill('one', { name: 'One', exact: ['ONE!'], since: 2001 }),
      { ...skill('two'), family: 'iac' as const },
      skill('four'),
    ]
    expect(compareTaxonomies(before, after)).toEqual({
      added: [{ id: 'four', name: 'four', family: 'cloud' }],
      removed: [{ id: 'three', name: 'three', family: 'cloud' }],
      changed: [
        {
          id: 'one',
          name: 'One',
          renamed: { from: 'one', to: 'One' },
          family: null,
          aliases: { added: [{ text: 'ONE!', mode: 'exact' }], removed: [] },
          implies: { added: [], removed: [] },
          otherFields: ['since'],
        },
        {
          id: 'two',
          name: 'two',
          renamed: null,
          family: { from: 'cloud', to: 'iac' },
          aliases: { added: [], removed: [] },
          implies: { added: [], removed: ['one'] },
          otherFields: [],
        },
      ],
    })
  })
})

describe('a tagger of another taxonomy', () => {
  it('knows its own skills, what they imply and whose products they are, and no others', () => {
    const tagger = createTagger([
      skill('frobnicator', { aliases: ['Frobnicator'], implies: ['gizmo'] }),
      skill('gizmo', { aliases: ['Gizmo'] }),
    ])
    const tags = tagger.tag({ text: 'We run the Frobnicator on Kubernetes.' })
    expect(tags.map((one) => one.skill)).toEqual(['frobnicator'])
    expect(tagger.closeTags(tags)).toEqual({
      required: [],
      preferred: [],
      mentioned: ['family:cloud', 'skill:frobnicator', 'skill:gizmo'],
    })
    expect(tag({ text: 'We run the Frobnicator.' })).toEqual([])
  })

  it('refuses a broken pattern when it is made', () => {
    expect(() => createTagger([skill('thing', { cues: ['('] })])).toThrow(/regular expression/)
  })
})
