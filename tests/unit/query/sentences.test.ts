import { describe, expect, test } from 'vitest'
import { defaultFilters } from '@/lib/query/filters'
import { formatCount, formatInterval, formatPoints, formatShare, formatVacancies } from '@/lib/query/numbers'
import {
  describeAlternatives,
  describeCitation,
  describeCounts,
  describeFigure,
  describeLevels,
  describePopulation,
  describeSeries,
  nameAtLevel,
} from '@/lib/query/sentences'
import { estimateShare } from '@/lib/query/statistics'

const names = { region: (code: string) => (code === 'DE' ? 'Germany' : code), source: (id: string) => id }

/** Text with ordinary spaces, so that expectations can be read. */
const plain = (text: string) => text.replaceAll('\u202f', ' ')

/** A share in which every employer has one vacancy. */
const shareOf = (vacancies: number, ofVacancies: number) =>
  estimateShare({
    vacancies: ofVacancies,
    named: vacancies,
    sumNN: ofVacancies,
    sumYY: vacancies,
    sumYN: vacancies,
    employers: ofVacancies,
  })

describe('the population as a sentence', () => {
  test('names only what narrows it', () => {
    expect(describePopulation(defaultFilters)).toBe('Backend vacancies')
    expect(describePopulation({ ...defaultFilters, regions: ['DE'], remote: ['remote'], from: '2019-01' }, names)).toBe(
      'Backend vacancies · Germany · remote · since 2019',
    )
  })

  test('joins choices with “or” and says months and years as people do', () => {
    expect(
      describePopulation(
        {
          ...defaultFilters,
          role: 'all',
          regions: ['DE', 'FR', 'US-CA'],
          seniority: ['senior', 'staff'],
          from: '2019-03',
          to: '2020-12',
        },
        names,
      ),
    ).toBe('Vacancies of all kinds · Germany, FR or US-CA · senior or staff · March 2019 to December 2020')
    expect(describePopulation({ ...defaultFilters, to: '2020-12' })).toBe('Backend vacancies · until 2020')
    expect(describePopulation({ ...defaultFilters, from: '2019-01', to: '2019-12' })).toBe('Backend vacancies · 2019')
  })

  test('has its counts beside it', () => {
    expect(plain(describeCounts({ vacancies: 12345, employers: 1, from: '2011-01', to: '2024-05' }))).toBe(
      '12 345 vacancies of 1 employer, January 2011 to May 2024',
    )
    expect(describeCounts({ vacancies: 0, employers: 0, from: null, to: null })).toBe(
      'No vacancies match these filters.',
    )
  })
})

describe('the finding of a series', () => {
  const kubernetes = { name: 'Kubernetes', share: shareOf(310, 1000), change: 0.041, filters: defaultFilters }

  test('gives the share with its denominator, and the change in points', () => {
    expect(plain(describeSeries(kubernetes))).toBe(
      'Kubernetes stands in 31 % of backend vacancies, up 4 points in a year',
    )
    expect(plain(describeSeries({ ...kubernetes, change: -0.011 }))).toContain('down 1 point in a year')
    expect(plain(describeSeries({ ...kubernetes, change: 0.004 }))).toContain('about as many as a year before')
    expect(plain(describeSeries({ ...kubernetes, change: null }))).toBe(
      'Kubernetes stands in 31 % of backend vacancies',
    )
  })

  test('says “require” for the level required and for no other', () => {
    const said = (level: 'any' | 'required' | 'preferred' | 'mentioned') =>
      plain(describeSeries({ ...kubernetes, change: null, filters: { ...defaultFilters, level } }))
    expect(said('required')).toBe('31 % of backend vacancies require Kubernetes')
    for (const level of ['any', 'preferred', 'mentioned'] as const) expect(said(level)).not.toMatch(/requir/i)
  })

  test('says a small number in words', () => {
    expect(describeSeries({ ...kubernetes, share: shareOf(3, 14) })).toBe(
      'Kubernetes stands in 3 of only 14 backend vacancies',
    )
    expect(describeSeries({ ...kubernetes, share: shareOf(0, 653) })).toBe(
      'Kubernetes stands in none of 653 backend vacancies',
    )
    expect(describeSeries({ ...kubernetes, share: shareOf(0, 0) })).toBe('No backend vacancies to count Kubernetes in')
  })

  test('begins the words of a family with a capital, and leaves names as they are written', () => {
    expect(describeSeries({ ...kubernetes, name: 'any cloud platform' })).toMatch(/^Any cloud platform stands/)
    expect(describeSeries({ ...kubernetes, name: 'dbt' })).toMatch(/^dbt stands/)
  })
})

describe('a figure to quote', () => {
  const figure = {
    name: 'Kubernetes',
    share: shareOf(310, 1000),
    from: '2023-06' as const,
    to: '2024-05' as const,
    filters: { ...defaultFilters, from: '2019-01' as const, asOf: 7 },
  }

  test('has its verb and its noun in the number of what it counts', () => {
    const one = { ...figure, share: shareOf(1, 1), from: '2024-05' as const }
    expect(describeCitation(one)).toMatch(/^Kubernetes stands in 1 of 1 backend vacancy, May 2024: /u)
    const verbs = [
      ['required', 'requires'],
      ['preferred', 'calls'],
      ['mentioned', 'mentions'],
    ] as const
    for (const [level, verb] of verbs) {
      const filters = { ...defaultFilters, level }
      expect(describeCitation({ ...one, share: shareOf(1, 14), filters })).toMatch(
        new RegExp(`^1 of 14 backend vacancies ${verb} Kubernetes`, 'u'),
      )
      expect(describeSeries({ ...one, share: shareOf(1, 14), change: null, filters })).toMatch(
        new RegExp(`^1 of only 14 backend vacancies ${verb} Kubernetes`, 'u'),
      )
    }
    const several = { ...figure, name: 'Docker and Kubernetes', isPlural: true }
    expect(describeCitation(several)).toMatch(/^Docker and Kubernetes stand in /u)
    expect(describeSeries({ ...several, change: null })).toMatch(/^Docker and Kubernetes stand in /u)
    expect(describeSeries({ ...figure, name: 'neither Docker nor dbt', change: null })).toMatch(
      /^Neither .* stands in /u,
    )
  })

  test('says counts, months and interval, and nothing of the range or the version', () => {
    expect(plain(describeFigure(figure))).toBe(
      '310 of 1 000 vacancies of June 2023 to May 2024, 95 % interval 28.2 % to 34.0 %',
    )
    expect(plain(describeCitation(figure))).toBe(
      'Kubernetes stands in 310 of 1 000 backend vacancies, June 2023 to May 2024: 31.0 %, 95 % interval 28.2 % to 34.0 %.',
    )
  })

  test('says what narrows the population, the level, and that it is thin', () => {
    const filters = { ...defaultFilters, regions: ['DE'], remote: ['remote' as const], level: 'required' as const }
    expect(plain(describeCitation({ ...figure, share: shareOf(3, 14), from: '2024-05', filters }, names))).toMatch(
      /^3 of 14 backend vacancies \(Germany, remote\) require Kubernetes, May 2024: 21 %, 95 % interval .*\. Too few to lean on/u,
    )
    expect(plain(describeFigure({ ...figure, share: shareOf(3, 14) }))).toMatch(/^3 of only 14 vacancies of /u)
  })
})

test('what vacancies name says at which level', () => {
  expect(nameAtLevel('Kubernetes', 'any')).toBe('Kubernetes')
  expect(nameAtLevel('Kubernetes', 'required')).toBe('Kubernetes as required')
})

describe('the sentence of alternatives', () => {
  const said = (vacancies: number, ofVacancies: number, level: 'any' | 'required' = 'any') =>
    plain(describeAlternatives('AWS', { skill: null, ...shareOf(vacancies, ofVacancies) }, level))

  test('gives the count, its denominator and the share', () => {
    expect(said(1234, 5678)).toBe(
      'In 1 234 of the 5 678 vacancies that name AWS (21.7 %) it is one of several alternatives, of which one would do.',
    )
    expect(said(3, 40, 'required')).toContain('of the 40 vacancies that name AWS as required (8 %)')
  })

  test('says that there are none, of what, or that nothing names it', () => {
    expect(said(0, 12)).toBe('In none of the 12 vacancies that name AWS is it one of several alternatives.')
    expect(said(0, 1)).toBe('In the only vacancy that names AWS it is not one of several alternatives.')
    expect(said(0, 0)).toBe('No vacancy names AWS.')
  })
})

describe('numbers', () => {
  test('have a decimal only where a thousand vacancies carry it', () => {
    expect(plain(formatShare(0.3084, 999))).toBe('31 %')
    expect(plain(formatShare(0.3084, 1000))).toBe('30.8 %')
    expect(formatShare(null, 0)).toBe('–')
  })

  test('never round something to nothing or a part to the whole', () => {
    expect(plain(formatShare(0.002, 500))).toBe('less than 1 %')
    expect(plain(formatShare(0.0002, 5000))).toBe('less than 0.1 %')
    expect(plain(formatShare(0.999, 500))).toBe('more than 99 %')
    expect(plain(formatShare(0, 500))).toBe('0 %')
    expect(plain(formatShare(1, 500))).toBe('100 %')
  })

  test('set thousands apart, sign changes in points, and say few in words', () => {
    expect(plain(formatCount(1234567))).toBe('1 234 567')
    expect(formatPoints(0.04, 100)).toBe('+4 points')
    expect(formatPoints(-0.01, 100)).toBe('−1 point')
    expect(formatPoints(0.0123, 2000)).toBe('+1.2 points')
    expect(formatPoints(0.001, 100)).toBe('±0 points')
    expect(formatVacancies(14, true)).toBe('only 14 vacancies')
    expect(formatVacancies(1, false)).toBe('1 vacancy')
    expect(plain(formatInterval(0.28, 0.34, 500))).toBe('28 % to 34 %')
  })
})

describe('how strongly a headline is asked for', () => {
  const levelsOf = (any: number, required: number, preferred: number, of: number) => {
    const { finding, rest } = describeLevels({
      name: 'Kubernetes',
      any: shareOf(any, of),
      required: shareOf(required, of),
      preferred: shareOf(preferred, of),
      filters: defaultFilters,
    })
    return plain(`${finding}${rest}`)
  }

  test('is who requires it, with counts and interval, and how the others name it', () => {
    expect(levelsOf(120, 20, 30, 400)).toBe(
      '5 % of backend vacancies require Kubernetes (20 of 400, 95 % interval 3 % to 8 %); 30 more as a plus, 70 only in passing.',
    )
  })

  test('says none in words', () => {
    expect(levelsOf(10, 0, 3, 400)).toMatch(
      /^None of 400 backend vacancies require Kubernetes \(95 % interval .*\); 3 more as a plus, 7 only in passing\.$/u,
    )
  })

  test('gives a thin share by its counts alone', () => {
    expect(levelsOf(4, 2, 1, 20)).toMatch(
      /^2 of only 20 backend vacancies require Kubernetes \(95 % .*; 1 more as a plus, 1 only/u,
    )
  })
})
