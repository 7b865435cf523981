import { describe, expect, it } from 'vitest'
import { copyLine } from '@/lib/db/copy-text'
import { uuidOf } from '@/lib/db/ids'
import { closeRegions } from '@/scrapers/derive'
import { readAhead } from '@/scrapers/read-ahead'

describe('reading ahead', () => {
  it('keeps the order and reads no further than it may', async () => {
    let read = 0
    const source = (async function* () {
      for (; read < 10;) {
        read += 1
        yield read
      }
    })()
    const seen: number[] = []
    for await (const value of readAhead(source, 3)) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      seen.push(value)
      expect(read - value).toBeLessThanOrEqual(4)
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('hands on an error after the items before it', async () => {
    const source = (async function* () {
      yield 1
      yield 2
      throw new Error('gone')
    })()
    const seen: number[] = []
    const reading = (async () => {
      for await (const value of readAhead(source, 2)) seen.push(value)
    })()
    await expect(reading).rejects.toThrow('gone')
    expect(seen).toEqual([1, 2])
  })

  it('closes its source when the reader leaves early', async () => {
    let isClosed = false
    const source = (async function* () {
      try {
        for (let value = 0; ; value += 1) yield value
      } finally {
        isClosed = true
      }
    })()
    for await (const value of readAhead(source, 2)) if (value === 3) break
    expect(isClosed).toBe(true)
  })
})

describe('rows for COPY', () => {
  it('escape what would end a cell or a row, and leave out U+0000', () => {
    expect(copyLine(['a\tb\nc\\d\u0000', null, 3, ['x"y', 'z\\'], [1, 2], []])).toBe(
      'a\\tb\\nc\\\\d\t\\N\t3\t{"x\\\\"y","z\\\\\\\\"}\t{1,2}\t{}\n',
    )
  })
})

describe('ids', () => {
  it('are the same for the same parts, differ for others, and are UUIDs', () => {
    expect(uuidOf('hackernews', '1')).toBe(uuidOf('hackernews', '1'))
    expect(uuidOf('hackernews', '1')).not.toBe(uuidOf('hackernews', '2'))
    expect(uuidOf('a')).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })
})

describe('regions of a posting', () => {
  it('hold each place with the country it lies in, and EU only as written', () => {
    const places = [
      { text: 'Austin', country: 'US', region: 'US-TX', city: 'Austin' },
      { text: 'Europe', country: 'EU', region: null, city: null },
      { text: 'Anywhere', country: null, region: null, city: null },
    ]
    expect(closeRegions({ places, countries: ['EU', 'US'] })).toEqual(['EU', 'US', 'US-TX'])
  })
})
