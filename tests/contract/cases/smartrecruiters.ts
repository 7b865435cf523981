import { z } from 'zod'
import { tokenOf } from '@/scrapers/list-details'
import type { Recording, SourceCase } from './source-case'
import { detailPayload, fixture, recorded } from './source-case'

const Row = z.looseObject({ id: z.string() })
const List = z.object({ content: z.array(z.record(z.string(), z.unknown())) })
const Detail = z.looseObject({
  jobAd: z.looseObject({ sections: z.looseObject({ jobDescription: z.looseObject({}) }) }),
})

const json = (body: Uint8Array): unknown => JSON.parse(Buffer.from(body).toString())
const ownRows = async () => z.array(Row).parse(json(await fixture('smartrecruiters', 'rows.json')))
const ownDetail = () => fixture('smartrecruiters', 'detail.json')

const address = 'https://api.smartrecruiters.com/v1/companies/acme/postings'
/** Rows read before, enough of them to fill the first page. */
const known = Array.from({ length: 99 }, (_, index) => ({ id: `${index + 1}`, name: `Ladder ${index + 1}` }))

/** A far end of 101 postings: the last of the first page stands on the second one again. */
async function answer(url: string): Promise<string> {
  const [first, second] = await ownRows()
  const pages = new Map([
    [`${address}?limit=100&offset=0`, [...known, first]],
    [`${address}?limit=100&offset=100`, [first, second]],
  ])
  const content = pages.get(url)
  return content === undefined ? (await ownDetail()).toString() : JSON.stringify({ totalFound: 101, content })
}

/** Each recorded row with the one recorded detail. */
async function recordedRows(): Promise<Recording[]> {
  const files = await recorded('sources/smartrecruiters', /\.json$/)
  const detail = files.find(({ name }) => name.includes('detail'))
  if (detail === undefined) return []
  return files
    .filter((file) => file !== detail)
    .flatMap(({ name, body }) =>
      List.parse(json(body)).content.map((row, index) => ({
        name: `${name}, row ${index}`,
        payload: detailPayload('recorded', detail.body, row),
        records: 1,
        postings: 1,
      })),
    )
}

export const smartrecruitersCase: SourceCase = {
  recordings: async () => {
    const [first, second] = await ownRows()
    const detail = await ownDetail()
    const bare = Buffer.from(
      JSON.stringify({ jobAd: { sections: { jobDescription: { text: '<p>Climb safely.</p>' } } } }),
    )
    const empty = Buffer.from(JSON.stringify({ jobAd: { sections: { jobDescription: { title: 'Job', text: ' ' } } } }))
    return [
      {
        name: 'our own posting',
        payload: detailPayload('acme', detail, first),
        records: 1,
        postings: 1,
        expected: [
          {
            externalId: 'acme/744000000000001',
            postedAt: '2026-08-01T00:30:00.000Z',
            company: 'Acme Ladders',
            url: 'https://jobs.smartrecruiters.com/acme/744000000000001-backend-engineer',
            placeTexts: ['Porto, Portugal'],
            remoteText: 'Hybrid',
            textHas: ['Acme makes ladders & steps.', '- Run Kafka in production', 'Qualifications', 'Terraform and Go'],
            textLacks: ['Additional Information'],
          },
        ],
      },
      {
        name: 'our own posting of which the list says most',
        payload: detailPayload('acme', bare, second),
        records: 1,
        expected: [
          {
            externalId: 'acme/744000000000002',
            placeTexts: ['Leeds, ENG, United Kingdom'],
            remoteText: 'Remote',
            url: 'https://jobs.smartrecruiters.com/acme/744000000000002',
          },
        ],
      },
      {
        name: 'the detail of another posting',
        payload: detailPayload('acme', detail, second),
        records: 1,
        postings: 0,
      },
      { name: 'a posting without a text', payload: detailPayload('acme', empty, second), records: 1, postings: 0 },
      ...(await recordedRows()),
    ]
  },
  crawl: {
    options: async () => ({
      config: { board: 'acme', name: 'Acme' },
      cursor: { read: Object.fromEntries(known.map((row) => [row.id, { token: tokenOf(row), on: '2026-08-01' }])) },
      answer,
    }),
    asks: [
      `${address}?limit=100&offset=0`,
      `${address}?limit=100&offset=100`,
      `${address}/744000000000001`,
      `${address}/744000000000002`,
    ],
    lists: { 'board/acme': 101 },
  },
  withValue: async (field, value) => {
    const [row] = await ownRows()
    const { jobAd, ...detail } = Detail.parse(json(await ownDetail()))
    const { jobDescription, ...sections } = jobAd.sections
    const changed = {
      ...detail,
      ...(field !== 'text' && { [{ title: 'name', date: 'releasedDate' }[field]]: value }),
      jobAd: { sections: { ...sections, jobDescription: field === 'text' ? { text: value } : jobDescription } },
    }
    return detailPayload('acme', Buffer.from(JSON.stringify(changed)), row)
  },
}
