import { describe, expect, it } from 'vitest'
import {
  isBandCutOff,
  isCutOff,
  largestOf,
  periodTicks,
  placeEndLabels,
  plotHeight,
  plotTop,
  shareAxis,
  yOf,
} from '@/app/_components/chart/chart-layout'
import { type ChartModel, shareAt, topAt } from '@/app/_components/chart/chart-model'
import { monthsBetween } from '@/lib/domain/month'

const starts = monthsBetween('2020-01', '2021-12')

/** A chart whose series have the same number of vacancies of 100 in every month. */
function modelOf(counts: readonly number[], kind: ChartModel['kind'] = 'lines'): ChartModel {
  return {
    kind,
    bucket: 'month',
    starts,
    isPartial: starts.map(() => false),
    ofVacancies: starts.map(() => 100),
    breaks: [],
    series: counts.map((count, order) => ({
      key: `skill:${order}`,
      name: `Skill ${order}`,
      href: null,
      family: 'cloud',
      rank: order,
      weighed: null,
      vacancies: starts.map(() => count),
      low: starts.map(() => count / 100 - 0.01),
      high: starts.map(() => count / 100 + 0.01),
      isThin: starts.map(() => false),
    })),
  }
}

describe('shareAxis', () => {
  it.each([
    [0.31, 0.4],
    [0.05, 0.05],
    [0.003, 0.003],
    [1, 1],
    [0.51, 0.6],
  ])('reaches over a largest share of %d up to %d and starts at 0', (largest, max) => {
    const axis = shareAxis(largest)
    expect(axis.max).toBeCloseTo(max)
    expect(axis.ticks[0]).toBe(0)
    expect(axis.ticks.at(-1)).toBeCloseTo(axis.max)
    expect(axis.ticks.length).toBeLessThanOrEqual(6)
  })

  it('has room when nothing is named', () => expect(shareAxis(0).max).toBeGreaterThan(0))
})

describe('largestOf', () => {
  it('is not stretched by a single thin month, and the chart says that it is cut off', () => {
    const model = modelOf([20, 10])
    const spiked: ChartModel = {
      ...model,
      series: model.series.map((series) => ({
        ...series,
        vacancies: series.vacancies.map((count, index) => (index === 0 ? 100 : count)),
        isThin: series.isThin.map((_, index) => index === 0),
      })),
    }
    expect(largestOf(spiked)).toBeCloseTo(0.2)
    expect(isCutOff(spiked)).toBe(true)
    expect(isCutOff(model)).toBe(false)
  })

  it('says that the band of a line reaches beyond the chart, and of several lines nothing', () => {
    const wide = (model: ChartModel): ChartModel => ({
      ...model,
      series: model.series.map((series) => ({ ...series, high: starts.map(() => 0.9) })),
    })
    expect(isBandCutOff(wide(modelOf([20])))).toBe(true)
    expect(isBandCutOff(modelOf([20]))).toBe(false)
    expect(isBandCutOff(wide(modelOf([20, 10])))).toBe(false)
  })

  it('holds thin points when there are no others', () => {
    const model = modelOf([40, 10])
    const thin = { ...model, series: model.series.map((series) => ({ ...series, isThin: starts.map(() => true) })) }
    expect(largestOf(thin)).toBeCloseTo(0.4)
  })

  it('makes room for the interval of a single line', () => expect(largestOf(modelOf([20]))).toBeCloseTo(0.21))
})

describe('placeEndLabels', () => {
  it('keeps labels of lines that end together apart and inside the drawing', () => {
    const labels = placeEndLabels(modelOf([20, 20, 21, 1, 1, 0]), 0.25)
    const heights = labels.map((label) => label.labelY)
    const gaps = heights.slice(1).map((height, order) => height - (heights[order] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(18)
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(plotTop)
    expect(Math.max(...heights)).toBeLessThanOrEqual(plotTop + plotHeight)
  })

  it('leads to the upper edge when a line ends above it', () => {
    expect(placeEndLabels(modelOf([90]), 0.25)[0]?.lineY).toBe(plotTop)
  })
})

describe('periodTicks', () => {
  it('names years over a long range', () => {
    const months = monthsBetween('2019-05', '2023-04')
    expect(periodTicks(months, 'month').map((tick) => tick.label)).toEqual(['2020', '2021', '2022', '2023'])
  })

  it('names months over a short one, no more than eight', () => {
    const ticks = periodTicks(starts.slice(0, 14), 'month')
    expect(ticks[0]?.label).toBe('Jan 2020')
    expect(ticks.length).toBeLessThanOrEqual(8)
  })
})

describe('stacked levels', () => {
  it('add up', () => {
    const model = modelOf([10, 5, 15], 'stack')
    const [, , top] = model.series
    expect(top === undefined ? null : topAt(model, top, 0)).toBeCloseTo(0.3)
    expect(top === undefined ? null : shareAt(model, top, 0)).toBeCloseTo(0.15)
  })

  it('put 0 at the base line', () => expect(yOf(0, 0.4)).toBe(plotTop + plotHeight))
})
