import { z } from 'zod'
import type { RawPayload } from '@/scrapers/contract'
import type { SourceCase } from './source-case'
import { boardPayload, fixture, recorded } from './source-case'
import { withFirst } from './with-first'

const Site = z.looseObject({ data: z.array(z.looseObject({ id: z.union([z.string(), z.int()]) })) })
const read = (body: Uint8Array) => Site.parse(JSON.parse(Buffer.from(body).toString()))

const own = () => fixture('pinpoint', 'postings.json')

/** A payload as the crawl makes it: with the time at which each posting was first seen. */
function sitePayload(board: string, body: Uint8Array, at: string): RawPayload {
  const payload = boardPayload(board, body)
  const firstSeen = Object.fromEntries(read(body).data.map(({ id }) => [id, at]))
  return {
    ...payload,
    url: `https://${board}.pinpointhq.com/postings.json`,
    context: { ...payload.context, firstSeen },
  }
}

export const pinpointCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own site',
      payload: sitePayload('acme', await own(), '2026-07-31T22:00:00.000Z'),
      records: 3,
      postings: 2,
      expected: [
        {
          externalId: 'acme/701',
          postedAt: '2026-07-31T22:00:00.000Z',
          company: 'acme',
          placeTexts: ['Leeds, West Yorkshire'],
          remoteText: 'Hybrid',
          salaryText: 'GBP 60000 - 75000 per year',
          textHas: ['ladders & steps', 'What you will do', '- Run Kafka', 'What you bring', '- Go and PostgreSQL'],
          textLacks: ['What you get'],
        },
        {
          externalId: 'acme/702',
          url: 'https://acme.pinpointhq.com/en/postings/702',
          placeTexts: ['Atlanta, GA'],
          remoteText: 'On-site',
          salaryText: null,
          textHas: ['A ladder a year'],
        },
      ],
    },
    ...(await recorded('sources/pinpoint', /\.json$/)).map(({ name, body }) => ({
      name,
      payload: sitePayload('recorded', body, '2026-08-20T12:00:00.000Z'),
      records: read(body).data.length,
      postings: read(body).data.length,
    })),
  ],
  crawl: {
    options: async () => ({
      config: { board: 'acme', name: 'Acme' },
      cursor: { firstSeen: { '701': '2026-06-01T00:00:00.000Z' } },
      answer: own,
    }),
    asks: ['https://acme.pinpointhq.com/postings.json'],
    lists: { 'board/acme': 2 },
  },
  withValue: async (field, value) => {
    const site = read(await own())
    const key = { text: 'description', title: 'title', date: 'deadline_at' }[field]
    const data = withFirst(site.data, { [key]: value })
    const body = Buffer.from(JSON.stringify({ ...site, data }))
    return sitePayload('acme', body, '2026-07-31T22:00:00.000Z')
  },
}
