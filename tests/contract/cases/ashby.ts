import { z } from 'zod'
import type { SourceCase } from './source-case'
import { boardPayload, fixture, recorded } from './source-case'
import { withFirst } from './with-first'

const Board = z.looseObject({ jobs: z.array(z.unknown()) })
const read = (body: Uint8Array) => Board.parse(JSON.parse(Buffer.from(body).toString()))

const own = () => fixture('ashby', 'board.json')

export const ashbyCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own board',
      payload: boardPayload('acme', await own()),
      records: 4,
      postings: 2,
      expected: [
        {
          externalId: 'acme/bbbbbbbb-0000-4000-8000-000000000001',
          postedAt: '2026-08-01T01:30:00.123Z',
          company: 'acme',
          placeTexts: ['Berlin, Germany', 'Lisbon', 'Ontario, Canada'],
          remoteText: 'Hybrid',
          salaryText: 'EUR 80000 - 110000 per year',
          textHas: ['Ladders & steps.', '- Go and PostgreSQL'],
        },
        {
          externalId: 'acme/bbbbbbbb-0000-4000-8000-000000000002',
          placeTexts: ['European Union'],
          remoteText: 'Remote',
          salaryText: null,
        },
      ],
    },
    ...(await recorded('sources/ashby', /\.json$/)).map(({ name, body }) => ({
      name,
      payload: boardPayload('recorded', body),
      records: read(body).jobs.length,
      postings: read(body).jobs.length,
    })),
  ],
  crawl: {
    options: async () => ({ config: { board: 'Acme Labs', name: 'Acme' }, answer: own }),
    asks: ['https://api.ashbyhq.com/posting-api/job-board/Acme%20Labs?includeCompensation=true'],
    lists: { 'board/Acme Labs': 2 },
  },
  withValue: async (field, value) => {
    const board = read(await own())
    const key = { text: 'descriptionHtml', title: 'title', date: 'publishedAt' }[field]
    const jobs = withFirst(board.jobs, { [key]: value })
    return boardPayload('acme', Buffer.from(JSON.stringify({ ...board, jobs })))
  },
}
