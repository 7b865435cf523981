import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { SourceCase } from './source-case'
import { boardPayload, fixture, recorded } from './source-case'

const Postings = z.array(z.unknown())
const count = (body: Uint8Array): number => Postings.parse(JSON.parse(Buffer.from(body).toString())).length

const own = () => fixture('lever', 'site.json')

export const leverCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own site',
      payload: boardPayload('acme', await own()),
      records: 3,
      postings: 2,
      expected: [
        {
          externalId: 'acme/aaaaaaaa-0000-4000-8000-000000000001',
          postedAt: '2026-07-31T23:59:59.000Z',
          company: 'acme',
          placeTexts: ['Berlin', 'London'],
          remoteText: 'hybrid',
          salaryText: 'EUR 70000 - 90000 per year',
          textHas: ['ladders & steps', 'What you bring', '- Terraform', '- Run Kafka', 'We answer every letter.'],
        },
        { externalId: 'acme/aaaaaaaa-0000-4000-8000-000000000002', placeTexts: ['GB'], remoteText: null },
      ],
    },
    ...(await recorded('sources/lever', /\.json$/)).map(({ name, body }) => ({
      name,
      payload: boardPayload('recorded', body),
      records: count(body),
    })),
    ...(await recorded('ats-snapshots/lever/theodo', /\.json\.gz$/)).map(({ name, body }) => ({
      name,
      payload: boardPayload('theodo', gunzipSync(body)),
      records: count(gunzipSync(body)),
    })),
  ],
  crawl: {
    options: async () => ({ config: { board: 'eu:acme', name: 'Acme' }, answer: own }),
    asks: ['https://api.eu.lever.co/v0/postings/acme?mode=json'],
    lists: { 'board/eu:acme': 2 },
  },
  withValue: async (field, value) => {
    const key = { text: 'description', title: 'text', date: 'createdAt' }[field]
    const postings = Postings.parse(JSON.parse((await own()).toString())).map((posting, index) =>
      index === 0 && typeof posting === 'object' && posting !== null ? { ...posting, [key]: value } : posting,
    )
    return boardPayload('acme', Buffer.from(JSON.stringify(postings)))
  },
}
