import type { SourceCase } from './source-case'
import { boardPayload, fixture, recorded } from './source-case'

const own = () => fixture('personio', 'feed.xml')
const count = (body: Uint8Array): number => Buffer.from(body).toString().split('<position>').length - 1

const payloadOf = (board: string, body: Uint8Array) => boardPayload(board, body, 'application/xml')

/** A value in an element: nothing for null, markup as CDATA. */
const written = (value: unknown): string =>
  value === null ? '' : `<![CDATA[${typeof value === 'string' ? value : JSON.stringify(value)}]]>`

export const personioCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own feed',
      payload: payloadOf('acme', await own()),
      records: 5,
      postings: 2,
      expected: [
        {
          externalId: 'acme/9001',
          postedAt: '2026-07-31T23:10:41.000Z',
          title: 'Backend Engineer (m/w/d) – Go',
          company: 'Acme Leitern GmbH & Co. KG',
          url: 'https://acme.jobs.personio.de/job/9001',
          placeTexts: ['Berlin (Remote)', 'München'],
          remoteText: 'Berlin (Remote); Remote',
          salaryText: 'EUR 70000 - 90000 per year',
          textHas: ['Deine Aufgaben', 'Leitern & Stufen', '- Kafka betreiben', '- Go und PostgreSQL'],
        },
        {
          externalId: 'acme/9002',
          company: 'acme',
          placeTexts: ['Hamburg'],
          remoteText: null,
          salaryText: null,
          textHas: ['Sicher klettern.'],
        },
      ],
    },
    {
      name: 'our own feed, cut off',
      payload: payloadOf('acme', (await own()).subarray(0, -40)),
      records: 1,
      postings: 0,
    },
    // Its positions were recorded without their descriptions.
    ...(await recorded('sources/personio', /\.xml$/)).map(({ name, body }) => ({
      name,
      payload: payloadOf('recorded', body),
      records: count(body),
      postings: 0,
    })),
  ],
  crawl: {
    options: async () => ({ config: { board: 'com:Acme', name: 'Acme' }, answer: own }),
    asks: ['https://acme.jobs.personio.com/xml'],
    lists: { 'board/com:Acme': 2 },
  },
  withValue: async (field, value) => {
    const xml = (await own()).toString()
    const [from, to] = {
      text: [/<value>[^]*?<\/value>/, `<value>${written(value)}</value>`] as const,
      title: [/<name>Backend[^<]*<\/name>/, `<name>${written(value)}</name>`] as const,
      date: [/<createdAt>[^<]*<\/createdAt>/, `<createdAt>${written(value)}</createdAt>`] as const,
    }[field]
    return payloadOf('acme', Buffer.from(xml.replace(from, () => to)))
  },
}
