import { expect, test } from 'vitest'
import { readEarlyTags } from '@/lib/query/early-tags'
import { type Fact, plainFact, uuidFor } from '@/tests/support/facts'
import { engineOfFacts } from '@/tests/support/index-of-facts'

const fact = (name: string, more: Partial<Fact>): Fact => ({
  ...plainFact,
  postingId: uuidFor(name),
  vacancyId: uuidFor('one vacancy'),
  required: [],
  preferred: [],
  mentioned: [],
  ...more,
})

const facts = [
  fact('a', { month: '2013-12', day: '2013-12-02', role: 'no', mentioned: ['skill:kubernetes', 'skill:docker'] }),
  fact('b', { month: '2014-01', day: '2014-01-02', arrival: 'stock', required: ['skill:kubernetes'] }),
  fact('c', { month: '2020-05', day: '2020-05-02', preferred: ['skill:kubernetes'] }),
  fact('d', { month: '2020-05', day: '2020-05-03', preferred: ['skill:kubernetes'] }),
]

test('every posting counts, of all kinds and at every level, and those of years before the skill are early', async () => {
  const skills = [
    { id: 'kubernetes', since: 2014 },
    { id: 'docker', since: 2013 },
    { id: 'rust', since: 2015 },
  ]
  const engine = engineOfFacts(facts, { now: new Date('2024-06-10'), skills: skills.map(({ id }) => id) })
  expect(await readEarlyTags(engine, skills)).toEqual([
    { skill: 'kubernetes', since: 2014, early: 1, all: 4 },
    { skill: 'docker', since: 2013, early: 0, all: 1 },
    { skill: 'rust', since: 2015, early: 0, all: 0 },
  ])
})
