import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { load } from 'cheerio'
import { readEnv } from '@/lib/env'

/** A recorded posting, its text still HTML. */
export interface RecordedPosting {
  /** `hn/<story>-<comment>` or `<source>/<board or file>/<id>`. */
  id: string
  /** Group that the draw balances over. */
  stratum: string
  /** Null for HN, where the text's first line is the header. */
  title: string | null
  placeTexts: string[]
  remoteText: string | null
  html: string
}

/** Guarantee: the recorded data is fixed, and its README states these shapes. */
function readJson<T>(path: string): T {
  const bytes = readFileSync(path)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as T
}

const listFiles = (folder: string, suffix: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(suffix))
    .toSorted()
    .map((name) => join(folder, name))

const present = (values: (string | null | undefined)[]) => values.filter((value): value is string => Boolean(value))

interface HnThread {
  id: number
  created_at: string
  children: { id: number; text: string | null }[]
}

export const hnEras = [
  { name: '2011-2013', first: 2011, last: 2013 },
  { name: '2014-2016', first: 2014, last: 2016 },
  { name: '2017-2019', first: 2017, last: 2019 },
  { name: '2020-2022', first: 2020, last: 2022 },
  { name: '2023-2024', first: 2023, last: 2024 },
] as const

const readHn = (data: string): RecordedPosting[] =>
  listFiles(join(data, 'hn-algolia/items'), '.json.gz').flatMap((path) => {
    const thread = readJson<HnThread>(path)
    const year = new Date(thread.created_at).getUTCFullYear()
    const era = hnEras.find(({ first, last }) => first <= year && year <= last)
    if (era === undefined) return []
    return thread.children.map((comment) => ({
      id: `hn/${thread.id}-${comment.id}`,
      stratum: `hn ${era.name}`,
      title: null,
      placeTexts: [],
      remoteText: null,
      html: comment.text ?? '',
    }))
  })

interface GreenhouseBoard {
  jobs: { id: number; title: string; content: string; location?: { name: string } }[]
}

const readGreenhouse = (path: string, board: string, stratum: string): RecordedPosting[] =>
  readJson<GreenhouseBoard>(path).jobs.map((job) => ({
    id: `greenhouse/${board}/${job.id}`,
    stratum,
    title: job.title.trim(),
    placeTexts: present([job.location?.name]),
    remoteText: null,
    // Greenhouse escapes the whole HTML once more.
    html: load(job.content, null, false).root().text(),
  }))

interface LeverJob {
  id: string
  text: string
  description: string
  lists?: { text: string; content: string }[]
  additional?: string
  categories: { location?: string; allLocations?: string[] }
  workplaceType?: string
}

const readLever = (path: string, board: string, stratum: string): RecordedPosting[] =>
  readJson<LeverJob[]>(path).map((job) => ({
    id: `lever/${board}/${job.id}`,
    stratum,
    title: job.text.trim(),
    placeTexts: job.categories.allLocations ?? present([job.categories.location]),
    remoteText: job.workplaceType ?? null,
    html: [
      job.description,
      ...(job.lists ?? []).map((list) => `<p>${list.text}</p><ul>${list.content}</ul>`),
      job.additional ?? '',
    ].join('\n'),
  }))

interface AshbyBoard {
  jobs: {
    id: string
    title: string
    location: string
    secondaryLocations: { location: string }[]
    workplaceType: string | null
    descriptionHtml: string
  }[]
}

const readAshby = (path: string, board: string): RecordedPosting[] =>
  readJson<AshbyBoard>(path).jobs.map((job) => ({
    id: `ashby/${board}/${job.id}`,
    stratum: 'feeds',
    title: job.title.trim(),
    placeTexts: [job.location, ...job.secondaryLocations.map(({ location }) => location)],
    remoteText: job.workplaceType,
    html: job.descriptionHtml,
  }))

interface MuseFeed {
  jobs: { id: number; name: string; contents: string; locations: { name: string }[] }[]
}

const readMuse = (path: string): RecordedPosting[] =>
  readJson<MuseFeed>(path).jobs.map((job) => ({
    id: `themuse/jobs/${job.id}`,
    stratum: 'feeds',
    title: job.name.trim(),
    placeTexts: job.locations.map(({ name }) => name),
    remoteText: null,
    html: job.contents,
  }))

interface JobicyFeed {
  jobs: { id: number; jobTitle: string; jobGeo: string; jobDescription: string }[]
}

const readJobicy = (path: string): RecordedPosting[] =>
  readJson<JobicyFeed>(path).jobs.map((job) => ({
    id: `jobicy/jobs/${job.id}`,
    stratum: 'feeds',
    title: job.jobTitle.trim(),
    placeTexts: [job.jobGeo],
    remoteText: 'Remote',
    html: job.jobDescription,
  }))

const readSnapshots = (data: string, ats: 'greenhouse' | 'lever', read: typeof readLever): RecordedPosting[] =>
  readdirSync(join(data, 'ats-snapshots', ats)).flatMap((board) =>
    listFiles(join(data, 'ats-snapshots', ats, board), '.json.gz').flatMap((path) => read(path, board, ats)),
  )

/** Feeds whose recorded texts are whole; the others under sources/ are trimmed or hold no text. */
function readFeeds(data: string): RecordedPosting[] {
  const file = (name: string) => join(data, 'sources', name)
  return [
    ...readGreenhouse(file('greenhouse/greenhouse-gitlab.json'), 'gitlab', 'feeds'),
    ...readLever(file('lever/lever-lubobali.json'), 'lubobali', 'feeds'),
    ...readAshby(file('ashby/ashby-linear.json'), 'linear'),
    ...readAshby(file('ashby/ashby-brete.json'), 'brete'),
    ...readMuse(file('themuse/themuse-jobs-12.json')),
    ...readJobicy(file('jobicy/jobicy-brete.json')),
    ...readJobicy(file('jobicy/jobicy-lcarlini.json')),
  ]
}

/** Every recorded posting that can be drawn, one an id (the latest snapshot) and one a text. */
export function readPostings(data: string): RecordedPosting[] {
  const all = [
    ...readHn(data),
    ...readSnapshots(data, 'greenhouse', readGreenhouse),
    ...readSnapshots(data, 'lever', readLever),
    ...readFeeds(data),
  ]
  const byId = new Map(all.filter(({ html }) => html.trim() !== '').map((posting) => [posting.id, posting]))
  return [...new Map([...byId.values()].map((posting) => [posting.html, posting])).values()]
}

/** The folder of recorded data. @throws Error when SKILLTIDE_SHARED_DATA is not set */
export function recordedFolder(): string {
  const data = readEnv().SKILLTIDE_SHARED_DATA
  if (data === undefined) throw new Error('Set SKILLTIDE_SHARED_DATA to the folder of recorded data.')
  return data
}

/** Finds recorded postings by id; the one that it gives throws when a posting is not recorded. */
export function createPostingFinder(data: string): (id: string) => RecordedPosting {
  const postings = new Map(readPostings(data).map((posting) => [posting.id, posting]))
  return (id) => {
    const posting = postings.get(id)
    if (posting === undefined) throw new Error(`${id} is not recorded: has the recorded data changed?`)
    return posting
  }
}
