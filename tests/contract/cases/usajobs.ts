import { z } from 'zod'
import type { RawPayload } from '@/scrapers/contract'
import { fixture, recorded } from './source-case'
import type { SourceCase } from './source-case'

const Answer = z.looseObject({
  SearchResult: z.looseObject({
    SearchResultItems: z.array(z.looseObject({ MatchedObjectDescriptor: z.looseObject({}) })),
  }),
})

const payloadOf = (body: Uint8Array): RawPayload => ({
  key: 'feed/1',
  url: 'https://data.usajobs.gov/api/Search',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body,
  context: {},
})

const own = async () => Answer.parse(JSON.parse((await fixture('usajobs', 'search.json')).toString()))
const count = (body: Uint8Array): number =>
  Answer.parse(JSON.parse(Buffer.from(body).toString())).SearchResult.SearchResultItems.length

const search = (page: number): string =>
  `https://data.usajobs.gov/api/Search?JobCategoryCode=2210;1550&ResultsPerPage=500&Page=${page}&Fields=Full`

/** A far end of 501 announcements. */
function answer(url: string): string {
  const isFirst = url.includes('&Page=1&')
  const items = Array.from({ length: isFirst ? 500 : 1 }, (_, index) => ({
    MatchedObjectId: `${isFirst ? index : 500}`,
    MatchedObjectDescriptor: {
      PositionTitle: 'IT Specialist',
      PublicationStartDate: '2026-08-01T00:00:00.0000',
      UserArea: { Details: { JobSummary: 'Go' } },
    },
  }))
  return JSON.stringify({ SearchResult: { SearchResultCountAll: 501, SearchResultItems: items } })
}

export const usajobsCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own answer',
      payload: payloadOf(await fixture('usajobs', 'search.json')),
      records: 3,
      postings: 2,
      expected: [
        {
          externalId: '900000100',
          postedAt: '2026-08-01T00:00:00.000Z',
          company: 'Bureau of Ladders',
          placeTexts: ['Denver, Colorado, United States', 'United States'],
          remoteText: null,
          salaryText: 'USD 90000 - 120000.5 per year',
          url: 'https://www.usajobs.gov/job/900000100',
          textHas: [
            'care for ladders',
            'Go & Kafka',
            'Run Kubernetes',
            'citizenship',
            'Java & PostgreSQL',
            'clearance',
          ],
          textLacks: ['&amp;', '<p>'],
        },
        {
          externalId: '900000200',
          postedAt: '2026-08-02T00:00:00.000Z',
          company: 'Department of Examples',
          placeTexts: ['United States'],
          remoteText: 'Remote',
          salaryText: null,
          textHas: ['Python for rungs', 'Rust'],
        },
      ],
    },
    ...(await recorded('sources/usajobs', /\.json$/)).map(({ name, body }) => ({
      name,
      payload: payloadOf(body),
      records: count(body),
      postings: count(body),
    })),
  ],
  crawl: {
    options: async () => ({ config: { key: 'a-key', contact: 'someone@example.com' }, answer }),
    asks: [search(1), search(2)],
    lists: { feed: 501 },
  },
  withValue: async (field, value) => {
    const answered = await own()
    const items = answered.SearchResult.SearchResultItems.map((item, index) => {
      const job = item.MatchedObjectDescriptor
      if (index > 0) return item
      if (field === 'title') return { ...item, MatchedObjectDescriptor: { ...job, PositionTitle: value } }
      if (field === 'date') return { ...item, MatchedObjectDescriptor: { ...job, PublicationStartDate: value } }
      return { ...item, MatchedObjectDescriptor: { ...job, UserArea: { Details: { JobSummary: value } } } }
    })
    const SearchResult = { ...answered.SearchResult, SearchResultItems: items }
    return payloadOf(Buffer.from(JSON.stringify({ ...answered, SearchResult })))
  },
}
