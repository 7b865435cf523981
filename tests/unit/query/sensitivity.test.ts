import { describe, expect, test } from 'vitest'
import { defaultFilters, type Filters, printFilters } from '@/lib/query/filters'
import { describeWay } from '@/lib/query/sentences'
import { type CountedWay, describeSensitivity } from '@/lib/query/sensitivity-sentences'
import { countedIn, isWay, nameWay, sourceOfWay, type Way, waysOf } from '@/lib/query/ways'

const startups: Filters = { ...defaultFilters, employer: 'startup', regions: ['DE'] }
const printed = (filters: Filters, way: Way) => printFilters(countedIn(filters, way))

describe('a way of counting', () => {
  test('changes one thing of the published way and keeps the question', () => {
    expect(printed({ ...startups, unit: 'posting' }, 'published')).toBe('employer=startup&region=DE')
    expect(printed({ ...startups, unit: 'posting' }, 'role=broad')).toBe('employer=startup&region=DE&role=broad')
    expect(printed(startups, 'unit=first')).toBe('employer=startup&region=DE&unit=first')
    expect(printed(startups, 'without=file')).toBe('employer=startup&region=DE&without=file')
  })

  test('leaves a source out of those asked for by asking for the others', () => {
    const chosen = { ...startups, sources: ['file', 'hackernews'] }
    expect(printed(chosen, 'without=file')).toBe('employer=startup&region=DE&source=hackernews')
  })

  test('stands first as published, and second as asked where it is none of the others', () => {
    expect(waysOf(defaultFilters, ['file'])).toEqual([
      'published',
      'unit=posting',
      'unit=repost',
      'unit=place',
      'unit=first',
      'role=broad',
      'role=all',
      'arrival=all',
      'without=file',
    ])
    expect(waysOf({ ...defaultFilters, unit: 'posting' }, [])).not.toContain('asked')
    expect(waysOf({ ...defaultFilters, unit: 'posting', role: 'all' }, []).slice(0, 2)).toEqual(['published', 'asked'])
  })

  test('has a name, and is told from other words', () => {
    const nameOf = (id: string) => `source ${id}`
    expect(nameWay('unit=posting', nameOf)).toBe('Duplicates kept')
    expect(nameWay('without=file', nameOf)).toBe('Without source file')
    expect(sourceOfWay('unit=posting')).toBeNull()
    expect(['published', 'asked', 'without=x', 'role=all'].every(isWay)).toBe(true)
    expect(['without=', 'unit=vacancy', ''].some(isWay)).toBe(false)
  })
})

describe('the sentence of the ways', () => {
  const row = (way: Way, share: number | null, change: number | null, isThin = false): CountedWay => ({
    way,
    share,
    isThin,
    change: { change, low: change === null ? null : change - 0.02, high: change === null ? null : change + 0.02 },
  })
  const say = (rows: CountedWay[]) =>
    describeSensitivity(rows, (way) => nameWay(way, (id) => id)).replaceAll('\u202f', ' ')

  test('tells the span, whose ends they are, and whether the change keeps its direction', () => {
    expect(say([row('published', 0.3, 0.04), row('role=all', 0.2, 0.03), row('unit=posting', 0.35, 0.05)])).toBe(
      'As published it is 30.0 %. Counted otherwise it lies between 20.0 % (roles of all kinds) and 35.0 % (duplicates kept). In a year it went up in every one of them.',
    )
    const last = (...changes: number[]) =>
      say(changes.map((change, index) => row(index === 0 ? 'published' : 'role=all', 0.3, change)))
        .split('. ')
        .at(-1)
    expect(last(-0.04, 0.03, -0.05)).toBe('In a year it went down as published, and the other way in 1 of the others.')
    expect(last(-0.04, 0.01, -0.05)).toBe(
      'In a year it went down as published; in 1 of the others that is not certain.',
    )
    expect(last(0.01, 0.01)).toBe('Whether it moved in a year is not certain as published, nor in any other way.')
    expect(last(0.01, 0.03)).toBe('Whether it moved in a year is not certain as published; it is in 1 of the others.')
  })

  test('leaves out what is too thin or has no vacancies', () => {
    expect(say([row('published', 0.3, null), row('role=all', 0.9, null, true), row('unit=posting', null, null)])).toBe(
      'As published it is 30.0 %.',
    )
    expect(say([row('published', null, null)])).toBe('There are no vacancies to count in the published way.')
  })
})

test('a page says in which way it is counted, and nothing where that is the published one', () => {
  expect(describeWay(startups)).toBe('')
  expect(describeWay({ ...startups, unit: 'posting', without: ['file', 'hackernews'], role: 'broad' })).toBe(
    'backend and full-stack vacancies, every posting counted, without file and hackernews',
  )
})
