import { gzipSync } from 'node:zlib'
import type { RawPayload } from '@/scrapers/contract'
import { fixture, recorded } from './source-case'
import type { SourceCase } from './source-case'

const site = 'https://careers.acme.com'
const board = 'careers.acme.com'

const pagePayload = (body: Uint8Array, path: string, readAt = '2026-08-20T12:00:00Z'): RawPayload => ({
  key: `board/${board}/${path}`,
  url: `${site}/${path}`,
  status: 200,
  headers: { 'content-type': 'text/html' },
  body,
  context: { board, company: 'Acme', page: `${site}/${path}`, readAt },
})

const own = (name: string) => fixture('careers', name)

async function answer(url: string): Promise<Uint8Array | string> {
  if (url === `${site}/robots.txt`) return `User-agent: *\nAllow: /\nSitemap: ${site}/sitemap_index.xml.gz\n`
  if (url === `${site}/sitemap_index.xml.gz`) return gzipSync(await own('sitemap-index.xml'))
  if (url === `${site}/sitemap-pages.xml`)
    return `<urlset><url><loc>${site}/jobs/104</loc></url><url><loc>${site}/team</loc></url></urlset>`
  if (url === `${site}/sitemap-jobs.xml`) return own('sitemap-jobs.xml')
  if (url === `${site}/jobs/104`) return own('encoded.html')
  if (url.startsWith(`${site}/jobs/101-backend`)) return own('job.html')
  if (url === `${site}/jobs/102`) return own('microdata.html')
  return ''
}

export const careersCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own page, its block in a graph, in CDATA, with raw line breaks and keys of the wrong case',
      payload: pagePayload(await own('job.html'), 'jobs/101-backend'),
      records: 1,
      postings: 1,
      expected: [
        {
          externalId: `${board}/jobs/101-backend`,
          postedAt: '2026-07-31T23:30:00.000Z',
          title: 'Backend Engineer & Ladder Tester',
          company: 'Acme & Sons',
          placeTexts: ['Berlin, Germany', 'Lyon, France', 'Portugal'],
          remoteText: 'Remote',
          salaryText: 'EUR 70000 - 90000 per year',
          url: `${site}/jobs/101-backend`,
          textHas: ['ladders & steps', '- Go and PostgreSQL', 'Run Kubernetes', 'Kafka', 'Five years of Java'],
          textLacks: ['&lt;', '<li>', '&amp;'],
        },
      ],
    },
    {
      name: 'our own entity-encoded block',
      payload: pagePayload(await own('encoded.html'), 'jobs/104'),
      records: 1,
      expected: [
        {
          externalId: `${board}/jobs/104`,
          postedAt: '2026-08-05T00:00:00.000Z',
          company: 'Acme',
          placeTexts: ['Leeds, UK'],
          remoteText: null,
          salaryText: null,
          textHas: ['Terraform on ladders'],
        },
      ],
    },
    {
      name: 'our own page of several postings',
      payload: pagePayload(await own('list.html'), 'jobs'),
      records: 4,
      postings: 2,
      expected: [
        { externalId: `${board}/jobs/rung`, url: `${site}/jobs/rung`, postedAt: '2026-08-02T09:00:00.000Z' },
        { externalId: `${board}/jobs#8`, url: `${site}/jobs`, postedAt: '2026-08-04T03:30:00.000Z' },
      ],
    },
    {
      name: 'our own microdata',
      payload: pagePayload(await own('microdata.html'), 'jobs/102'),
      records: 1,
      expected: [
        {
          externalId: `${board}/jobs/102`,
          postedAt: '2026-08-04T00:00:00.000Z',
          title: 'Data Engineer',
          company: 'Acme Data',
          placeTexts: ['Porto, Portugal'],
          salaryText: 'EUR 50 - 60 per hour',
          textHas: ['Pipelines in Scala', '- Spark & Airflow'],
        },
      ],
    },
    ...(await recorded('sources/jsonld', /\.html$/)).map(({ name, body }) => {
      const isMeta = name.includes('meta_software')
      const place = ['Sunnyvale, CA', 'Bellevue, WA', 'Redmond, WA', 'Austin, TX', 'Menlo Park, CA', 'Seattle, WA']
      return {
        name,
        payload: pagePayload(body, `jobs/${name}`, '2025-07-01T12:00:00Z'),
        records: isMeta ? 1 : 0,
        postings: isMeta ? 1 : 0,
        expected: isMeta
          ? [
              {
                externalId: `${board}/jobs/${name}`,
                postedAt: '2025-06-10T20:07:44.000Z',
                company: 'Meta',
                placeTexts: [...place, 'Burlingame, CA', 'Remote, US', 'New York, NY'].map((named) => `${named}, USA`),
                textHas: ['cross-functional teams', 'C, C++, Java', 'billions of people'],
              },
            ]
          : [],
      }
    }),
  ],
  crawl: {
    options: async () => ({
      config: { board, name: 'Acme', renders: false, hosts: [] },
      cursor: {
        sitemaps: [],
        pages: {
          'jobs/103': { token: '2026-07-01', due: '2026-08-25', ids: [`${board}/jobs/103`], isDoubtful: false },
        },
      },
      answer,
    }),
    asks: [
      `${site}/robots.txt`,
      `${site}/sitemap_index.xml.gz`,
      `${site}/sitemap-pages.xml`,
      `${site}/sitemap-jobs.xml`,
      `${site}/jobs/104`,
      `${site}/jobs/101-backend?lang=en&v=1`,
      `${site}/jobs/102`,
    ],
    lists: { [`board/${board}`]: 4 },
  },
  withValue: async (field, value) => {
    const key = { text: 'description', title: 'title', date: 'datePosted' }[field]
    const job = { '@type': 'JobPosting', title: 'Engineer', datePosted: '2026-08-05', description: 'Go' }
    const block = JSON.stringify({ ...job, [key]: value }).replaceAll('<', '\\u003c')
    const html = `<html><head><script type="application/ld+json">${block}</script></head></html>`
    return pagePayload(Buffer.from(html), 'jobs/101-backend')
  },
}
