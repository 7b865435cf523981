import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalFilters, type Filters, printFilters } from '@/lib/query/filters'
import { parseFiltersLenient, parseFiltersStrict } from '@/lib/query/parse-filters'
import { anyFilters, worldVocabulary } from '../../support/query-arbitraries'

const parse = (query: string) => parseFiltersStrict(new URLSearchParams(query), worldVocabulary)

test('parsing what was printed gives the canonical query back', () => {
  fc.assert(
    fc.property(anyFilters, (filters) => {
      expect(parse(printFilters(filters))).toEqual({ ok: true, filters: canonicalFilters(filters) })
    }),
  )
})

test('printing is stable: what was printed, parsed and printed again is the same', () => {
  fc.assert(
    fc.property(anyFilters, (filters) => {
      const printed = printFilters(filters)
      const parsed = parse(printed)
      expect(parsed.ok && printFilters(parsed.filters)).toBe(printed)
    }),
  )
})

test('the order in which lists and parameters are given does not change the printed query', () => {
  const reversed = (filters: Filters): Filters => ({
    ...filters,
    skills: filters.skills.toReversed(),
    families: filters.families.toReversed(),
    regions: filters.regions.toReversed(),
    remote: filters.remote.toReversed(),
    seniority: filters.seniority.toReversed(),
    sources: filters.sources.toReversed(),
  })
  fc.assert(
    fc.property(anyFilters, (filters) => {
      expect(printFilters(reversed(filters))).toBe(printFilters(filters))
      const backwards = new URLSearchParams([...new URLSearchParams(printFilters(filters))].toReversed()).toString()
      const parsed = parse(backwards)
      expect(parsed.ok && printFilters(parsed.filters)).toBe(printFilters(filters))
    }),
  )
})

test('any query string at all is read without a throw, and what the strict reader takes the lenient one takes whole', () => {
  const anyPairs = fc.array(
    fc.tuple(
      fc.oneof(fc.constantFrom('skill', 'family', 'region', 'from', 'to', 'bucket', 'role', 'level'), fc.string()),
      fc.oneof(fc.constantFrom('aws', 'cloud', 'DE', '2024-01', 'year', 'all', 'any'), fc.string({ unit: 'binary' })),
    ),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      const strict = parseFiltersStrict(new URLSearchParams(pairs), worldVocabulary)
      const lenient = parseFiltersLenient(new URLSearchParams(pairs), worldVocabulary)
      expect(lenient).toEqual(strict.ok ? { filters: strict.filters, dropped: [] } : lenient)
      expect(strict.ok ? [] : strict.issues.map(({ message }) => message)).not.toContain('')
    }),
  )
})
