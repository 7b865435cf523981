import { z } from 'zod'
import type { RawPayload } from '@/scrapers/contract'
import type { Recording, SourceCase } from './source-case'
import { fixture, recorded } from './source-case'
import { replaceInRows } from './feed-case'

const payloadOf = (body: Uint8Array, shape: 'search' | 'dump' = 'search'): RawPayload => ({
  key: 'published/a/b/0',
  url: 'https://jobsearch.api.jobtechdev.se/search',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body,
  context: { shape },
})

const Elastic = z.object({ hits: z.object({ hits: z.array(z.object({ _source: z.looseObject({}) })) }) })
const own = () => fixture('jobtech', 'search.json')

/** The recorded advertisements, of another field, as the search gives them when it was asked for their field. */
async function recordedAds(): Promise<Recording[]> {
  const files = await recorded('sources/arbetsformedlingen', /conversion\.json$/)
  return files.map(({ name, body }) => {
    const ads = Elastic.parse(JSON.parse(body.toString())).hits.hits.map(({ _source: ad }) => ad)
    const hits = ads.map((ad) => ({ ...ad, occupation_field: null }))
    const search = { total: { value: hits.length }, hits }
    return {
      name,
      payload: payloadOf(Buffer.from(JSON.stringify(search))),
      records: hits.length,
      postings: hits.length,
    }
  })
}

const search = (from: string, to: string, offset: number): string =>
  `https://jobsearch.api.jobtechdev.se/search?occupation-field=apaJ_2ja_LuF&published-after=${from}&published-before=${to}` +
  `&sort=pubdate-asc&limit=100&offset=${offset}`

/** A far end with more than can be paged through in the whole window, and 101 advertisements in its later half. */
function answer(url: string): string {
  const asked = new URL(url).searchParams
  const from = asked.get('published-after') ?? ''
  const isWhole = from.startsWith('2026-08-16') && asked.get('published-before')?.startsWith('2026-08-20')
  const total = isWhole ? 2_001 : from.startsWith('2026-08-16') ? 0 : 101
  const offset = Number(asked.get('offset'))
  const count = Math.max(0, Math.min(100, total - offset))
  const hits = Array.from({ length: count }, (_, index) => ({
    id: `${offset + index}`,
    headline: 'Utvecklare',
    description: { text: 'Go' },
    publication_date: '2026-08-19T00:00:00',
  }))
  return JSON.stringify({ total: { value: total }, hits })
}

export const jobtechCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own page of the search',
      payload: payloadOf(await own()),
      records: 4,
      postings: 2,
      expected: [
        {
          externalId: '9000001',
          postedAt: '2026-08-01T00:00:00.000Z',
          title: 'Backendutvecklare till Acme',
          company: 'Acme Exempel AB',
          placeTexts: ['Stockholm, Sweden'],
          remoteText: 'Remote',
          salaryText: 'Fast månadslön 50 000 kr',
          url: 'https://arbetsformedlingen.se/platsbanken/annonser/9000001',
          textHas: ['stegar & trappor', '- Vi söker dig', 'Kubernetes', 'PostgreSQL', 'Heltid.'],
          textLacks: ['<li>', '&amp;'],
        },
        {
          externalId: '9000002',
          postedAt: '2026-08-02T23:30:00.000Z',
          company: 'Stegverket',
          placeTexts: ['Köpenhamn, Denmark'],
          remoteText: null,
          url: 'https://arbetsformedlingen.se/platsbanken/annonser/9000002',
          textHas: ['Stegar i Java.\nKafka är ett plus.'],
        },
      ],
    },
    ...(await recordedAds()),
  ],
  crawl: {
    options: async () => ({ config: {}, cursor: { until: '2026-08-18T14:00:00', dumps: {} }, answer }),
    asks: [
      search('2026-08-16T14:00:00', '2026-08-20T14:00:00', 0),
      search('2026-08-16T14:00:00', '2026-08-18T14:00:00', 0),
      search('2026-08-18T14:00:00', '2026-08-20T14:00:00', 0),
      search('2026-08-18T14:00:00', '2026-08-20T14:00:00', 100),
    ],
    lists: {},
  },
  withValue: async (field, value) => {
    const body = replaceInRows((await own()).toString(), {
      list: 'hits',
      key: { text: 'description', title: 'headline', date: 'publication_date' }[field],
      value: field === 'text' ? { text: value, text_formatted: null } : value,
    })
    return payloadOf(Buffer.from(body))
  },
}
