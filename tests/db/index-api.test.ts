import { Command, CommanderError } from 'commander'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { defaultFilters } from '@/lib/query/filters'
import { sealMonths } from '@/lib/db/seal-months'
import { syncDeclared } from '@/scrapers/prepare'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { runFor } from '../support/ingest'
import { toySource } from '../support/toy-source'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', database.url)
  await syncDeclared(database.pool)
  await read('We run Docker.', 'We write Go.')
  await read('We run Docker.', 'We write Go.', 'We run Docker on AWS.')
})
afterAll(async () => {
  const { getPool } = await import('@/lib/db/pool')
  await getPool().end()
  const { getPrisma } = await import('@/lib/db/prisma')
  await getPrisma().$disconnect()
  vi.unstubAllEnvs()
  await database.drop()
})

const now = () => new Date('2024-06-10T00:00:00Z')

/** Reads a thread that holds these advertisements, and seals what it made. */
async function read(...needs: string[]): Promise<void> {
  const records = needs.map((need, id) => ({ id: String(id), text: `Acme ${id} | Backend Engineer | Berlin\n${need}` }))
  await runFor(database.pool, toySource([{ listing: 'a', records }]))
  await sealMonths(database.pool, { now })
}

async function ask(path: string): Promise<unknown> {
  const request = new Request(`http://localhost/api/${path}`)
  const dataset = path.split(/[.?]/)[0] ?? ''
  if (dataset === 'compare') return (await (await import('@/app/api/compare/route')).GET(request)).json()
  if (dataset === 'versions') return (await (await import('@/app/api/versions/route')).GET(request)).json()
  const { GET } = await import('@/app/api/[dataset]/route')
  return (await GET(request, { params: Promise.resolve({ dataset }) })).json()
}

test('a figure is given as of the version that is asked for, with an address that keeps giving it', async () => {
  expect(await ask('demand?skill=docker')).toMatchObject({
    dataVersion: { id: 2 },
    permalink: '/api/demand?asOf=2&skill=docker',
    rows: [{ vacancies: 2, ofVacancies: 3, dataVersion: 2 }],
  })
  expect(await ask('demand?skill=docker&asOf=1')).toMatchObject({
    dataVersion: { id: 1 },
    rows: [{ vacancies: 1, ofVacancies: 2, dataVersion: 1 }],
  })
  expect(await ask('demand?skill=docker&asOf=9')).toMatchObject({ status: 404 })
})

test('two versions are compared number by number', async () => {
  expect(await ask('compare?before=1&skill=docker')).toMatchObject({
    before: { id: 1 },
    after: { id: 2 },
    rows: expect.arrayContaining([
      { row: 'skill:docker 2024-03', column: 'vacancies', before: 1, after: 2, difference: 1 },
    ]),
  })
  expect(await ask('compare?before=1&after=1&skill=docker')).toMatchObject({ rows: [] })
  expect(await ask('compare?after=1')).toMatchObject({ status: 400, errors: [{ parameter: 'before' }] })
  expect(await ask('compare?before=7')).toMatchObject({ status: 404 })
})

test('versions are listed with what made them, the newest first', async () => {
  expect(await ask('versions')).toMatchObject({
    rows: [
      { version: 2, cause: 'data', source: 'toy', changed: 1, from: '2024-03', months: 1, isKept: true },
      { version: 1, cause: 'data', source: 'toy', changed: 2 },
    ],
    next: null,
  })
  expect(await ask('versions?limit=1')).toMatchObject({ rows: [{ version: 2 }], next: '2' })
})

test('the change log tells how a headline figure moved', async () => {
  const { findMoves, readHeadlines } = await import('@/app/changes/headline-moves')
  const { getDemandEngine } = await import('@/lib/db/engine')
  const engine = getDemandEngine()
  const read = (version: number) => readHeadlines(engine, defaultFilters, version)
  const moves = findMoves(await read(1), await read(2))
  expect(moves).toEqual([
    {
      series: 'family:cloud',
      before: { vacancies: 0, ofVacancies: 2 },
      after: { vacancies: 1, ofVacancies: 3 },
    },
    {
      series: 'family:containers',
      before: { vacancies: 1, ofVacancies: 2 },
      after: { vacancies: 2, ofVacancies: 3 },
    },
  ])
})

test('the change log tells how a figure of a reader’s own moved', async () => {
  const { readChanges } = await import('@/app/changes/read-changes')
  const { shown, next } = await readChanges({ ...defaultFilters, skills: ['docker'] }, { before: undefined })
  expect(next).toBeNull()
  expect(shown.map(({ published }) => published)).toEqual([
    {
      before: null,
      after: 2,
      moves: [{ series: 'skill:docker', before: null, after: { vacancies: 2, ofVacancies: 3 } }],
    },
  ])
})

test('a comparison is a file as well, each line with both versions', async () => {
  const { GET } = await import('@/app/api/compare.csv/route')
  const file = await GET(new Request('http://localhost/api/compare.csv?before=1&skill=docker'))
  expect(file.headers.get('content-disposition')).toContain('skilltide-demand-v1-to-v2.csv')
  const [header, ...lines] = (await file.text()).trim().split('\r\n')
  expect(header).toBe('row,column,before,after,difference,versionBefore,versionAfter')
  expect(lines).toContain('skill:docker 2024-03,vacancies,1,2,1,1,2')
  const refused = await GET(new Request('http://localhost/api/compare.csv?before=1&format=json'))
  expect(await refused.json()).toMatchObject({ status: 400, errors: [{ parameter: 'format' }] })
})

/** Runs `skilltide compare` and gives what it wrote and how it ended. */
async function compare(...args: string[]): Promise<{ stdout: string; stderr: string; exitCode: number }> {
  const { defineCompare } = await import('@/scrapers/cli/compare')
  const { getPool } = await import('@/lib/db/pool')
  let [stdout, stderr, exitCode] = ['', '', 0]
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => ((stdout += String(chunk)), true))
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => ((stderr += String(chunk)), true))
  const program = new Command('skilltide').exitOverride()
  defineCompare(program.command('compare'), (work) => work(getPool()))
  try {
    await program.parseAsync(['node', 'skilltide', 'compare', ...args])
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    exitCode = error.exitCode
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
  return { stdout, stderr, exitCode }
}

test('the command prints the bytes of the endpoint, and a table with the units of the compared dataset', async () => {
  const { GET } = await import('@/app/api/compare.csv/route')
  const file = await GET(new Request('http://localhost/api/compare.csv?before=1&skill=docker'))
  const csv = await compare('1', '--skill', 'docker', '--format', 'csv')
  expect(csv).toMatchObject({ stdout: await file.text(), exitCode: 0 })
  const json = await compare('1', '2', '--skill', 'docker', '--format', 'json')
  expect(JSON.parse(json.stdout)).toEqual(await ask('compare?before=1&skill=docker'))
  const table = await compare('1', '--skill', 'docker')
  const lines = table.stdout.replaceAll('\u202f', ' ').split('\n')
  expect(lines.some((line) => /^skill:docker 2024-03 +share +50\.0 % +66\.7 % +\+?16\.7/u.test(line))).toBe(true)
  expect(lines.some((line) => /^skill:docker 2024-03 +vacancies +1 +2 +1 /u.test(line))).toBe(true)
  expect(table.stderr).toMatch(/numbers of demand differ between data versions 1 and 2\n$/u)
})

test('a comparison that cannot be made names what is wrong and ends with 2', async () => {
  expect(await compare('9')).toMatchObject({
    stdout: '',
    exitCode: 2,
    stderr: expect.stringMatching(/^error: before: /u),
  })
  expect(await compare('1', '9')).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^error: after: /u) })
  expect(await compare('x')).toMatchObject({ stderr: expect.stringContaining('number of a data version') })
  expect(await compare('1', '--skill', 'dockr')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--skill'),
  })
})

test('the index is held against SQL question by question, and a fact that went past it is found', async () => {
  const { verifyIndex } = await import('@/lib/db/index-verify')
  const told: string[] = []
  const good = await verifyIndex(database.pool, now, ({ question }) => told.push(question))
  expect(good).toMatchObject({ status: 'compared', version: 2 })
  const questions = good.status === 'compared' ? good.answers : []
  expect(questions.filter(({ isEqual }) => !isEqual)).toEqual([])
  expect(told).toEqual(questions.map(({ question }) => question))
  for (const asked of ['demand?', 'regions?', '/api/movers', '/api/sensitivity?skill=kubernetes', '/api/changes?'])
    expect(told.some((question) => question.startsWith(asked))).toBe(true)
  await database.pool.query("update posting_fact set required = '{}', preferred = '{}', mentioned = '{}'")
  const bad = await verifyIndex(database.pool, now)
  const differing = bad.status === 'compared' ? bad.answers.filter(({ isEqual }) => !isEqual) : []
  expect(differing.map(({ question }) => question)).toContainEqual(expect.stringMatching(/^demand\?/u))
})

test('facts newer than the index are nothing to compare, and no difference is told', async () => {
  const { verifyIndex } = await import('@/lib/db/index-verify')
  const records = [{ id: '9', text: 'Beta | Backend Engineer | Berlin\nWe run Azure.' }]
  await runFor(database.pool, toySource([{ listing: 'a', records }]))
  const told: string[] = []
  const behind = await verifyIndex(database.pool, now, ({ question }) => told.push(question))
  expect(behind).toEqual({ status: 'nothing-to-compare' })
  expect(told).toEqual([])
})
