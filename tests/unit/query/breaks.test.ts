import { describe, expect, test } from 'vitest'
import { toLineModel } from '@/app/_components/chart/chart-model'
import { describePeriod } from '@/app/_components/chart/chart-readout'
import { type Bucket, bucketsBetween, type Month } from '@/lib/domain/month'
import { findBreaks } from '@/lib/query/breaks'
import type { DemandResult, Population } from '@/lib/query/engine'
import { estimateShare, sumClusters } from '@/lib/query/statistics'

const source = (name: string, vacancies: number, from: Month, to: Month) => ({ source: name, vacancies, from, to })

const populationOf = (sources: Population['sources']): Population => ({
  from: '2023-01',
  to: '2024-06',
  vacancies: sources.reduce((sum, { vacancies }) => sum + vacancies, 0),
  postings: 0,
  employers: 0,
  sources,
})

/** A hundred vacancies in each month. */
const line = {
  bucket: 'month' as const,
  periods: bucketsBetween('2023-01', '2024-06', 'month').map((start) => ({ start, ofVacancies: 100 })),
}

describe('a break of sources', () => {
  test('stands where a source begins later than the first month, and after one that ended', () => {
    const population = populationOf([
      source('all', 500, '2023-01', '2024-06'),
      source('late', 100, '2023-07', '2024-05'),
      source('gone', 100, '2023-01', '2024-02'),
    ])
    expect(findBreaks(population, line)).toEqual([
      { source: 'late', kind: 'begins', month: '2023-07' },
      { source: 'gone', kind: 'ends', month: '2024-03' },
    ])
  })

  test('is none for a source that is only late with its newest month, is small, or is alone', () => {
    const all = source('all', 990, '2023-01', '2024-06')
    const breaksOf = (sources: Population['sources']) => findBreaks(populationOf(sources), line)
    expect(breaksOf([all, source('tardy', 100, '2023-01', '2024-05')])).toEqual([])
    expect(breaksOf([all, source('small', 19, '2023-09', '2023-12')])).toEqual([])
    expect(breaksOf([source('alone', 10, '2023-05', '2023-06')])).toEqual([])
  })

  test('weighs a source by its own time: one that has only begun is small in all years and large now', () => {
    const sources = [source('all', 1_790, '2023-01', '2024-06'), source('new', 10, '2024-06', '2024-06')]
    expect(findBreaks(populationOf(sources), line)).toEqual([{ source: 'new', kind: 'begins', month: '2024-06' }])
  })
})

describe('a chart', () => {
  function model(bucket: Bucket, sources: Population['sources']) {
    const population = populationOf(sources)
    const share = estimateShare(sumClusters([{ vacancies: 4, named: 1 }]))
    const result: DemandResult = {
      dataVersion: { id: 1, at: null, taxonomyVersion: null, rulesVersion: null },
      bucket,
      population,
      rows: bucketsBetween('2023-01', '2024-06', bucket).map((start) => ({
        ...share,
        series: 'skill:go',
        start,
        ofPostings: 4,
        employers: 1,
        isPartial: false,
      })),
    }
    const labelOf = () => ({ name: 'Go', href: null, family: 'languages' as const })
    return toLineModel(result, { labelOf, sourceName: (id) => id.toUpperCase(), view: 'raw' })
  }
  const all = source('all', 500, '2023-01', '2024-06')

  test('says at the period what begins and what has ended', () => {
    const drawn = model('quarter', [
      all,
      source('a', 50, '2023-05', '2024-06'),
      source('b', 50, '2023-06', '2024-06'),
      source('c', 50, '2023-01', '2023-05'),
    ])
    expect(drawn.breaks).toEqual([{ index: 1, words: 'A and B from here, C until here' }])
    expect(describePeriod(drawn, 1)).toBe('Q2 2023, A and B from here, C until here')
  })

  test('counts sources where more than two begin at once, and has no break before its first period', () => {
    const late = ['a', 'b', 'c', 'd'].map((name) => source(name, 50, '2023-05', '2024-06'))
    expect(model('month', [all, ...late]).breaks).toEqual([{ index: 4, words: '4 sources from here' }])
    expect(model('year', [all, ...late]).breaks).toEqual([])
  })
})
