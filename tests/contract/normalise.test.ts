import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readHeader } from '@/lib/normalise/header'
import { htmlToText } from '@/lib/normalise/html-to-text'
import { findPlaces } from '@/lib/normalise/places/find-places'
import { describeWithSharedData } from '@/tests/support/shared-data'

const Thread = z.object({
  created_at: z.string(),
  children: z.array(z.object({ text: z.string().nullish() })),
})

function* readTexts(folder: string, isWanted: (createdAt: string) => boolean): Generator<string> {
  const items = join(folder, 'hn-algolia', 'items')
  for (const file of readdirSync(items)) {
    const thread = Thread.parse(JSON.parse(gunzipSync(readFileSync(join(items, file))).toString('utf8')))
    if (isWanted(thread.created_at)) for (const { text } of thread.children) if (text) yield htmlToText(text)
  }
}

describeWithSharedData('recorded Hacker News postings', (folder) => {
  test('nine of ten barred headers since 2019 give an employer and a place or remote', () => {
    let barred = 0
    let read = 0
    for (const text of readTexts(folder, (createdAt) => createdAt >= '2019')) {
      if ((text.split('\n', 1)[0] ?? '').split('|').length < 3) continue
      barred += 1
      const header = readHeader(text)
      if (header !== null && header.company !== null && (header.placeTexts.length > 0 || header.remoteText !== null))
        read += 1
    }
    expect(barred).toBeGreaterThan(10_000)
    expect(read / barred).toBeGreaterThan(0.9)
  })

  test('countries of place texts agree with the recorded geocoder in at least 97 of 100', () => {
    let rows = 0
    let agreeing = 0
    for (const line of readFileSync(join(folder, 'hn-places.csv'), 'utf8').split('\n')) {
      const [, text, country] = line.match(/^\d+,("(?:[^"]|"")*"|[^,]*),(?:"(?:[^"]|"")*"|[^,]*),([A-Z]{2}),/) ?? []
      if (text === undefined || country === undefined) continue
      rows += 1
      const found = findPlaces(text.replaceAll('"', ''), { isField: true }).flatMap((place) => [...place.countries])
      if (found.includes(country)) agreeing += 1
    }
    expect(rows).toBeGreaterThan(20_000)
    expect(agreeing / rows).toBeGreaterThan(0.97)
  })
})
