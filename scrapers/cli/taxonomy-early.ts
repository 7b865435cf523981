import type { Pool } from 'pg'
import { getDemandEngine } from '@/lib/db/engine'
import { listEvidencePostings } from '@/lib/db/postings-store'
import { textTable } from '@/lib/export/text-table'
import { type EarlyTags, everyPosting, monthBefore, readEarlyTags } from '@/lib/query/early-tags'
import { countOf } from '@/lib/query/ingest-words'
import { formatCount, formatShare } from '@/lib/query/numbers'
import type { Skill } from '@/lib/tagger/skill'
import { tag } from '@/lib/tagger/tag'
import { skillById, skills } from '@/lib/tagger/taxonomy'
import { withPool } from '@/scrapers/cli/with-pool'

const columns = ['Skill', 'Id', 'Since', 'Older postings', 'All postings', 'Share'].map((heading) => ({
  heading,
  isNumber: heading !== 'Skill' && heading !== 'Id',
}))

const nameOf = (id: string): string => skillById(id)?.name ?? id

function describe(found: readonly EarlyTags[]): string {
  const rows = found.map(({ skill, since, early, all }) => [
    nameOf(skill),
    skill,
    String(since),
    formatCount(early),
    formatCount(all),
    formatShare(early / all, all),
  ])
  const postings = found.reduce((sum, { early }) => sum + early, 0)
  const whole = `${countOf(postings, 'posting')} older than a skill that ${postings === 1 ? 'it names' : 'they name'}, of ${countOf(found.length, 'skill')}.`
  return found.length === 0
    ? 'No posting names a skill that was not public yet.'
    : `${textTable(columns, rows)}\n${whole}`
}

const around = 60
const mostListed = 20

/** The newest postings older than a skill, one an employer, each with the words that were taken for it. */
async function listPostings(pool: Pool, { id, since }: Skill): Promise<string[]> {
  const filters = { ...everyPosting([id], null), to: monthBefore(since) }
  const postings = await listEvidencePostings(pool, { filters, series: `skill:${id}`, limit: mostListed })
  return postings.map(({ month, text, title, company, url }) => {
    const span = tag({ text, title, company }).find(({ skill }) => skill === id)?.spans[0]
    const words =
      span === undefined
        ? 'by a skill that implies it, or in the title'
        : `… ${text.slice(Math.max(0, span.start - around), span.end + around).replaceAll(/\s+/gu, ' ')} …`
    return `${month}  ${url ?? 'no address'}\n  ${words}`
  })
}

/** Prints `taxonomy early`: the counts of all skills, or of one with its postings. */
export async function showEarly(skill: Skill | null, isJson: boolean): Promise<void> {
  const print = (text: string) => void process.stdout.write(`${text}\n`)
  await withPool(async (pool) => {
    const all = await readEarlyTags(getDemandEngine(), skill === null ? skills : [skill])
    const found = all.filter((one) => one.early > 0).toSorted((a, b) => b.early - a.early)
    if (isJson) return print(JSON.stringify(found))
    const postings = skill === null || found.length === 0 ? [] : await listPostings(pool, skill)
    print([describe(found), ...postings].join('\n'))
  })
}
