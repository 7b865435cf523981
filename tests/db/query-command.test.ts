import { Command, CommanderError } from 'commander'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { defineQuery } from '@/scrapers/cli/query'
import { getPool } from '@/lib/db/pool'
import { GET } from '@/app/api/[dataset]/route'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { replaceFacts, uuidFor, writeSkills } from '../support/facts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', database.url)
  await writeSkills(database.pool, [
    { id: 'kubernetes', family: 'containers' },
    { id: 'aws', family: 'cloud' },
  ])
  await replaceFacts(
    database.pool,
    Array.from({ length: 12 }, (_, index) => ({
      postingId: uuidFor(`posting ${index}`),
      month: index < 6 ? ('2024-01' as const) : ('2024-03' as const),
      day: '2024-01-10',
      vacancyId: uuidFor(`vacancy ${index}`),
      employerId: uuidFor(`employer ${index % 5}`),
      sourceId: 'hackernews',
      arrival: 'flow',
      words: 100,
      role: 'strict' as const,
      remote: 'unknown' as const,
      seniority: [],
      regions: ['DE'],
      required: ['skill:kubernetes' as const],
      preferred: [],
      mentioned: index % 2 === 0 ? ['skill:aws' as const] : [],
      signals: [],
      anyOf: [],
    })),
  )
})
afterAll(async () => {
  await getPool().end()
  vi.unstubAllEnvs()
  await database.drop()
})

/** Runs the command and gives what it wrote and how it ended. */
async function runQuery(...args: string[]): Promise<{ stdout: string; stderr: string; exitCode: number }> {
  let stdout = ''
  let stderr = ''
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => ((stdout += String(chunk)), true))
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => ((stderr += String(chunk)), true))
  const program = new Command('skilltide').exitOverride()
  defineQuery(program.command('query'), (work) => work(getPool()))
  try {
    await program.parseAsync(['node', 'skilltide', 'query', ...args])
    return { stdout, stderr, exitCode: 0 }
  } catch (error) {
    if (error instanceof CommanderError) return { stdout, stderr, exitCode: error.exitCode }
    throw error
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

const fetchText = async (dataset: string, query: string) => {
  const response = await GET(new Request(`http://localhost/api/${dataset}?${query}`), {
    params: Promise.resolve({ dataset }),
  })
  return response.text()
}

test.each(['demand', 'skills', 'levels', 'regions', 'companions'])(
  'the command prints the bytes of the endpoint for %s, as CSV and as JSON',
  async (dataset) => {
    const args = ['--dataset', dataset, '--skill', 'kubernetes', '--bucket', 'quarter']
    const csv = await runQuery(...args, '--format', 'csv')
    expect(csv.stdout).toBe(await fetchText(`${dataset}.csv`, 'skill=kubernetes&bucket=quarter'))
    expect(csv.stdout.split('\r\n').length).toBeGreaterThan(2)
    const json = await runQuery(...args, '--format', 'json')
    expect(json.stdout).toBe(`${await fetchText(dataset, 'skill=kubernetes&bucket=quarter')}\n`)
  },
)

test('the table is for people, and says on stderr whom it counts', async () => {
  const { stdout, stderr } = await runQuery('--skill', 'kubernetes', '--skill', 'aws', '--bucket', 'year')
  const lines = stdout.replaceAll('\u202f', ' ').split('\n')
  expect(lines[0]).toMatch(/^Series +Period +Share +Low +High/)
  expect(lines[2]).toMatch(/^skill:aws +2024-01 +50\.0 %/)
  expect(lines[3]).toMatch(/^skill:kubernetes +2024-01 +100\.0 %/)
  expect(stderr).toBe('Backend vacancies: 12 vacancies of 5 employers, January 2024 to March 2024 (data version 0)\n')
})

test('a query that cannot be answered names the option, prints no rows and ends with 2', async () => {
  const refused = await runQuery('--skill', 'kubernets', '--from', '2024')
  expect(refused).toMatchObject({ stdout: '', exitCode: 2 })
  expect(refused.stderr).toContain('--skill: there is no skill “kubernets”; did you mean “kubernetes”?')
  expect(refused.stderr).toContain('--from: “2024” is not a month')
  expect((await runQuery('--dataset', 'levels')).exitCode).toBe(2)
})
