import { z } from 'zod'
import type { SourceCase } from './source-case'
import { boardPayload, fixture, recorded } from './source-case'
import { withFirst } from './with-first'

const Site = z.looseObject({ offers: z.array(z.unknown()) })
const read = (body: Uint8Array) => Site.parse(JSON.parse(Buffer.from(body).toString()))

const own = () => fixture('recruitee', 'offers.json')

export const recruiteeCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own site',
      payload: boardPayload('acme', await own()),
      records: 3,
      postings: 2,
      expected: [
        {
          externalId: 'acme/501',
          postedAt: '2026-07-31T23:59:59.000Z',
          company: 'Acme Ladders',
          placeTexts: ['Berlin, Germany', 'Anywhere in Spain'],
          remoteText: 'Hybrid',
          salaryText: 'EUR 60000 - 75000 per year',
          textHas: ['ladders & steps', 'Requirements', '- Go and PostgreSQL'],
        },
        {
          externalId: 'acme/502',
          postedAt: '2026-08-01T00:00:00.000Z',
          placeTexts: ['Utrecht, Netherlands'],
          remoteText: 'Remote',
          salaryText: null,
          textLacks: ['Requirements'],
        },
      ],
    },
    ...(await recorded('sources/recruitee', /\.json$/)).map(({ name, body }) => ({
      name,
      payload: boardPayload('recorded', body),
      records: read(body).offers.length,
      postings: read(body).offers.length,
    })),
  ],
  crawl: {
    options: async () => ({ config: { board: 'jobs.acme.com', name: 'Acme' }, answer: own }),
    asks: ['https://jobs.acme.com/api/offers/'],
    lists: { 'board/jobs.acme.com': 2 },
  },
  withValue: async (field, value) => {
    const site = read(await own())
    const key = { text: 'description', title: 'title', date: 'published_at' }[field]
    const offers = withFirst(site.offers, { [key]: value })
    return boardPayload('acme', Buffer.from(JSON.stringify({ ...site, offers })))
  },
}
