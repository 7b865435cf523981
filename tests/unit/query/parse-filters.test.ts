import { describe, expect, test } from 'vitest'
import { defaultFilters, printFilters } from '@/lib/query/filters'
import { parseFiltersLenient, parseFiltersStrict, toSearchParams } from '@/lib/query/parse-filters'
import { regionCodes } from '@/lib/query/region-codes'

const vocabulary = {
  skills: new Set(['kubernetes', 'docker', 'aws']),
  spellings: new Map([['k8s', 'kubernetes']]),
  sources: new Set(['hackernews']),
  regions: regionCodes,
}

const parse = (query: string) => parseFiltersStrict(new URLSearchParams(query), vocabulary)

const issuesOf = (query: string): Record<string, string> => {
  const parsed = parse(query)
  return parsed.ok ? {} : Object.fromEntries(parsed.issues.map(({ parameter, message }) => [parameter, message]))
}

describe('a strict query', () => {
  test('without parameters is the default one', () => {
    expect(parse('')).toEqual({ ok: true, filters: defaultFilters })
  })

  test('keeps the order in which skills are asked for, each once', () => {
    const parsed = parse('skill=kubernetes&skill=aws&skill=kubernetes')
    expect(parsed.ok && parsed.filters.skills).toEqual(['kubernetes', 'aws'])
  })

  test('takes countries, subdivisions and the Union as regions', () => {
    const parsed = parse('region=DE&region=US-CA&region=EU')
    expect(parsed.ok && parsed.filters.regions).toEqual(['DE', 'US-CA', 'EU'])
  })

  test.each([
    ['skill=kubernets', 'skill', 'there is no skill “kubernets”; did you mean “kubernetes”?'],
    ['skill=K8s', 'skill', 'there is no skill “K8s”; did you mean “kubernetes”?'],
    ['set=aws | k8s', 'set', 'there is no skill “k8s” (character 7); did you mean “kubernetes”?'],
    ['set=required:', 'set', 'in “required:”: there is no skill “” (character 1)'],
    ['skill=', 'skill', 'there is no skill “”; all of them stand at /methodology#taxonomy'],
    ['family=clouds', 'family', '“clouds” is not known; expected one of cloud, containers'],
    ['region=de', 'region', 'there is no region “de”; expected a code of ISO 3166-1 (DE)'],
    ['remote=maybe', 'remote', 'expected one of remote, hybrid, onsite, unknown'],
    ['seniority=boss', 'seniority', 'expected one of intern, junior'],
    [
      'source=hackernews&without=hackernews',
      'without',
      '“hackernews” is asked for as “source”; leave out one of the two',
    ],
    ['without=monster', 'without', 'there is no source “monster”; the sources are hackernews'],
    ['unit=job', 'unit', '“job” is not known; expected one of vacancy, first, repost, place, posting'],
    ['source=monster', 'source', 'there is no source “monster”; the sources are hackernews'],
    ['role=backend', 'role', 'expected one of strict, broad, all'],
    ['level=must', 'level', 'expected one of any, required, preferred, mentioned'],
    ['from=2024-13', 'from', '“2024-13” is not a month; expected YYYY-MM, for example 2024-05'],
    ['to=May', 'to', '“May” is not a month'],
    ['from=2024-05&to=2024-04', 'from', '2024-05 is later than 2024-04, the month given as “to”'],
    ['bucket=week', 'bucket', 'expected one of month, quarter, year'],
    ['bucket=year&bucket=year', 'bucket', 'stands 2 times; expected once at most'],
    ['skil=aws', 'skil', 'is not a parameter of this query; did you mean “skill”?'],
    ['colour=red', 'colour', 'expected one of skill, family, set, region'],
  ])('%s is refused, naming the parameter and what was expected', (query, parameter, message) => {
    expect(issuesOf(query)[parameter]).toContain(message)
  })

  test('reports every fault at once', () => {
    expect(Object.keys(issuesOf('skill=x&from=y&z=1'))).toEqual(['z', 'skill', 'from'])
  })
})

describe('a lenient query', () => {
  const read = (query: string) => parseFiltersLenient(new URLSearchParams(query), vocabulary)

  test('keeps what is usable and says what it dropped', () => {
    const { filters, dropped } = read('skill=docker&skill=nope-nope&region=DE&bucket=decade')
    expect(filters).toEqual({ ...defaultFilters, skills: ['docker'], regions: ['DE'] })
    expect(dropped).toEqual([
      'skill: there is no skill “nope-nope”; all of them stand at /methodology#taxonomy',
      'bucket: “decade” is not known; expected one of month, quarter, year',
    ])
  })

  test('leaves out blank values in silence, as forms send them for “any”', () => {
    expect(read('region=&from=&skill=aws')).toEqual({ filters: { ...defaultFilters, skills: ['aws'] }, dropped: [] })
  })

  test('drops both ends of a range that is the wrong way round', () => {
    expect(read('from=2024-05&to=2020-01').filters).toEqual(defaultFilters)
  })

  test('reads the search parameters of a page', () => {
    expect(toSearchParams({ skill: ['aws', 'docker'], region: 'DE', to: undefined }).toString()).toBe(
      'skill=aws&skill=docker&region=DE',
    )
  })
})

describe('a printed query', () => {
  test('leaves out defaults and sorts names and values', () => {
    const filters = {
      ...defaultFilters,
      skills: ['kubernetes', 'aws'],
      regions: ['US-CA', 'DE'],
      bucket: 'year' as const,
    }
    expect(printFilters(filters)).toBe('bucket=year&region=DE&region=US-CA&skill=aws&skill=kubernetes')
    expect(printFilters(defaultFilters)).toBe('')
  })
})

test('region codes hold countries and subdivisions of ISO 3166 and nothing withdrawn', () => {
  for (const code of ['DE', 'GB', 'GB-SCT', 'US-NY', 'EU', 'XK']) expect(regionCodes.has(code)).toBe(true)
  for (const code of ['UK', 'SU', 'ZZ', 'Germany', '']) expect(regionCodes.has(code)).toBe(false)
})
