import { expect, test } from 'vitest'
import { skillMeant } from '@/lib/tagger/skill-spellings'
import { skills } from '@/lib/tagger/taxonomy'

test.each([
  ['K8s', 'kubernetes'],
  ['Kubernetes', 'kubernetes'],
  ['golang', 'go'],
  ['Google Cloud', 'gcp'],
  ['C++', 'cpp'],
  [' postgres ', 'postgresql'],
])('“%s” is the skill %s', (word, id) => {
  expect(skillMeant(word)).toBe(id)
})

test('an id means itself, whatever other skills are called', () => {
  for (const { id } of skills) expect(skillMeant(id)).toBe(id)
})

test('a word of none is none', () => {
  expect(skillMeant('kubernotes')).toBeUndefined()
})
