import { expect, test } from 'vitest'
import { groupVersions, joinUnpublished, type VersionChange, type VersionView } from '@/lib/domain/version-change'
import { describeCauses, joinCauses } from '@/app/changes/change-words'
import { compareDatasets } from '@/lib/query/compare'
import { datasets } from '@/lib/query/datasets'

const regions = datasets.regions
const indexOf = (key: string) => regions.columns.findIndex((column) => column.key === key)
const row = (region: string, share: number, vacancies: number) => {
  const cells = regions.columns.map(() => null as string | number | boolean | null)
  cells[indexOf('region')] = region
  cells[indexOf('share')] = share
  cells[indexOf('vacancies')] = vacancies
  return cells
}

test('only numbers that differ are told, with rows that one version lacks', () => {
  const before = { rows: [row('DE', 0.5, 10), row('FR', 0.1, 3)] }
  const after = { rows: [row('US', 0.2, 4), row('DE', 0.25, 10)] }
  expect(compareDatasets(regions, { before, after })).toEqual([
    { row: 'US', column: 'share', before: null, after: 0.2, difference: null },
    { row: 'US', column: 'vacancies', before: null, after: 4, difference: null },
    { row: 'DE', column: 'share', before: 0.5, after: 0.25, difference: -0.25 },
    { row: 'FR', column: 'share', before: 0.1, after: null, difference: null },
    { row: 'FR', column: 'vacancies', before: 3, after: null, difference: null },
  ])
  expect(compareDatasets(regions, { before, after: before })).toEqual([])
})

test('versions of one cause, source and day behind one another are one change', () => {
  const version = (id: number, more: Partial<VersionView> = {}): VersionView => ({
    id,
    at: new Date('2024-05-01T10:00:00Z'),
    cause: 'data',
    sourceId: 'hackernews',
    months: ['2024-05'],
    changed: 2,
    taxonomyVersion: '1',
    rulesVersion: '1',
    isKept: id !== 5,
    ...more,
  })
  const groups = groupVersions([
    version(5),
    version(4, { months: ['2024-03'] }),
    version(3, { sourceId: 'lever' }),
    version(2, { cause: 'taxonomy', sourceId: 'all' }),
    version(1),
  ])
  expect(groups.map(({ from, to, after, changed }) => [from, to, after, changed])).toEqual([
    [4, 5, 4, 4],
    [3, 3, 3, 2],
    [2, 2, 2, 2],
    [1, 1, 1, 2],
  ])
  expect(groups[0]?.months).toEqual(['2024-03', '2024-05'])
})

const change = (to: number, more: Partial<VersionChange> = {}): VersionChange => ({
  from: to,
  to,
  after: to,
  at: new Date('2024-05-01T10:00:00Z'),
  cause: 'data',
  sourceId: 'hackernews',
  months: ['2024-05'],
  changed: 1,
  taxonomyVersion: '1',
  rulesVersion: '1',
  ...more,
})

test('what made a change is said in order and once, with many sources counted', () => {
  const nameOf = (id: string) => id.toUpperCase()
  const few = [change(3, { cause: 'duplicates', sourceId: 'all' }), change(2), change(1)]
  expect(joinCauses(describeCauses(few, nameOf))).toBe('Duplicates grouped anew; new data from HACKERNEWS')
  const many = ['a', 'b', 'c', 'd'].map((sourceId, index) => change(index, { sourceId }))
  expect(describeCauses(many, nameOf)).toEqual(['New data from 4 sources'])
  expect(describeCauses(many.slice(1), nameOf)).toHaveLength(3)
})

test('changes that were never published by themselves are told with the published one that moved the figures by them', () => {
  const told = joinUnpublished([
    change(7, { after: null }),
    change(6),
    change(5),
    change(4, { after: null }),
    change(3, { after: null }),
    change(2, { after: null }),
  ])
  expect(told.map((group) => group.map(({ to }) => to))).toEqual([[7], [6], [5, 4, 3, 2]])
})
