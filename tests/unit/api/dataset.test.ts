import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { addMonths } from '@/lib/domain/month'
import type { DemandEngine } from '@/lib/query/engine'
import { datasets } from '@/lib/query/datasets'
import { type AnswerContext, answerDataset } from '@/app/api/[dataset]/answer'
import { type Fact, uuidFor } from '../../support/facts'
import { createOracle } from '../../support/oracle'
import { worldVocabulary } from '../../support/query-arbitraries'

const now = new Date('2024-06-09T12:00:00Z')

const facts: Fact[] = Array.from({ length: 40 }, (_, index): Fact => ({
  postingId: uuidFor(`posting ${index}`),
  month: index < 20 ? '2024-01' : '2024-02',
  day: '2024-01-10',
  vacancyId: uuidFor(`vacancy ${index}`),
  employerId: uuidFor(`employer ${index}`),
  sourceId: 'hackernews',
  arrival: 'flow',
  words: 100,
  role: 'strict',
  remote: 'remote',
  seniority: [],
  regions: index % 2 === 0 ? ['DE'] : ['US', 'US-CA'],
  required: index % 3 === 0 ? ['skill:kubernetes', 'family:containers'] : [],
  preferred: [],
  mentioned: index % 4 === 0 ? ['skill:aws', 'family:cloud'] : [],
  signals: index < 10 ? [true] : [],
  anyOf: index % 8 === 0 ? [{ level: 'mentioned', skills: ['aws', 'docker'] }] : [],
}))

const engine = createOracle(facts, now)

/** The same vacancies month after month for longer than two years, as comparisons of two years ask for. */
const lasting: Fact[] = Array.from({ length: 26 }, (_, index) =>
  facts.slice(0, 8).map((fact) => ({
    ...fact,
    month: addMonths('2021-12', index),
    postingId: uuidFor(`${fact.postingId} ${index}`),
  })),
).flat()
const lastingEngine = createOracle(lasting, now)
const context: AnswerContext = {
  engine: () => engine,
  vocabulary: () => Promise.resolve(worldVocabulary),
  versionState: (version) => Promise.resolve(version === 1 ? 'kept' : version === 2 ? 'dropped' : 'unknown'),
  now,
}

/** Asks as a client would: `demand.csv?skill=aws`. */
const ask = (path: string, options: { headers?: Record<string, string>; context?: AnswerContext } = {}) => {
  const url = new URL(`http://localhost/api/${path}`)
  const request = new Request(url, { headers: options.headers ?? {} })
  return answerDataset(request, url.pathname.slice('/api/'.length), options.context ?? context)
}

const Answer = z.object({
  dataset: z.string(),
  query: z.string(),
  page: z.string(),
  dataVersion: z.object({ id: z.number() }),
  population: z.object({ vacancies: z.number(), sources: z.array(z.unknown()) }),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
})

const Problem = z.object({
  status: z.number(),
  title: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ parameter: z.string(), detail: z.string() })).optional(),
})

const readProblem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = Problem.parse(await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

describe('an answer', () => {
  test('gives shares with their counts, rounded to six decimals', async () => {
    const response = await ask('demand?skill=kubernetes&bucket=quarter')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('x-skilltide-data-version')).toBe('0')
    expect(response.headers.get('link')).toContain('</?bucket=quarter&skill=kubernetes>; rel="alternate"')
    const answer = Answer.parse(await response.json())
    expect(answer).toMatchObject({
      dataset: 'demand',
      query: 'bucket=quarter&skill=kubernetes',
      population: { vacancies: 40 },
    })
    expect(answer.rows).toHaveLength(1)
    expect(answer.rows[0]).toMatchObject({
      series: 'skill:kubernetes',
      start: '2024-01',
      vacancies: 14,
      ofVacancies: 40,
      share: 0.35,
      effectiveN: 39,
      isThin: false,
      isPartial: true,
      dataVersion: 0,
    })
  })

  test('takes the six ops families when no series is asked for, and says so in its query', async () => {
    const answer = Answer.parse(await (await ask('demand?bucket=year')).json())
    expect(answer.rows.map((row) => row.series)).toEqual(
      ['ci-cd', 'cloud', 'containers', 'iac', 'mlops', 'observability'].map((family) => `family:${family}`),
    )
    expect(answer.query).toContain('family=ci-cd&family=cloud')
  })

  test.each(Object.keys(datasets))('of %s is the same in JSON and CSV, cell by cell', async (dataset) => {
    const query = 'skill=kubernetes&region=DE'
    const over = { context: { ...context, engine: () => lastingEngine } }
    const answer = Answer.parse(await (await ask(`${dataset}?${query}`, over)).json())
    const csv = await ask(`${dataset}.csv?${query}`, over)
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/)
    expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="skilltide-${dataset}-v0.csv"`)
    const [header, ...lines]: string[][] = parse(await csv.text())
    const keys = Object.keys(answer.rows[0] ?? {})
    expect(header).toEqual(keys)
    expect(lines).toEqual(answer.rows.map((row) => keys.map((key) => (row[key] === null ? '' : String(row[key])))))
    expect(lines.length).toBeGreaterThan(0)
  })

  test('is CSV by format=csv as by the ending', async () => {
    const byFormat = await (await ask('levels?family=cloud&format=csv')).text()
    expect(byFormat).toBe(await (await ask('levels.csv?family=cloud')).text())
  })

  test('is not sent again to who holds it, whatever the order of the question', async () => {
    const first = await ask('demand?skill=kubernetes&skill=aws')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    const again = await ask('demand?skill=aws&skill=kubernetes&bucket=month', {
      headers: { 'if-none-match': `W/${etag}, "x"` },
    })
    expect(again.status).toBe(304)
    expect(again.headers.get('etag')).toBe(etag)
    for (const other of ['demand?skill=aws', 'demand.csv?skill=aws&skill=kubernetes']) {
      expect((await ask(other, { headers: { 'if-none-match': etag } })).status).toBe(200)
    }
  })

  test('of the dictionary describes every column of every dataset', async () => {
    const body = z.object({
      rows: z.array(z.object({ dataset: z.string(), key: z.string(), description: z.string().min(5) })),
    })
    const { rows } = body.parse(await (await ask('dictionary')).json())
    for (const [id, dataset] of Object.entries(datasets)) {
      expect(rows.filter((row) => row.dataset === id).map((row) => row.key)).toEqual(
        dataset.columns.map(({ key }) => key),
      )
    }
    expect(await (await ask('dictionary.csv')).text()).toMatch(
      /^dataset,key,heading,unit,kind,decimals,description\r\n/,
    )
  })
})

describe('a question that cannot be answered', () => {
  test('is a 400 that names each parameter and what was expected', async () => {
    const problem = await readProblem(await ask('demand?skill=kubernets&from=2024-5&colour=red'))
    expect(problem.status).toBe(400)
    expect(problem.errors?.map(({ parameter }) => parameter)).toEqual(['colour', 'skill', 'from'])
    expect(problem.errors?.[1]?.detail).toContain('did you mean “kubernetes”?')
    expect(problem.errors?.[2]?.detail).toContain('expected YYYY-MM')
  })

  test.each([
    ['companions', 'skill', 'found none'],
    ['levels?skill=aws&family=cloud', 'skill', 'found 2'],
    ['alternatives?family=cloud', 'skill', 'found a family'],
    ['alternatives?skill=aws&skill=docker', 'skill', 'found 2'],
    ['demand?employer=startups', 'employer', 'expected one of any, startup'],
    ['demand?format=xml', 'format', 'expected one of json, csv'],
    ['demand?format=csv&format=csv', 'format', 'stands 2 times'],
    ['demand.csv?format=json', 'format', 'the address ends in .csv'],
    ['dictionary?skill=aws', 'skill', 'not a parameter of the data dictionary'],
  ])('%s is refused', async (path, parameter, detail) => {
    const problem = await readProblem(await ask(path))
    expect(problem.status).toBe(400)
    expect(problem.errors).toEqual([{ parameter, detail: expect.stringContaining(detail) }])
  })

  test.each(['demands', 'toString', 'demand.xml', '.csv'])(
    'of the unknown dataset %s is a 404 that lists the datasets',
    async (name) => {
      const problem = await readProblem(await ask(name))
      expect(problem.status).toBe(404)
      expect(problem.detail).toContain('demand, skills, levels, regions, companions, alternatives, composition')
    },
  )

  test('of a data version that is not kept is a 410, of one that never was a 404', async () => {
    expect((await ask('demand?skill=aws&asOf=1')).status).toBe(200)
    expect(await readProblem(await ask('demand?skill=aws&asOf=2'))).toMatchObject({ status: 410 })
    expect(await readProblem(await ask('demand?skill=aws&asOf=3'))).toMatchObject({ status: 404 })
    expect(await readProblem(await ask('demand?skill=aws&asOf=-3'))).toMatchObject({ status: 400 })
  })

  test('because the database is away is a 503, and a bug is thrown', async () => {
    const failing = (error: Error): DemandEngine => ({ ...engine, demand: () => Promise.reject(error) })
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const response = await ask('demand?skill=aws', { context: { ...context, engine: () => failing(away) } })
    expect(await readProblem(response)).toMatchObject({ status: 503, title: 'Database not reachable' })
    const bug = new TypeError('undefined is not a function')
    await expect(ask('demand?skill=aws', { context: { ...context, engine: () => failing(bug) } })).rejects.toBe(bug)
  })
})
