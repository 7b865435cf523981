import { z } from 'zod'
import type { SourceCase } from './source-case'
import { boardPayload, fixture, recorded } from './source-case'
import { withFirst } from './with-first'

const Feed = z.looseObject({ items: z.array(z.unknown()) })
const read = (body: Uint8Array) => Feed.parse(JSON.parse(Buffer.from(body).toString()))

const own = (page: 1 | 2) => fixture('teamtailor', `page-${page}.json`)

export const teamtailorCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own feed',
      payload: boardPayload('acme', await own(1)),
      records: 2,
      postings: 1,
      expected: [
        {
          externalId: 'acme/dddddddd-0000-4000-8000-000000000001',
          postedAt: '2026-07-31T22:30:00.000Z',
          company: 'Acme Ladders',
          placeTexts: ['Madrid, Spain', 'Skåne, Sweden'],
          remoteText: 'Remote',
          salaryText: 'SEK 45000 - 60000 per month',
          textHas: ['ladders & steps', '- Go and PostgreSQL'],
        },
      ],
    },
    {
      name: 'the second page of our own feed',
      payload: boardPayload('acme', await own(2)),
      records: 1,
      expected: [
        {
          externalId: 'acme/dddddddd-0000-4000-8000-000000000003',
          postedAt: '2026-08-02T00:00:00.000Z',
          company: 'acme',
          placeTexts: ['København, Denmark'],
          remoteText: null,
          salaryText: null,
          textHas: ['Climb safely.'],
        },
      ],
    },
    // Recorded without its texts.
    ...(await recorded('sources/teamtailor', /\.json$/)).map(({ name, body }) => ({
      name,
      payload: boardPayload('recorded', body),
      records: read(body).items.length,
      postings: 0,
    })),
  ],
  crawl: {
    options: async () => ({
      config: { board: 'acme', name: 'Acme' },
      answer: (url) => own(url.endsWith('page=2') ? 2 : 1),
    }),
    asks: ['https://acme.teamtailor.com/jobs.json', 'https://acme.teamtailor.com/jobs.json?page=2'],
    // The refused one is listed too: it is still open.
    lists: { 'board/acme': 3 },
  },
  withValue: async (field, value) => {
    const feed = read(await own(1))
    const key = { text: 'content_html', title: 'title', date: 'date_published' }[field]
    const items = withFirst(feed.items, { [key]: value, ...(field === 'text' && { _jobposting: null }) })
    return boardPayload('acme', Buffer.from(JSON.stringify({ ...feed, items })))
  },
}
