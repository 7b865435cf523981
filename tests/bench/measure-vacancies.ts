import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { monthOf } from '@/lib/domain/month'
import { levels } from '@/lib/domain/skill'
import type { PostingToStore } from '@/lib/db/posting-to-store'
import { readEnv } from '@/lib/env'
import { processPayload } from '@/scrapers/process-payload'
import { hackernews } from '@/scrapers/sources/hackernews/source'
import type { VacancyStatistics } from './vacancy-statistics'

export const name = 'measure-vacancies'

const Thread = z.object({ id: z.int(), created_at: z.coerce.date() })

/** Postings of every n-th recorded thread. */
function readPostings(folder: string, every: number): PostingToStore[] {
  const files = readdirSync(folder).toSorted()
  return files
    .filter((_, index) => index % every === 0)
    .flatMap((file) => {
      const body = gunzipSync(readFileSync(join(folder, file)))
      const thread = Thread.parse(JSON.parse(body.toString()))
      return processPayload(hackernews, {
        key: `thread/${thread.id}`,
        url: '',
        status: 200,
        headers: {},
        body,
        context: { month: monthOf(thread.created_at) },
      }).postings
    })
}

/** How often each value occurs in 10 000, the commonest first. */
function countValues(values: readonly string[], limit = Infinity): [string, number][] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, limit)
    .map(([value, count]) => [value, Math.max(1, Math.round((count / values.length) * 10_000))])
}

/** 21 quantiles: least, every twentieth, most. */
function quantiles(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  return Array.from({ length: 21 }, (_, at) => sorted[Math.round((at / 20) * (sorted.length - 1))] ?? 0)
}

const skillsOf = ({ series }: PostingToStore, level: (typeof levels)[number]): string[] =>
  series[level].filter((key) => key.startsWith('skill:')).map((key) => key.slice('skill:'.length))

function measure(postings: readonly PostingToStore[]): VacancyStatistics {
  const employers = countValues(postings.map(({ normalised, input }) => normalised.company?.key ?? input.externalId))
  const total = employers.reduce((sum, [, count]) => sum + count, 0)
  const shareOf = (part: number) =>
    employers.slice(0, Math.ceil(employers.length * part)).reduce((sum, [, count]) => sum + count, 0) / total
  const named = postings.map((posting) => levels.flatMap((level) => skillsOf(posting, level)))
  const texts = new Set(postings.map(({ normalised }) => `${normalised.company?.key ?? ''} ${normalised.duplicateKey}`))
  return {
    postings: postings.length,
    byYear: countValues(postings.map(({ input }) => input.month.slice(0, 4))).toSorted(),
    roles: countValues(postings.map(({ normalised }) => normalised.role.backend)),
    remote: countValues(postings.map(({ normalised }) => normalised.remote)),
    seniority: countValues(
      postings.map(({ normalised }) => normalised.seniority.join(' ')),
      20,
    ),
    regions: countValues(
      postings.map(({ regions }) => regions.join(' ')),
      200,
    ),
    words: quantiles(postings.map(({ normalised }) => normalised.wordCount)),
    skillsNamed: quantiles(named.map((skills) => skills.length)),
    skills: countValues(named.flat()),
    levels: countValues(
      postings.flatMap((posting) => levels.flatMap((level) => skillsOf(posting, level).map(() => level))),
    ),
    startups: postings.filter(({ signals }) => signals.some(({ counts }) => counts)).length / postings.length,
    choices: postings.filter(({ anyOf }) => anyOf.length > 0).length / postings.length,
    copies: 1 - texts.size / postings.length,
    perEmployer: postings.length / employers.length,
    topEmployers: [0.01, 0.1, 0.5].map((part) => [part, Number(shareOf(part).toFixed(4))]),
  }
}

/** Writes tests/bench/vacancy-statistics.json from the recorded threads: counts only, no text and no name. */
export async function run([every = '4']: string[]): Promise<void> {
  const { SKILLTIDE_SHARED_DATA: folder } = readEnv()
  if (folder === undefined) throw new Error('set SKILLTIDE_SHARED_DATA to the folder of recorded data')
  const statistics = measure(readPostings(join(folder, 'hn-algolia/items'), Number(every)))
  writeFileSync(new URL('vacancy-statistics.json', import.meta.url), `${JSON.stringify(statistics)}\n`)
  process.stdout.write(`${statistics.postings} postings were measured\n`)
}
