import { expect, test } from 'vitest'
import { summarise } from '@/app/_components/filters/filter-words'
import { defaultFilters } from '@/lib/query/filters'

const choices = {
  series: [],
  regions: [{ value: 'DE', name: 'Germany' }],
  sources: [{ value: 'hackernews', name: 'Hacker News' }],
  from: '2011-01' as const,
  to: '2024-05' as const,
}

test('the line of a phone tells all that narrows the figures', () => {
  const filters = {
    ...defaultFilters,
    regions: ['DE'],
    from: '2019-01' as const,
    remote: ['remote' as const],
    seniority: ['senior' as const],
    sources: ['hackernews'],
  }
  expect(summarise(filters, choices, 'Kubernetes')).toBe(
    'Backend vacancies · Kubernetes · Germany · since January 2019 · remote · senior · Hacker News',
  )
  expect(summarise(defaultFilters, choices, null)).toBe('Backend vacancies · everywhere')
})
