import type pg from 'pg'
import { z } from 'zod'
import { namesCondition, populationCondition } from '@/lib/db/demand/dimensions'
import { createStatement, readSnapshot } from '@/lib/db/demand/snapshot'
import type { SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { Month } from '@/lib/domain/month'
import { monthsAround, signalKinds } from '@/lib/domain/startup'

/** A day of the database, as its month. */
const isoMonth = z.string().transform((day) => Month.parse(day.slice(0, 7)))

const PostingRow = z.object({
  id: z.string(),
  title: z.string().nullable(),
  text: z.string(),
  company: z.string().nullable(),
  url: z.string().nullable(),
  sourceId: z.string(),
  sourceName: z.string(),
  month: isoMonth,
  places: z.array(z.string()),
  remote: z.string(),
  /** Postings of its vacancy, itself among them. */
  vacancyPostings: z.int(),
  /** What makes its employer a startup: in this posting, else in the nearest of the employer's others that says so. */
  signals: z.array(
    z.object({
      kind: z.enum(signalKinds),
      value: z.string(),
      evidence: z.string(),
      month: isoMonth,
      isOwn: z.boolean(),
    }),
  ),
})
/** A posting with the text that its evidence is looked up in; never shown whole. */
export type EvidencePosting = z.infer<typeof PostingRow>

/** Newest facts looked through for each posting asked: enough to pass over employers with many openings. */
const lookedThroughPerPosting = 20

/**
 * The newest postings of a population that name a series at the level of the filters, one an employer, so that no
 * employer fills the list. Fewer than asked when a few employers hold all of the newest.
 */
export function listEvidencePostings(
  pool: pg.Pool,
  { filters, series, limit }: { filters: Filters; series: SeriesKey; limit: number },
): Promise<EvidencePosting[]> {
  const statement = createStatement()
  const where = `${populationCondition(filters, statement)} and ${namesCondition(series, filters.level, statement)}`
  const text = `
    with newest as (
      select posting_id, employer_id, month from posting_fact
       where ${where} order by month desc, posting_id limit ${statement.bind(limit * lookedThroughPerPosting)}::int
    ), chosen as (
      select distinct on (employer_id) posting_id, employer_id, month from newest order by employer_id, month desc, posting_id
    )
    select posting.id, posting.title, posting.text, company.name as company, posting.url, posting.month::text as month,
           posting.remote, posting.source_id as "sourceId", source.name as "sourceName",
           (select count(*)::int from posting_signature s join posting_fact f on f.posting_id = s.posting_id
             where s.cluster_id = own.cluster_id and f.vacancy_id = fact.vacancy_id) as "vacancyPostings",
           array(select place.text from posting_place place where place.posting_id = posting.id order by ordinal) as places,
           (select coalesce(json_agg(json_build_object(
                     'kind', kind, 'value', value, 'evidence', evidence, 'month', signal.month,
                     'isOwn', signal.posting_id = posting.id) order by ordinal), '[]')
              from posting_signal signal where signal.counts and signal.posting_id = (
                select near.posting_id from posting_signal near
                 where near.counts and near.employer_id = chosen.employer_id
                   and near.month between chosen.month - interval '${monthsAround} months'
                                      and chosen.month + interval '${monthsAround} months'
                 order by near.posting_id <> chosen.posting_id, abs(near.month - chosen.month), near.posting_id limit 1
              )) as signals
      from chosen
      join posting on posting.id = chosen.posting_id
      join source on source.id = posting.source_id
      join posting_fact fact on fact.posting_id = posting.id
      left join posting_signature own on own.posting_id = posting.id
      left join company on company.id = posting.company_id
     order by posting.month desc, posting.posted_at desc, posting.id
     limit ${statement.bind(limit)}::int`
  return readSnapshot(pool, (snapshot) => snapshot.rows(PostingRow, text, statement.values))
}
