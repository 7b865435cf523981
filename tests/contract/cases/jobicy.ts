import { feedCase, replaceInRows, rowsOf } from './feed-case'
import { fixture } from './source-case'

export const jobicyCase = feedCase({
  id: 'jobicy',
  file: 'jobs.json',
  records: 3,
  postings: 2,
  expected: [
    {
      externalId: '21',
      title: 'Backend & Platform Engineer',
      company: 'Acme & Sons',
      postedAt: '2026-08-01T01:30:00.000Z',
      placeTexts: ['LATAM', 'Germany'],
      salaryText: 'EUR 60000 - 70000 per year',
      textHas: ['What you bring', '- Terraform'],
    },
    { externalId: '22', salaryText: null, company: null },
  ],
  recordings: /\.json$/,
  count: (body) => rowsOf(body, 'jobs').length,
  replace: (body, field, value) =>
    replaceInRows(body, {
      list: 'jobs',
      key: { text: 'jobDescription', title: 'jobTitle', date: 'pubDate' }[field],
      value,
    }),
  crawl: {
    options: async () => ({ config: {}, answer: () => fixture('jobicy', 'jobs.json') }),
    asks: ['https://jobicy.com/api/v2/remote-jobs?count=50'],
    lists: { feed: 2 },
  },
})
