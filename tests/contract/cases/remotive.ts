import { feedCase, replaceInRows, rowsOf } from './feed-case'
import { fixture } from './source-case'

export const remotiveCase = feedCase({
  id: 'remotive',
  file: 'jobs.json',
  records: 3,
  postings: 2,
  expected: [
    {
      externalId: '11',
      postedAt: '2026-07-31T23:30:00.000Z',
      company: 'Acme Example',
      placeTexts: ['Germany', 'France'],
      salaryText: '€60k - €70k',
      textHas: ['We run Kafka & Go.'],
      textLacks: ['cobol'],
    },
    { externalId: '12', postedAt: '2026-08-01T00:30:00.000Z', salaryText: null },
  ],
  recordings: /\.json$/,
  count: (body) => rowsOf(body, 'jobs').length,
  replace: (body, field, value) =>
    replaceInRows(body, {
      list: 'jobs',
      key: { text: 'description', title: 'title', date: 'publication_date' }[field],
      value,
    }),
  crawl: {
    options: async () => ({ config: {}, answer: () => fixture('remotive', 'jobs.json') }),
    asks: ['https://remotive.com/api/remote-jobs'],
    lists: { feed: 2 },
  },
})
