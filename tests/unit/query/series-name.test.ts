import { expect, test } from 'vitest'
import type { SeriesKey } from '@/lib/query/engine'
import { isPluralName } from '@/lib/query/series-name'

test('the name of a set that wants several things at once is a plural, no other', () => {
  const plural: SeriesKey[] = ['set:docker & kubernetes', 'set:aws & gcp & !terraform', 'set:(aws | gcp) & kubernetes']
  const singular: SeriesKey[] = [
    'skill:kubernetes',
    'family:cloud',
    'set:docker | kubernetes',
    'set:family:iac & !terraform',
    'set:!docker',
    'set:!docker & !kubernetes',
  ]
  expect(plural.map(isPluralName)).toEqual(plural.map(() => true))
  expect(singular.map(isPluralName)).toEqual(singular.map(() => false))
})
