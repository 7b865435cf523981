import { feedCase, replaceInRows, rowsOf } from './feed-case'
import { fixture } from './source-case'

export const themuseCase = feedCase({
  id: 'themuse',
  file: 'page.json',
  records: 3,
  postings: 2,
  expected: [
    {
      externalId: '31',
      company: 'Acme Example',
      postedAt: '2026-07-31T23:59:59.000Z',
      placeTexts: ['Berlin, Germany'],
      remoteText: 'Flexible / Remote',
      url: 'https://www.themuse.com/jobs/acme/backend-engineer',
      textHas: ['Kafka & Go'],
    },
    { externalId: '32', placeTexts: [], remoteText: null },
  ],
  recordings: /\.json$/,
  count: (body) => rowsOf(body, 'jobs').length,
  replace: (body, field, value) =>
    replaceInRows(body, {
      list: 'results',
      key: { text: 'contents', title: 'name', date: 'publication_date' }[field],
      value,
    }),
  crawl: {
    options: async () => ({
      config: {},
      answer: (url) => (url.endsWith('page=0') ? fixture('themuse', 'page.json') : '{"results": []}'),
    }),
    asks: [0, 1].map(
      (page) => `https://www.themuse.com/api/public/jobs?category=Software%20Engineering&descending=true&page=${page}`,
    ),
    lists: { feed: 3 },
  },
})
