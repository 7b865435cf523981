import { feedCase, replaceInRows, rowsOf } from './feed-case'
import { fixture } from './source-case'

export const remoteokCase = feedCase({
  id: 'remoteok',
  file: 'api.json',
  records: 3,
  postings: 2,
  expected: [
    {
      externalId: '1',
      postedAt: '2026-08-01T23:59:59.000Z',
      company: 'Acme Example',
      placeTexts: ['Lyon'],
      remoteText: 'Remote',
      salaryText: 'USD 60000 per year',
      textHas: ['ladders & steps in Go'],
      textLacks: ['cobol', 'teacher'],
    },
    { externalId: '2', postedAt: '2026-08-01T02:00:00.000Z', company: null, placeTexts: [], salaryText: null },
  ],
  recordings: /\.json$/,
  count: (body) => rowsOf(body, null).length - 1,
  replace: (body, field, value) =>
    replaceInRows(body, {
      list: null,
      row: 1,
      key: { text: 'description', title: 'position', date: 'date' }[field],
      value,
    }),
  crawl: {
    options: async () => ({ config: {}, answer: () => fixture('remoteok', 'api.json') }),
    asks: ['https://remoteok.com/api'],
    lists: { feed: 2 },
  },
})
