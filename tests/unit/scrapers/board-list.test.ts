import { expect, test } from 'vitest'
import { wordsOfNone } from '@/scrapers/cli/board-list'

test('an empty list of boards says whether none stands so or none is there', () => {
  expect(wordsOfNone({ sourceId: undefined, state: 'failing' })).toBe('No board is failing.')
  expect(wordsOfNone({ sourceId: 'lever', state: 'held' })).toBe('No board of lever is held.')
  expect(wordsOfNone({ sourceId: 'lever', state: undefined })).toMatch(/^There is no board of lever yet\. Add one/u)
})
