import type { Month } from '@/lib/domain/month'
import type { DemandEngine } from '@/lib/query/engine'
import { defaultFilters, type Filters } from '@/lib/query/filters'

/** Postings that name a skill, and those of them from before the year in which it became public: a sign of error. */
export interface EarlyTags {
  skill: string
  /** First year in which the skill was public. */
  since: number
  /** Postings of all kinds from before it. */
  early: number
  /** Postings of all kinds and years. */
  all: number
}

/** Every posting that names the skills, whatever it is of and however often it was posted. */
export const everyPosting = (skills: readonly string[], asOf: number | null): Filters => ({
  ...defaultFilters,
  role: 'all',
  unit: 'posting',
  arrival: 'all',
  bucket: 'year',
  skills: [...skills],
  asOf,
})

/** Last month before a skill was public. */
export const monthBefore = (since: number): Month => `${since - 1}-12`

/** Counts the postings of each skill that are older than it, in the order given. */
export async function readEarlyTags(
  engine: DemandEngine,
  skills: readonly { id: string; since: number }[],
  asOf: number | null = null,
): Promise<EarlyTags[]> {
  const ids = skills.map(({ id }) => id)
  const { rows } = await engine.demand(everyPosting(ids, asOf))
  const counted = new Map(
    skills.map(({ id, since }): [string, EarlyTags] => [`skill:${id}`, { skill: id, since, early: 0, all: 0 }]),
  )
  for (const { series, start, vacancies } of rows) {
    const found = counted.get(series)
    if (found === undefined) continue
    found.all += vacancies
    if (Number(start.slice(0, 4)) < found.since) found.early += vacancies
  }
  return [...counted.values()]
}
