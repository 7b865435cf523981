import type { Pool } from 'pg'
import { z } from 'zod'
import { readMembers, readShingles } from '@/lib/db/vacancy-rows'
import { Month } from '@/lib/domain/month'
import { type ExplainedPosting, explainPair, type Link, linkPostings } from '@/lib/vacancy/explain'

/** Postings of a vacancy that are compared with one another; a vacancy of more shows its newest. */
export const mostExplained = 200

const Row = z.object({
  id: z.string(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  sourceId: z.string(),
  sourceName: z.string(),
  url: z.string().nullable(),
  month: z.string().transform((day) => Month.parse(day.slice(0, 7))),
  day: z.string(),
  places: z.array(z.string()),
  text: z.string(),
})
type Row = z.infer<typeof Row>
const Shown = Row.omit({ text: true }).extend({ month: Month })

/** A posting of a vacancy, and how it hangs together with the others. */
export interface VacancyPosting extends z.infer<typeof Shown> {
  /** Null for the first of the vacancy. */
  link: Link | null
}

export interface VacancyView {
  /** The smallest id of its postings. */
  id: string
  /** How many postings it has in all. */
  size: number
  /** In order of day; the newest `mostExplained`. */
  postings: VacancyPosting[]
}

const rowsSql = (condition: string): string => `
  select p.id, p.title, company.name as company, p.source_id as "sourceId", coalesce(source.name, p.source_id) as "sourceName", p.url, f.month, f.day,
         array(select place.text from posting_place place where place.posting_id = p.id order by ordinal) as places, p.text
    from posting_fact f join posting p on p.id = f.posting_id left join source on source.id = p.source_id
    left join company on company.id = p.company_id where ${condition} order by f.day desc, p.id desc limit ${mostExplained}`

const Found = z.array(z.object({ vacancyId: z.string(), clusterId: z.string() }))

/** Vacancy and cluster of a posting that counts and is grouped; null for any other. */
async function findVacancy(pool: Pool, postingId: string): Promise<{ vacancyId: string; clusterId: string } | null> {
  const { rows } = await pool.query(
    `select f.vacancy_id as "vacancyId", s.cluster_id as "clusterId"
       from posting_fact f join posting_signature s on s.posting_id = f.posting_id where f.posting_id = $1`,
    [postingId],
  )
  return Found.parse(rows)[0] ?? null
}

async function explained(pool: Pool, rows: readonly Row[], clusters: string[]): Promise<ExplainedPosting[]> {
  const members = new Map((await readMembers(pool, clusters)).map((member) => [member.id, member]))
  const shingles = await readShingles(
    pool,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id, text }) => {
    const advertisement = members.get(id)
    const own = shingles.get(id)
    return advertisement === undefined || own === undefined ? [] : [{ advertisement, shingles: own, text }]
  })
}

/** The vacancy of a posting with all its postings and why they are one; null when the posting does not count, or is not grouped yet. */
export async function readVacancy(pool: Pool, postingId: string, repostDays: number): Promise<VacancyView | null> {
  const found = await findVacancy(pool, postingId)
  if (found === null) return null
  const { rows } = await pool.query(
    rowsSql(`f.vacancy_id = $1 and f.posting_id in (select posting_id from posting_signature where cluster_id = $2)`),
    [found.vacancyId, found.clusterId],
  )
  const newestLast = z.array(Row).parse(rows).toReversed()
  const links = linkPostings(await explained(pool, newestLast, [found.clusterId]), repostDays)
  const [{ size }] = z.tuple([z.object({ size: z.int() })]).parse(
    (
      await pool.query(
        `select count(*)::int as size from posting_signature s join posting_fact f using (posting_id)
          where s.cluster_id = $1 and f.vacancy_id = $2`,
        [found.clusterId, found.vacancyId],
      )
    ).rows,
  )
  return {
    id: found.vacancyId,
    size,
    postings: newestLast.map((row) => ({ ...Shown.parse(row), link: links.get(row.id) ?? null })),
  }
}

/** Why two postings are one vacancy or two; null when one of them does not count, or is not grouped yet. */
export async function comparePostings(
  pool: Pool,
  ids: readonly [string, string],
  repostDays: number,
): Promise<Link | null> {
  const clusters = await Promise.all(ids.map((id) => findVacancy(pool, id)))
  const { rows } = await pool.query(rowsSql('f.posting_id = any($1)'), [ids])
  const both = await explained(
    pool,
    z.array(Row).parse(rows),
    clusters.flatMap((found) => found?.clusterId ?? []),
  )
  const [here, there] = ids.map((id) => both.find(({ advertisement }) => advertisement.id === id))
  return here === undefined || there === undefined ? null : explainPair(here, there, repostDays)
}
