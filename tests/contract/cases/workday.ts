import { z } from 'zod'
import { tokenOf } from '@/scrapers/list-details'
import type { Recording, SourceCase } from './source-case'
import { detailPayload, fixture, recorded } from './source-case'

const board = 'acme.wd5/Careers'
const host = 'https://acme.wd5.myworkdayjobs.com'
const api = `${host}/wday/cxs/acme/Careers`
const Search = z.object({ jobPostings: z.array(z.record(z.string(), z.unknown())) })
const Detail = z.looseObject({ jobPostingInfo: z.looseObject({}) })
const Asked = z.object({ offset: z.int() })

const json = (body: Uint8Array): unknown => JSON.parse(Buffer.from(body).toString())
const ownDetail = () => fixture('workday', 'detail.json')

const rowOf = (title: string, id: string, place = 'Berlin') => ({
  title,
  externalPath: `/job/${place}/${title.replaceAll(' ', '-')}_${id}`,
  locationsText: '3 Locations',
  bulletFields: [id],
})
const first = rowOf('Backend Engineer', 'R-1001-1')
const second = rowOf('Ladder Tester', 'R-1002')
/** Rows read before, enough of them to fill the first page. */
const known = Array.from({ length: 19 }, (_, index) => rowOf('Ladder', `R-${index + 1}`))

const bareDetail = JSON.stringify({
  jobPostingInfo: {
    title: 'Ladder Tester',
    jobDescription: '<p>Climb safely.</p>',
    location: 'Remote',
    startDate: '2026-08-02',
    country: { descriptor: 'Portugal' },
  },
})

/** A far end of 21 jobs in two pages; only the first one tells how many there are, and the day moves in its rows. */
async function answer(url: string, asked: unknown): Promise<string | Uint8Array> {
  if (url.endsWith('/robots.txt')) return 'User-agent: *\nAllow: /Careers/\nDisallow: /Internal/\n'
  if (!url.endsWith('/jobs')) return url.endsWith(first.externalPath) ? ownDetail() : bareDetail
  const { offset } = Asked.parse(asked)
  const rows = offset === 0 ? [...known, first] : [second]
  const jobPostings = rows.map((row) => ({ ...row, postedOn: 'Posted 30+ Days Ago' }))
  return JSON.stringify({ total: offset === 0 ? 21 : 0, jobPostings, facets: [], userAuthenticated: false })
}

const search = (offset: number): string =>
  `${api}/jobs ${JSON.stringify({ appliedFacets: {}, limit: 20, offset, searchText: '' })}`

/** Each recorded row with the one recorded detail. */
async function recordedRows(): Promise<Recording[]> {
  const files = await recorded('sources/workday', /\.json$/)
  const detail = files.find(({ name }) => name.includes('detail'))
  if (detail === undefined) return []
  return files
    .filter((file) => file !== detail)
    .flatMap(({ name, body }) =>
      Search.parse(json(body)).jobPostings.map((row, index) => ({
        name: `${name}, row ${index}`,
        payload: detailPayload('recorded.wd5/Careers', detail.body, row),
        records: 1,
        postings: 1,
      })),
    )
}

export const workdayCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own job',
      payload: detailPayload(board, await ownDetail(), first),
      records: 1,
      postings: 1,
      expected: [
        {
          externalId: `${board}/Backend-Engineer_R-1001-1`,
          postedAt: '2026-05-31T00:00:00.000Z',
          company: board,
          url: `${host}/Careers/job/DEU-Berlin/Backend-Engineer_R-1001-1`,
          placeTexts: ['DEU Berlin, Germany', 'GBR Leeds'],
          remoteText: 'Hybrid',
          textHas: ['ladders & steps', 'Go and PostgreSQL'],
        },
      ],
    },
    {
      name: 'our own job without most fields',
      payload: detailPayload(board, Buffer.from(bareDetail), second),
      records: 1,
      expected: [
        {
          externalId: `${board}/Ladder-Tester_R-1002`,
          url: `${host}/Careers/job/Berlin/Ladder-Tester_R-1002`,
          placeTexts: ['Portugal'],
          remoteText: 'Remote',
        },
      ],
    },
    ...(await recordedRows()),
  ],
  crawl: {
    options: async () => ({
      config: { board, name: 'Acme' },
      cursor: {
        read: Object.fromEntries(
          known.map((row) => [row.externalPath.split('/').pop(), { token: tokenOf(row), on: '2026-08-01' }]),
        ),
      },
      answer,
    }),
    asks: [`${host}/robots.txt`, search(0), search(20), `${api}${first.externalPath}`, `${api}${second.externalPath}`],
    lists: { [`board/${board}`]: 21 },
  },
  withValue: async (field, value) => {
    const { jobPostingInfo, ...detail } = Detail.parse(json(await ownDetail()))
    const key = { text: 'jobDescription', title: 'title', date: 'startDate' }[field]
    const changed = { ...detail, jobPostingInfo: { ...jobPostingInfo, [key]: value } }
    return detailPayload(board, Buffer.from(JSON.stringify(changed)), first)
  },
}
