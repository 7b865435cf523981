import { describe, expect, it } from 'vitest'
import { skills } from '@/lib/tagger/taxonomy'
import { findEarlyTags } from '@/tests/eval/tag-years'
import { describeWithSharedData } from '@/tests/support/shared-data'

/** Names that older postings use in a sense that no neighbour tells apart, each with its reason. */
const known: ReadonlyMap<string, string> = new Map([
  ['platform-engineering', 'teams bore the name before the discipline had it'],
  ['flux', 'the architecture of React’s first years, where React is not named beside it'],
  ['swift', 'OpenStack’s storage, where OpenStack is not named beside it'],
  ['triton', 'Joyent’s platform, asked for like a product'],
  ['pubsub', 'the pattern, not the service'],
])

describe('the years of the taxonomy', () => {
  it('lie before the day on which the data were last changed', () => {
    expect(skills.filter(({ since }) => since > 2026).map(({ id }) => id)).toEqual([])
  })
})

describeWithSharedData('postings older than a skill', (folder) => {
  it('do not name it: in every fourth recorded comment, only names known to have had another sense', () => {
    const early = findEarlyTags(folder, 4).filter(({ skill }) => !known.has(skill))
    expect(early.map(({ skill, year, context }) => `${skill} ${year} ${context}`)).toEqual([])
  }, 300_000)
})
