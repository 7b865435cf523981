import { feedCase } from './feed-case'
import { fixture } from './source-case'

const escaped = (value: unknown): string =>
  (typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')

const element = { text: 'description', title: 'title', date: 'pubDate' }

export const weworkremotelyCase = feedCase({
  id: 'weworkremotely',
  file: 'feed.rss',
  contentType: 'application/rss+xml',
  records: 3,
  postings: 2,
  expected: [
    {
      externalId: 'https://weworkremotely.com/remote-jobs/acme-backend-engineer',
      company: 'Acme Example',
      title: 'Backend Engineer: Ladders',
      postedAt: '2026-08-01T03:30:00.000Z',
      placeTexts: ['Germany', 'France', 'North America Only'],
      textHas: ['Headquarters: Lyon', '- Go & Kafka'],
      textLacks: ['&lt;', '<li>', 'COBOL'],
    },
    { externalId: 'https://weworkremotely.com/remote-jobs/tester', company: null, title: 'Tester', placeTexts: [] },
  ],
  // The trimmed recording of the DevOps feed is no XML any more; that it is refused is tested on its own.
  recordings: /wwr-sales.*\.rss$/,
  count: (body) => body.split('<item>').length - 1,
  replace: (body, field, value) => {
    // The first such element behind the first item, not the channel's own.
    const start = body.indexOf('<item>')
    const pattern = new RegExp(`<${element[field]}>[^]*?</${element[field]}>`)
    return (
      body.slice(0, start) +
      body.slice(start).replace(pattern, () => `<${element[field]}>${escaped(value)}</${element[field]}>`)
    )
  },
  crawl: {
    options: async () => ({ config: {}, answer: () => fixture('weworkremotely', 'feed.rss') }),
    asks: ['https://weworkremotely.com/remote-jobs.rss'],
    lists: { feed: 2 },
  },
})
