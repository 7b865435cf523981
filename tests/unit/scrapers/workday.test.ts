import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { workday } from '@/scrapers/sources/workday/source'
import { crawlWith } from '../../support/crawl'

const config = { board: 'acme.wd5/Careers', name: 'Acme' }
const Asked = z.object({ offset: z.int(), appliedFacets: z.record(z.string(), z.array(z.string())) })

interface Job {
  id: string
  kind: string | null
  place: string | null
}

const detail = JSON.stringify({
  jobPostingInfo: { title: 'Engineer', jobDescription: '<p>Go</p>', startDate: '2026-08-01' },
})

const rowOf = ({ id }: Job) => ({ title: 'Engineer', externalPath: `/job/X/Engineer_${id}`, bulletFields: [id] })

const isAmong = (value: string | null, asked: string[] | undefined): boolean =>
  asked === undefined || (value !== null && asked.includes(value))

const countBy = (jobs: Job[], field: 'kind' | 'place') => {
  const counts = new Map<string, number>()
  for (const job of jobs) {
    const id = job[field]
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts].map(([id, count]) => ({ id, count, descriptor: id }))
}

/** A site that plays by Workday's rules: 20 rows a page, a total on the first one, 2,000 rows and then the first again. */
function playSite(jobs: Job[], robots = '') {
  return (url: string, asked: unknown): string => {
    if (url.endsWith('/robots.txt')) return robots
    if (!url.endsWith('/jobs')) return detail
    const { offset, appliedFacets } = Asked.parse(asked)
    const found = jobs.filter((job) => isAmong(job.kind, appliedFacets.kind) && isAmong(job.place, appliedFacets.place))
    const reachable = found.slice(0, 2_000)
    const from = offset % Math.max(reachable.length, 1)
    return JSON.stringify({
      total: offset === 0 ? reachable.length : 0,
      jobPostings: reachable.slice(from, from + 20).map(rowOf),
      facets: [
        { facetParameter: 'kind', values: countBy(found, 'kind') },
        { facetParameter: 'group', values: [{ facetParameter: 'place', values: countBy(found, 'place') }] },
      ],
    })
  }
}

const jobsOf = (count: number): Job[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `R-${index}`,
    kind: index % 700 === 1 ? null : index % 10 === 0 ? 'sales' : 'engineering',
    place: index % 400 === 0 ? null : (['Berlin', 'Leeds', 'Porto'][index % 3] ?? null),
  }))

/** Details of all the jobs, read before, so that a crawl is of the list alone. */
const readBefore = async (jobs: Job[]) => {
  const { ends } = await crawlWith(workday, { config, answer: playSite(jobs) })
  return ends[0]?.cursor ?? { read: {} }
}

describe('a search that reaches 2,000 rows', () => {
  test('is split by facets until every job is found, also those that lack one of them, and none twice', async () => {
    // By kind, engineering stays over the cap and is split again by place. Eight jobs have no kind and 14 no place.
    const jobs = jobsOf(5_400)
    const { ends, pages } = await crawlWith(workday, { config, answer: playSite(jobs) })
    expect(new Set(ends[0]?.listed)).toEqual(new Set(jobs.map(({ id }) => `acme.wd5/Careers/Engineer_${id}`)))
    expect(ends[0]?.listed).toHaveLength(5_400)
    expect(pages).toHaveLength(5_400)
  })

  test('ends in an error, and no listing, when no facet splits it', async () => {
    const jobs = jobsOf(2_500).map((job) => ({ ...job, kind: 'all', place: null }))
    await expect(crawlWith(workday, { config, answer: playSite(jobs) })).rejects.toThrow(/told of 2000 postings/)
  })
})

test('a page of a list that repeats another one is not taken for the whole list', async () => {
  const play = playSite(jobsOf(60))
  const answer = (url: string, asked: unknown): string => {
    const read = Asked.safeParse(asked)
    return read.success && read.data.offset === 40 ? play(url, { ...read.data, offset: 20 }) : play(url, asked)
  }
  await expect(crawlWith(workday, { config, answer })).rejects.toThrow('told of 60 postings and held 40')
})

test('only details that are new, or weeks old, are read again', async () => {
  const jobs = jobsOf(30)
  const cursor = await readBefore(jobs)
  const soon = await crawlWith(workday, { config, cursor, now: '2026-08-27T12:00:00Z', answer: playSite(jobsOf(31)) })
  expect(soon.pages.map((page) => page.payload.key)).toEqual(['board/acme.wd5/Careers/Engineer_R-30'])
  expect(soon.ends[0]?.listed).toHaveLength(31)
  expect(soon.expected).toEqual({ total: 1, fresh: 30 })
  const late = await crawlWith(workday, { config, cursor, now: '2026-09-30T12:00:00Z', answer: playSite(jobs) })
  expect(late.pages).toHaveLength(30)
})

test('a site that robots.txt bars by its page is not read through its interface', async () => {
  const answer = playSite(jobsOf(3), 'User-agent: *\nDisallow: /Careers/\n')
  await expect(crawlWith(workday, { config, answer })).rejects.toMatchObject({ kind: 'HaltSource' })
})
