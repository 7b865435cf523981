import { feedCase, replaceInRows, rowsOf } from './feed-case'
import { fixture } from './source-case'

export const arbeitnowCase = feedCase({
  id: 'arbeitnow',
  file: 'page.json',
  records: 3,
  postings: 2,
  expected: [
    {
      externalId: 'backend-engineer-berlin-1',
      title: 'Backend Engineer (m/w/d) & Tester',
      postedAt: '2026-07-31T23:59:59.000Z',
      placeTexts: ['Berlin'],
      remoteText: null,
      textHas: ['Go & PostgreSQL'],
    },
    {
      externalId: 'tester-remote-2',
      postedAt: '2026-08-01T00:00:00.000Z',
      remoteText: 'Remote',
      textHas: ['Ladders & steps'],
      textLacks: ['&lt;', '<div>', '&amp;'],
    },
  ],
  recordings: /\.json$/,
  count: (body) => rowsOf(body, 'data').length,
  replace: (body, field, value) =>
    replaceInRows(body, {
      list: 'data',
      key: { text: 'description', title: 'title', date: 'created_at' }[field],
      value,
    }),
  crawl: {
    options: async () => ({
      config: {},
      answer: (url) => (url.endsWith('page=1') ? fixture('arbeitnow', 'page.json') : '{"data": []}'),
    }),
    // The link to the next page is not followed: pages are counted.
    asks: [1, 2].map((page) => `https://www.arbeitnow.com/api/job-board-api?page=${page}`),
    lists: { feed: 3 },
  },
})
