import { gunzipSync } from 'node:zlib'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sharedData } from '../../support/shared-data'
import type { Recording, SourceCase } from './source-case'
import { boardPayload, fixture, recorded } from './source-case'

const Jobs = z.looseObject({ jobs: z.array(z.unknown()) })
const count = (body: Uint8Array): number => Jobs.parse(JSON.parse(Buffer.from(body).toString())).jobs.length

async function snapshots(): Promise<Recording[]> {
  const shared = sharedData()
  if (shared === null) return []
  const folder = join(shared, 'ats-snapshots/greenhouse/luno')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json.gz'))
  return Promise.all(
    names.map(async (name) => {
      const body = gunzipSync(await readFile(join(folder, name)))
      return { name, payload: boardPayload('luno', body), records: count(body) }
    }),
  )
}

const own = () => fixture('greenhouse', 'board.json')

export const greenhouseCase: SourceCase = {
  recordings: async () => [
    {
      name: 'our own board',
      payload: boardPayload('acme', await own()),
      records: 4,
      postings: 2,
      expected: [
        {
          externalId: 'acme/101',
          postedAt: '2026-08-01T02:30:00.000Z',
          title: 'Backend Engineer',
          company: 'Acme Example',
          placeTexts: ['Remote, Germany', 'Paris, France'],
          textHas: ['Acme makes ladders.', '- Go & PostgreSQL', '- Kubernetes', 'We look forward'],
          textLacks: ['&amp;', '<li>', '&lt;'],
        },
        {
          externalId: 'acme/102',
          postedAt: '2026-07-31T22:10:00.000Z',
          company: 'acme',
          placeTexts: ['Lyon', 'Bengaluru, Karnataka, India'],
          textHas: ['Climb <safely>.'],
        },
      ],
    },
    ...(await recorded('sources/greenhouse', /\.json$/)).map(({ name, body }) => ({
      name,
      payload: boardPayload('recorded', body),
      records: count(body),
    })),
    ...(await snapshots()),
  ],
  crawl: {
    options: async () => ({ config: { board: 'acme', name: 'Acme' }, answer: own }),
    asks: ['https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true'],
    lists: { 'board/acme': 2 },
  },
  withValue: async (field, value) => {
    const board = Jobs.parse(JSON.parse((await own()).toString()))
    const key = { text: 'content', title: 'title', date: 'first_published' }[field]
    const jobs = board.jobs.map((job, index) =>
      index === 0 && typeof job === 'object' && job !== null ? { ...job, [key]: value } : job,
    )
    return boardPayload('acme', Buffer.from(JSON.stringify({ ...board, jobs })))
  },
}
