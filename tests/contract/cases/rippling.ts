import { z } from 'zod'
import { joinRows } from '@/scrapers/join-rows'
import type { Recording, SourceCase } from './source-case'
import { detailPayload, fixture, recorded } from './source-case'

const json = (body: Uint8Array): unknown => JSON.parse(Buffer.from(body).toString())
const rowsOf = (body: Uint8Array) => joinRows(z.array(z.unknown()).parse(json(body)), 'uuid')

const ownList = () => fixture('rippling', 'list.json')
const ownDetail = () => fixture('rippling', 'detail.json')

const address = 'https://api.rippling.com/platform/api/ats/v1/board/Acme/jobs'
const ids = ['eeeeeeee-0000-4000-8000-000000000001', 'eeeeeeee-0000-4000-8000-000000000002']

const bareDetail = JSON.stringify({
  description: { company: null, role: '<p>Climb safely.</p>' },
  createdOn: '2026-08-02',
  payRangeDetails: [],
})

/** Each recorded job, its rows joined, with a detail of ours: none was recorded. */
const recordedJobs = async (): Promise<Recording[]> =>
  (await recorded('sources/rippling', /\.json$/)).flatMap(({ name, body }) =>
    rowsOf(body).map((row, index) => ({
      name: `${name}, job ${index}`,
      payload: detailPayload('recorded', Buffer.from(bareDetail), row),
      records: 1,
      postings: 1,
      expected: [
        {
          externalId: 'recorded/2f0674e6-f01f-4ecd-b459-e947241c211f',
          placeTexts: ['New Jersey, US', 'New York, NY'],
          remoteText: 'Remote',
        },
      ],
    })),
  )

export const ripplingCase: SourceCase = {
  recordings: async () => {
    const [first, second] = rowsOf(await ownList())
    return [
      {
        name: 'our own job',
        payload: detailPayload('Acme', await ownDetail(), first),
        records: 1,
        postings: 1,
        expected: [
          {
            externalId: `Acme/${ids[0]}`,
            postedAt: '2026-08-01T00:30:00.467Z',
            company: 'Acme Ladders, Inc.',
            placeTexts: ['New Jersey, US', 'New York, NY', 'Toronto, CA'],
            remoteText: 'Remote',
            salaryText: 'USD 160000 - 200000 per year',
            textHas: ['ladders & steps.\n- Go and PostgreSQL'],
          },
        ],
      },
      {
        name: 'our own job of which the list says most',
        payload: detailPayload('Acme', Buffer.from(bareDetail), second),
        records: 1,
        expected: [
          {
            externalId: `Acme/${ids[1]}`,
            postedAt: '2026-08-02T00:00:00.000Z',
            company: 'Acme',
            placeTexts: [],
            remoteText: 'Hybrid',
            salaryText: null,
          },
        ],
      },
      ...(await recordedJobs()),
    ]
  },
  crawl: {
    options: async () => ({
      config: { board: 'Acme', name: 'Acme' },
      answer: (url) => (url === address ? ownList() : url.endsWith('1') ? ownDetail() : bareDetail),
    }),
    asks: [address, `${address}/${ids[0]}`, `${address}/${ids[1]}`],
    lists: { 'board/Acme': 2 },
  },
  withValue: async (field, value) => {
    const [row] = rowsOf(await ownList())
    const detail = z.looseObject({}).parse(json(await ownDetail()))
    const changed = {
      text: { description: { company: null, role: value } },
      title: { name: value },
      date: { createdOn: value },
    }[field]
    return detailPayload('Acme', Buffer.from(JSON.stringify({ ...detail, ...changed })), row)
  },
}
