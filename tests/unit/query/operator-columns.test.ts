import { expect, test } from 'vitest'
import { quietWeek, type SourceState } from '@/lib/domain/operator-views'
import { cellsOf } from '@/lib/query/columns'
import { sourceColumns } from '@/lib/query/operator-columns'

const source: SourceState = {
  id: 'toys',
  name: 'Toys',
  homepage: 'https://example.com',
  attribution: 'Made up.',
  cadenceHours: null,
  history: 'complete',
  terms: 'None.',
  parserVersion: 1,
  createdAt: new Date(0),
  lastRun: null,
  lastSuccessAt: null,
  rejects: 0,
  postings: 0,
  backendPostings: 0,
  vacancies: 0,
  copies: 0,
  from: null,
  to: null,
  tally: null,
  week: quietWeek,
}

test.each([
  [{ postings: 85_847, vacancies: 55_946 }, 34.8],
  [{ postings: 8, vacancies: 8 }, 0],
  [{ postings: 0, vacancies: 0 }, null],
])('of %o the file gives %s percent of duplicates, with the decimal of the page', (holding, percent) => {
  const columns = sourceColumns.filter(({ key }) => key === 'duplicatePercent')
  expect(cellsOf(columns, { ...source, ...holding })).toEqual([percent])
})
