import { z } from 'zod'
import type { SourceCase } from './source-case'
import { boardPayload, fixture, recorded } from './source-case'
import { withFirst } from './with-first'

const Account = z.looseObject({ jobs: z.array(z.looseObject({ shortcode: z.string() })) })
const read = (body: Uint8Array) => Account.parse(JSON.parse(Buffer.from(body).toString()))

const own = () => fixture('workable', 'account.json')

export const workableCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own account',
      payload: boardPayload('acme', await own()),
      records: 3,
      postings: 2,
      expected: [
        {
          externalId: 'acme/AC0000001A',
          postedAt: '2026-08-01T00:00:00.000Z',
          company: 'acme',
          placeTexts: ['Spain', 'Porto, Portugal'],
          remoteText: 'Remote',
          textHas: ['ladders & steps', '- Go and PostgreSQL', 'A ladder a year'],
        },
        {
          externalId: 'acme/AC0000002B',
          postedAt: '2026-07-30T00:00:00.000Z',
          placeTexts: ['Athens, Attica, Greece'],
          remoteText: null,
          textHas: ['Climb safely.', 'gloves'],
          textLacks: ['Requirements'],
        },
      ],
    },
    // The recorded account was asked for without its texts: its one job, in two rows, is refused.
    ...(await recorded('sources/workable', /\.json$/)).map(({ name, body }) => ({
      name,
      payload: boardPayload('recorded', body),
      records: new Set(read(body).jobs.map((job) => job.shortcode)).size,
      postings: 0,
    })),
  ],
  crawl: {
    options: async () => ({ config: { board: 'acme', name: 'Acme' }, answer: own }),
    asks: ['https://apply.workable.com/api/v1/widget/accounts/acme?details=true'],
    lists: { 'board/acme': 2 },
  },
  withValue: async (field, value) => {
    const account = read(await own())
    const key = { text: 'description', title: 'title', date: 'published_on' }[field]
    const jobs = withFirst(account.jobs, { [key]: value })
    return boardPayload('acme', Buffer.from(JSON.stringify({ ...account, jobs })))
  },
}
