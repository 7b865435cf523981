import { hostOfSlug } from '@/scrapers/board-host'
import { siteOf } from '@/scrapers/sources/workday/site'
import type { Employer, Job, Protocol } from './world'

/** What one address answers. */
export interface Answer {
  /** Host, path and query; of a POST, the offset behind it. */
  address: string
  kind: 'board' | 'list' | 'detail'
  body: unknown
}

const htmlOf = ({ sections }: Job): string => sections.map(({ heading, html }) => `<h3>${heading}</h3>${html}`).join('')
const escapeHtml = (html: string): string =>
  html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const isRemote = ({ place }: Job): boolean => place.startsWith('Remote')

const greenhouse = ({ slug, name }: Employer, jobs: Job[]): Answer[] => [
  {
    address: `boards-api.greenhouse.io/v1/boards/${slug}/jobs?content=true`,
    kind: 'board',
    body: {
      jobs: jobs.map((job) => ({
        absolute_url: `https://job-boards.greenhouse.io/${slug}/jobs/${job.number}`,
        internal_job_id: job.number + 7,
        location: { name: job.place },
        metadata: null,
        id: job.number,
        updated_at: job.postedAt.toISOString(),
        requisition_id: String(job.number),
        title: job.title,
        company_name: name,
        first_published: job.postedAt.toISOString(),
        content: escapeHtml(htmlOf(job)),
        departments: [{ id: 1, name: 'Engineering', child_ids: [], parent_id: null }],
        offices: [{ id: 1, name: job.place, location: job.place, child_ids: [], parent_id: null }],
      })),
      meta: { total: jobs.length },
    },
  },
]

const lever = ({ slug }: Employer, jobs: Job[]): Answer[] => [
  {
    address: `api.lever.co/v0/postings/${slug}?mode=json`,
    kind: 'board',
    body: jobs.map((job) => ({
      id: `00000000-0000-4000-8000-${String(job.number).padStart(12, '0')}`,
      text: job.title,
      hostedUrl: `https://jobs.lever.co/${slug}/${job.number}`,
      createdAt: job.postedAt.getTime(),
      workplaceType: isRemote(job) ? 'remote' : 'hybrid',
      categories: { location: job.place, allLocations: [job.place], team: 'Engineering', commitment: 'Full time' },
      description: job.sections[0]?.html ?? '',
      lists: job.sections.slice(1, 4).map(({ heading, html }) => ({ text: heading, content: html })),
      additional: job.sections[4]?.html ?? '',
    })),
  },
]

const ashby = ({ slug }: Employer, jobs: Job[]): Answer[] => [
  {
    address: `api.ashbyhq.com/posting-api/job-board/${slug}?includeCompensation=true`,
    kind: 'board',
    body: {
      apiVersion: '1',
      jobs: jobs.map((job) => ({
        id: `00000000-0000-4000-9000-${String(job.number).padStart(12, '0')}`,
        title: job.title,
        location: job.place,
        secondaryLocations: [],
        department: 'Engineering',
        isListed: true,
        isRemote: isRemote(job),
        publishedAt: job.postedAt.toISOString(),
        jobUrl: `https://jobs.ashbyhq.com/${slug}/${job.number}`,
        descriptionHtml: htmlOf(job),
        compensation: {
          compensationTiers: [
            {
              components: [
                {
                  compensationType: 'Salary',
                  interval: '1 YEAR',
                  currencyCode: 'EUR',
                  minValue: 70000,
                  maxValue: 90000,
                },
              ],
            },
          ],
        },
      })),
    },
  },
]

const recruitee = ({ slug, name }: Employer, jobs: Job[]): Answer[] => [
  {
    address: `${hostOfSlug(slug, 'recruitee.com')}/api/offers/`,
    kind: 'board',
    body: {
      offers: jobs.map((job) => ({
        id: job.number,
        title: job.title,
        careers_url: `https://${hostOfSlug(slug, 'recruitee.com')}/o/${job.number}`,
        company_name: name,
        published_at: job.postedAt.toISOString().replace(/T(.*)\.000Z/, ' $1 UTC'),
        description: job.sections
          .slice(0, 2)
          .map(({ heading, html }) => `<h3>${heading}</h3>${html}`)
          .join(''),
        requirements: job.sections
          .slice(2)
          .map(({ heading, html }) => `<h3>${heading}</h3>${html}`)
          .join(''),
        location: job.place,
        remote: isRemote(job),
      })),
    },
  },
]

/** Offsets of the pages of a list; an empty list has one as well. */
const offsetsOf = (count: number, size: number): number[] =>
  Array.from({ length: Math.max(1, Math.ceil(count / size)) }, (_, page) => page * size)

function smartrecruiters({ slug, name }: Employer, jobs: Job[]): Answer[] {
  const address = `api.smartrecruiters.com/v1/companies/${slug}/postings`
  const rowOf = (job: Job) => ({
    id: String(job.number),
    name: job.title,
    // A new reference tells that the text was edited.
    refNumber: `REF${job.number}-${job.revision}`,
    company: { identifier: slug, name },
    releasedDate: job.postedAt.toISOString(),
    location: { fullLocation: job.place, remote: isRemote(job) },
  })
  const pages = offsetsOf(jobs.length, 100).map((offset): Answer => ({
    address: `${address}?limit=100&offset=${offset}`,
    kind: 'list',
    body: { limit: 100, offset, totalFound: jobs.length, content: jobs.slice(offset, offset + 100).map(rowOf) },
  }))
  const details = jobs.map((job): Answer => {
    const [about, duties, wants, pluses, offered] = job.sections.map(({ heading, html }) => ({
      title: heading,
      text: html,
    }))
    const more = { title: pluses?.title, text: `${pluses?.text ?? ''}${offered?.text ?? ''}` }
    const sections = {
      companyDescription: about,
      jobDescription: duties,
      qualifications: wants,
      additionalInformation: more,
    }
    return { address: `${address}/${job.number}`, kind: 'detail', body: { ...rowOf(job), jobAd: { sections } } }
  })
  return [...pages, ...details]
}

function workday({ slug }: Employer, jobs: Job[]): Answer[] {
  const { api } = siteOf(slug)
  const address = api.replace('https://', '')
  const pathOf = (job: Job) => `/job/${encodeURIComponent(job.place.split(',')[0] ?? '')}/Engineer_R${job.number}`
  const pages = offsetsOf(jobs.length, 20).map((offset): Answer => ({
    address: `${address}/jobs ${offset}`,
    kind: 'list',
    body: {
      total: offset === 0 ? jobs.length : 0,
      jobPostings: jobs.slice(offset, offset + 20).map((job) => ({
        title: job.title,
        externalPath: pathOf(job),
        locationsText: job.place,
        postedOn: 'Posted 30+ Days Ago',
        bulletFields: [`R${job.number}`, `revision ${job.revision}`],
      })),
      facets: [],
    },
  }))
  const details = jobs.map((job): Answer => ({
    address: `${address}${pathOf(job)}`,
    kind: 'detail',
    body: {
      jobPostingInfo: {
        id: String(job.number),
        title: job.title,
        jobDescription: htmlOf(job),
        location: job.place,
        startDate: job.postedAt.toISOString().slice(0, 10),
        jobReqId: `R${job.number}`,
        posted: true,
      },
    },
  }))
  return [...pages, ...details]
}

const byProtocol: Record<Protocol, (employer: Employer, jobs: Job[]) => Answer[]> = {
  greenhouse,
  lever,
  ashby,
  recruitee,
  smartrecruiters,
  workday,
}

/** Everything that the board of an employer answers while it shows these jobs. */
export const answersOf = (employer: Employer, jobs: Job[]): Answer[] => byProtocol[employer.protocol](employer, jobs)

/** The id under which a job is stored. */
export function externalIdOf({ protocol, slug }: Employer, { number }: Job): string {
  const padded = String(number).padStart(12, '0')
  if (protocol === 'lever') return `${slug}/00000000-0000-4000-8000-${padded}`
  if (protocol === 'ashby') return `${slug}/00000000-0000-4000-9000-${padded}`
  return `${slug}/${protocol === 'workday' ? `Engineer_R${number}` : number}`
}
