import { readFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { describe, expect, test } from 'vitest'
import { readEnv } from '@/lib/env'
import { explainFailure } from '@/scrapers/cli/explain-failure'

const failureOf = (work: () => Promise<unknown>): Promise<unknown> =>
  work().then(
    () => null,
    (error: unknown) => error,
  )

describe('a command that fails says', () => {
  test('which file cannot be read, and why', async () => {
    expect(explainFailure(await failureOf(() => readFile('/no/such/file')))).toBe(
      '/no/such/file cannot be read: there is no such file',
    )
  })

  test('that the database is away and what to look at, also when a host has several addresses', async () => {
    const refused = await failureOf(
      () =>
        new Promise((_, reject) => {
          createConnection({ host: '127.0.0.1', port: 1 }).once('error', reject)
        }),
    )
    const words = /^the database cannot be reached: connect ECONNREFUSED 127\.0\.0\.1:1\. Look at DATABASE_URL/u
    expect(explainFailure(refused)).toMatch(words)
    expect(explainFailure(new AggregateError([refused]))).toMatch(words)
  })

  test('what any other error says', () => {
    expect(explainFailure(new Error('the month is sealed already'))).toBe('the month is sealed already')
    expect(explainFailure('stopped')).toBe('stopped')
  })
})

test('a bad setting is named with what was expected', () => {
  const read = (values: Record<string, string>) => () => readEnv(values)
  expect(read({ PORT: 'abc' })).toThrow('PORT: expected a whole number from 1 to 65535')
  expect(read({ PORT: '70000' })).toThrow('PORT: expected a whole number from 1 to 65535')
  expect(read({ SKILLTIDE_REPOST_DAYS: '1.5' })).toThrow(
    'SKILLTIDE_REPOST_DAYS: expected a whole number from 0 to 36500',
  )
  expect(read({ DATABASE_URL: 'nonsense' })).toThrow(
    'DATABASE_URL: expected postgresql://user:password@host:port/database',
  )
  expect(read({ SKILLTIDE_HN_URL: 'ftp://x' })).toThrow('SKILLTIDE_HN_URL: expected an address that begins with http')
  expect(readEnv({ PORT: '3100', DATABASE_URL: '' })).toMatchObject({ PORT: 3100, DATABASE_URL: undefined })
})
