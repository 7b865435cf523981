import { feedCase, replaceInRows, rowsOf } from './feed-case'
import { fixture } from './source-case'

export const himalayasCase = feedCase({
  id: 'himalayas',
  file: 'page.json',
  records: 3,
  postings: 2,
  expected: [
    {
      externalId: 'https://himalayas.app/companies/acme/jobs/backend-engineer',
      postedAt: '2026-07-31T23:59:59.000Z',
      placeTexts: ['Germany', 'France'],
      salaryText: 'EUR 60000 - 70000 per year',
      textHas: ['Kafka & Go, all of it.'],
      textLacks: ['COBOL'],
    },
    { externalId: 'https://himalayas.app/companies/acme/jobs/tester', salaryText: null, placeTexts: [] },
  ],
  recordings: /\.json$/,
  count: (body) => rowsOf(body, 'jobs').length,
  replace: (body, field, value) =>
    replaceInRows(body, {
      list: 'jobs',
      key: { text: 'description', title: 'title', date: 'pubDate' }[field],
      value,
    }),
  crawl: {
    options: async () => ({
      config: {},
      answer: (url) => (url.endsWith('offset=0') ? fixture('himalayas', 'page.json') : '{"jobs": []}'),
    }),
    asks: [0, 20].map((offset) => `https://himalayas.app/jobs/api?limit=20&offset=${offset}`),
    lists: { feed: 3 },
  },
})
