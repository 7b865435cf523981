import { z } from 'zod'
import type { RawPayload } from '@/scrapers/contract'
import { lowerKeys } from '@/scrapers/sources/usajobs-history/schema'
import { fixture } from './source-case'
import type { SourceCase } from './source-case'

const Row = z.record(z.string(), z.unknown())
const Answer = z.looseObject({ data: z.array(Row) })

const read = async (name: string) => Answer.parse(JSON.parse((await fixture('usajobs-history', name)).toString()))

/** The page of texts with the rows of the list, as the crawl puts them together; a change is made in the first row or text. */
async function payloadOf(change: { row?: object; text?: object } = {}): Promise<RawPayload> {
  const list = z.array(Row).parse(lowerKeys((await read('list.json')).data))
  const texts = await read('texts.json')
  const rows = list.map((row, index) => [
    String(row.usajobscontrolnumber),
    index === 0 ? { ...row, ...change.row } : row,
  ])
  const data = texts.data.map((text, index) => (index === 0 ? { ...text, ...change.text } : text))
  return {
    key: '2210/2026-07/1',
    url: 'https://data.usajobs.gov/api/historicjoa/announcementtext',
    status: 200,
    headers: { 'content-type': 'text/plain' },
    body: Buffer.from(JSON.stringify({ ...texts, data })),
    context: { rows: Object.fromEntries(rows) },
  }
}

const api = 'https://data.usajobs.gov/api/historicjoa'
const july = (path: string, series: string): string =>
  `${api}${path}?PositionSeries=${series}&StartPositionOpenDate=07-01-2026&EndPositionOpenDate=07-31-2026`

/** A far end whose list has two pages: the second one is behind a link, its text behind a token. */
async function answer(url: string): Promise<string | Uint8Array> {
  const { searchParams, pathname } = new URL(url)
  const isText = pathname.endsWith('/announcementtext')
  const token = searchParams.get('continuationtoken')
  if (searchParams.get('PositionSeries') !== '2210' || !searchParams.get('StartPositionOpenDate')?.startsWith('07'))
    return JSON.stringify({ paging: { metadata: { totalCount: 0 } }, data: [] })
  if (!isText && token === null) {
    const { data } = await read('list.json')
    return JSON.stringify({
      paging: {
        metadata: { totalCount: 4 },
        next: '/api/historicjoa?PositionSeries=2210&StartPositionOpenDate=07&continuationtoken=a',
      },
      data,
    })
  }
  if (!isText)
    return JSON.stringify({
      paging: { metadata: { totalCount: 4 }, next: null },
      data: [{ usajobsControlNumber: 800000400, positionTitle: 'IT Specialist', positionOpenDate: '2026-07-16' }],
    })
  const metadata = { totalCount: 3, continuationToken: token === null ? 'b' : null }
  const { data } = await read('texts.json')
  return JSON.stringify({
    paging: { metadata },
    data: token === null ? data : [{ usajobsControlNumber: 800000400, summary: 'Go' }],
  })
}

export const usajobsHistoryCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own page of texts',
      payload: await payloadOf(),
      records: 2,
      postings: 2,
      expected: [
        {
          externalId: '800000100',
          postedAt: '2026-07-01T00:00:00.000Z',
          title: 'IT Specialist (SYSADMIN)',
          company: 'Bureau of Ladders',
          placeTexts: ['Denver, Colorado, United States', 'United States'],
          remoteText: 'Remote',
          salaryText: 'USD 90000 - 120000 per year',
          url: 'https://www.usajobs.gov/job/800000100',
          textHas: ['ladders & steps', '- Run Kubernetes', 'citizenship', 'year of Linux', 'A degree'],
          textLacks: ['Boilerplate', '<p>'],
        },
        {
          externalId: '800000200',
          postedAt: '2026-07-31T00:00:00.000Z',
          company: 'Department of Examples',
          placeTexts: ['Reston, Virginia'],
          remoteText: null,
          salaryText: 'USD 40 per hour',
          textHas: ['Rungs in Rust', 'Write C++', 'A clearance'],
        },
      ],
    },
  ],
  crawl: {
    options: async () => ({ config: {}, cursor: { month: '2026-06' }, until: '2026-07', answer }),
    asks: [
      july('', '2210'),
      `${api}?PositionSeries=2210&StartPositionOpenDate=07&continuationtoken=a`,
      july('/announcementtext', '2210'),
      `${july('/announcementtext', '2210')}&continuationtoken=b`,
      july('', '1550'),
    ],
    lists: {},
  },
  withValue: (field, value) =>
    payloadOf(
      field === 'text'
        ? { text: { summary: value, duties: 'Go', requirementsQualifications: null } }
        : { row: { [{ title: 'positiontitle', date: 'positionopendate' }[field]]: value } },
    ),
}
