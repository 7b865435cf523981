import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeWithSharedData } from '@/tests/support/shared-data'
import { faultsOf, readCases } from '@/tests/support/tagger-cases'

describe('our own hard sentences', () => {
  const cases = readCases(readFileSync(new URL('../fixtures/tagger-sentences.jsonl', import.meta.url), 'utf8'))

  it('are at least a hundred and fifty', () => expect(cases.length).toBeGreaterThanOrEqual(150))
  it.each(cases)('tags “$text”', (sentence) => expect(faultsOf(sentence)).toEqual([]))
})

describeWithSharedData('the hard sentences of the recorded data', (folder) => {
  it('are tagged as they expect, every one', () => {
    const cases = readCases(readFileSync(join(folder, 'tagger/tricky.jsonl'), 'utf8'))
    expect(cases.length).toBeGreaterThan(40)
    expect(cases.flatMap((sentence) => faultsOf(sentence).map((fault) => `${sentence.text}: ${fault}`))).toEqual([])
  })
})
