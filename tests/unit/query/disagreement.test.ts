import { describe, expect, test } from 'vitest'
import { describeDisagreement } from '@/lib/query/composition-sentences'
import type { View } from '@/lib/domain/composition-view'
import { type ChangeRow, findDisagreement } from '@/lib/query/views-report'

/** A change with an interval of one point either way. */
const row = (view: View, change: number | null, reach = 0.01): ChangeRow => ({
  comparison: 'year',
  from: '2022-06',
  to: '2023-06',
  view,
  shareBefore: 0.5,
  shareAfter: change === null ? null : 0.5 + change,
  change,
  low: change === null ? null : change - reach,
  high: change === null ? null : change + reach,
  vacanciesBefore: 100,
  vacanciesAfter: 100,
  spread: 0,
})

describe('views that contradict each other', () => {
  test('are clear when both sides are sure of their sign, and then only the sure ones are named', () => {
    expect(findDisagreement([row('raw', 0.03), row('votes', -0.02), row('mix', -0.005)])).toEqual({
      strength: 'clear',
      up: ['raw'],
      down: ['votes'],
    })
  })

  test('are faint when one side is sure, and unsure when none is', () => {
    expect(findDisagreement([row('raw', 0.03), row('employers', -0.005)])).toEqual({
      strength: 'faint',
      up: ['raw'],
      down: ['employers'],
    })
    expect(findDisagreement([row('raw', 0.004), row('employers', -0.005)])?.strength).toBe('unsure')
  })

  test('are none where all agree, a view has no change, or it is rounded to nothing', () => {
    expect(findDisagreement([row('raw', 0.004), row('mix', 0.03)])).toBeNull()
    expect(findDisagreement([row('raw', 0.004), row('mix', null)])).toBeNull()
    expect(findDisagreement([row('raw', 0.03), row('employers', -0.0004)])).toBeNull()
  })

  test('are told with how sure they are', () => {
    expect(describeDisagreement([row('raw', 0.004), row('employers', -0.005)])).toBe(
      'The views do not all point the same way: up by as counted, down by same employers. None of them is sure of its sign.',
    )
    expect(describeDisagreement([row('raw', 0.03), row('employers', -0.005)])).toContain('Not every one of them')
  })
})
