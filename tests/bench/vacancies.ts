import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { duplicateKeyOf } from '@/lib/normalise/duplicate-key'
import { readCompany } from '@/lib/normalise/company'
import { shinglesOfPosting } from '@/lib/vacancy/advertisement'
import { groupAdvertisements } from '@/lib/vacancy/group'
import { judgePair } from '@/lib/vacancy/likeness'
import { jaccardOf } from '@/lib/vacancy/shingles'
import { hackernews, monthOfTitle } from '@/scrapers/sources/hackernews/source'
import { advertisementOf, type WrittenPosting } from '@/tests/support/naive-vacancies'
import { sharedData } from '@/tests/support/shared-data'

export const name = 'vacancies'

const defaultThreads = 36
const repostDays = 65
const dayMs = 24 * 60 * 60 * 1000
const Thread = z.object({ title: z.string(), created_at: z.string() })

/** Postings of the newest recorded threads. */
function readPostings(folder: string, threads: number): WrittenPosting[] {
  const items = join(folder, 'hn-algolia/items')
  const bodies = readdirSync(items).map((file) => gunzipSync(readFileSync(join(items, file))))
  const dated = bodies.map((body) => ({ body, ...Thread.parse(JSON.parse(body.toString())) }))
  const newest = dated.toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1)).slice(0, threads)
  return newest.flatMap(({ body, title, created_at }) => {
    const month = monthOfTitle(title, new Date(created_at))
    if (month === null) return []
    const payload = { key: 'thread/0', url: 'https://hn.test/', status: 200, headers: {}, body, context: { month } }
    return hackernews.parse(payload).postings.map((input) => ({
      id: `${month}/${input.externalId}`,
      employer: input.company === null ? null : (readCompany(input.company)?.key ?? null),
      title: input.title,
      isTitleGiven: false,
      places: [],
      text: input.text,
      day: Math.floor(input.postedAt.getTime() / dayMs),
      month,
    }))
  })
}

/** Seconds of processor time of this process; what else the machine does counts little. */
async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Compares every two postings of an employer within the window; the likest way to be right, and the peer. */
function comparePairs(postings: readonly WrittenPosting[]): number {
  const ads = postings.map((posting) => ({ ad: advertisementOf(posting), shingles: shinglesOfPosting(posting) }))
  const employers = new Map<string, typeof ads>()
  for (const one of ads) {
    const { employer } = one.ad
    if (employer !== null) employers.set(employer, [...(employers.get(employer) ?? []), one])
  }
  let joined = 0
  for (const own of employers.values())
    for (const [index, left] of own.entries())
      for (const right of own.slice(index + 1)) {
        const similarity = jaccardOf(left.shingles, right.shingles)
        if (judgePair(left.ad, right.ad, { similarity, repostDays }).isOne) joined += 1
      }
  return joined
}

/** `npm run bench -- vacancies [threads]`: what signing and grouping cost, beside an exact key and beside comparing every two. */
export async function run([threads]: string[]): Promise<void> {
  const data = sharedData()
  if (data === null) throw new Error('Set SKILLTIDE_SHARED_DATA to the folder of recorded data.')
  const postings = readPostings(data, threads === undefined ? defaultThreads : Number(threads))
  const byId = new Map(postings.map((posting) => [posting.id, posting]))
  const ads = postings.map(advertisementOf)
  const loadShingles = (ids: string[]) =>
    Promise.resolve(
      new Map(
        ids.flatMap((id) => {
          const posting = byId.get(id)
          return posting === undefined ? [] : [[id, shinglesOfPosting(posting)]]
        }),
      ),
    )
  let vacancies = 0
  // Like one busy employer: every posting of it is like every other.
  const [first] = postings
  const alike = Array.from({ length: 2_000 }, (_, index) => ({
    ...(first ?? { employer: null, title: null, isTitleGiven: false, places: [], text: '', day: 0, month: '0' }),
    id: String(index),
    employer: 'acme',
    text: `${first?.text ?? ''} ${index}`,
  }))
  const rows = [
    ['exact key of each text', await cpuSeconds(() => postings.forEach(({ text }) => duplicateKeyOf(text)))],
    ['signing', await cpuSeconds(() => postings.forEach(advertisementOf))],
    [
      'grouping, texts read and compared',
      await cpuSeconds(async () => {
        const grouped = await groupAdvertisements(ads, { repostDays, loadShingles })
        vacancies = new Set([...grouped.values()].map(({ vacancy }) => vacancy)).size
      }),
    ],
    ['peer: signing, then every two of an employer', await cpuSeconds(() => comparePairs(postings))],
  ] as const
  console.log(`${postings.length} postings of recorded threads, ${vacancies} vacancies; processor time`)
  console.table(
    rows.map(([work, seconds]) => ({
      work,
      'µs a posting': ((seconds / postings.length) * 1e6).toFixed(0),
      'postings a second': Math.round(postings.length / seconds),
    })),
  )
  const signed = alike.map(advertisementOf)
  const ours = await cpuSeconds(() =>
    groupAdvertisements(signed, {
      repostDays,
      loadShingles: (ids) =>
        Promise.resolve(new Map(alike.map((one) => [one.id, shinglesOfPosting(one)] as const).slice(0, ids.length))),
    }),
  )
  const pairs = await cpuSeconds(() => comparePairs(alike))
  console.log(
    `${alike.length} near-equal postings of one employer: grouped in ${ours.toFixed(2)} s, every two compared in ${pairs.toFixed(2)} s (${(pairs / ours).toFixed(0)} times as long).`,
  )
}
