import { expect, test } from 'vitest'
import { addMonths } from '@/lib/domain/month'
import { defaultFilters } from '@/lib/query/filters'
import { readMovers } from '@/lib/query/movers'
import { findDisagreement, readViews } from '@/lib/query/views-report'
import { type Fact, plainFact, uuidFor } from '../../support/facts'
import { createOracle } from '../../support/oracle'

// Thirty months of ten employers, one vacancy each: Docker in one more of them every three months, from none to nine;
// Kubernetes always in five.
const facts: Fact[] = Array.from({ length: 30 }, (_, month) =>
  Array.from({ length: 10 }, (__, employer): Fact => ({
    ...plainFact,
    postingId: uuidFor(`posting ${month} ${employer}`),
    vacancyId: uuidFor(`vacancy ${month} ${employer}`),
    employerId: uuidFor(`employer ${employer}`),
    month: addMonths('2021-01', month),
    required: employer % 2 === 0 ? ['skill:kubernetes'] : [],
    mentioned: employer < Math.floor(month / 3) ? ['skill:docker'] : [],
  })),
).flat()
const engine = createOracle(facts, new Date('2023-07-09T12:00:00Z'))

test('movers stand by the size of their change, with rank, trend and the month in which they passed', async () => {
  const { from, to, rows } = await readMovers(engine, defaultFilters)
  expect({ from, to }).toEqual({ from: '2021-07', to: '2023-06' })
  const [docker, kubernetes] = rows
  expect(docker).toMatchObject({
    skill: 'docker',
    share: 0.75,
    shareYearBefore: 0.35,
    rank: 1,
    rankYearBefore: 2,
    trend: 'rising',
    passed: 0.5,
    passedIn: '2022-04',
  })
  expect(docker?.difference.change).toBeCloseTo(0.4, 12)
  expect(docker?.difference.low).toBeGreaterThan(0)
  // The interval of the share is the share's own, not that of the change.
  expect(docker?.low).toBeLessThan(0.75)
  expect(docker?.high).toBeGreaterThan(0.75)
  // It held its share from the first month on, so the range cannot tell when it passed.
  expect(kubernetes).toMatchObject({ skill: 'kubernetes', trend: 'none', rank: 2, passed: 0.5, passedIn: null })
  // The same employers with the same answers: nothing is in doubt.
  expect(kubernetes?.difference.change).toBe(0)
  expect(kubernetes?.difference.low).toBeCloseTo(0, 6)
  expect(kubernetes?.difference.high).toBeCloseTo(0, 6)
})

test('what one employer posts month after month is no trend of the market, however plainly the months rise', async () => {
  const goes = Array.from({ length: 15 }, (_, step) =>
    Array.from({ length: 5 }, (__, copy): Fact => ({
      ...plainFact,
      postingId: uuidFor(`go ${step} ${copy}`),
      vacancyId: uuidFor(`go vacancy ${step} ${copy}`),
      employerId: uuidFor('employer of go'),
      month: addMonths('2022-04', step),
      required: ['skill:go'],
    })),
  ).flat()
  const { rows } = await readMovers(createOracle([...facts, ...goes], new Date('2023-07-09T12:00:00Z')), defaultFilters)
  const go = rows.find(({ skill }) => skill === 'go')
  expect(go?.pValue).toBeLessThan(0.02)
  // One of eleven employers by itself: T / √v stays near 1.
  expect(go?.pEmployers).toBeGreaterThan(0.2)
  expect(go?.adjusted).toBeGreaterThanOrEqual(go?.pEmployers ?? 1)
  expect(go?.trend).toBe('none')
})

test('every view sees a change of the market alike, and all of it is within employers', async () => {
  const { changes, parts, views } = await readViews(engine, { ...defaultFilters, bucket: 'year' }, 'skill:docker')
  const year = changes.filter(({ comparison }) => comparison === 'year')
  expect(year.map(({ change }) => change?.toFixed(3))).toEqual(['0.400', '0.400', '0.400', '0.400', '0.400'])
  expect(findDisagreement(year)).toBeNull()
  const pointsOf = (part: string) => parts.find((row) => row.comparison === 'year' && row.part === part)?.points
  expect(pointsOf('within')).toBeCloseTo(0.4, 12)
  expect(pointsOf('turnover')).toBe(0)
  expect(views.filter(({ view }) => view === 'raw')).toMatchObject([
    { start: '2021-01', share: 0.15, isPartial: false },
    { start: '2022-01', isPartial: false },
    { start: '2023-01', isPartial: true },
  ])
})
