import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Values with how often each occurs, in 10 000 of its kind. */
const Counts = z.array(z.tuple([z.string(), z.number()]))

/** What the generator knows of real vacancies: shares and quantiles of the recorded threads, measured by `bench -- measure-vacancies`. */
export const VacancyStatistics = z.object({
  postings: z.int(),
  byYear: Counts,
  roles: Counts,
  remote: Counts,
  seniority: Counts,
  regions: Counts,
  /** Quantiles in steps of a twentieth. */
  words: z.array(z.number()),
  skillsNamed: z.array(z.number()),
  skills: Counts,
  levels: Counts,
  /** Share of postings that say that their employer is a startup, that hold an any-of group, that are copies. */
  startups: z.number(),
  choices: z.number(),
  copies: z.number(),
  perEmployer: z.number(),
  /** Share of all postings that the first part of the employers wrote. */
  topEmployers: z.array(z.array(z.number())),
})
export type VacancyStatistics = z.infer<typeof VacancyStatistics>

export const readVacancyStatistics = (): VacancyStatistics =>
  VacancyStatistics.parse(JSON.parse(readFileSync(new URL('vacancy-statistics.json', import.meta.url), 'utf8')))
