import type { ClientBase } from 'pg'
import { z } from 'zod'
import { backendRoles, remoteKinds, seniorities } from '@/lib/domain/posting'
import { levels } from '@/lib/domain/skill'
import type { Month } from '@/lib/domain/month'
import type { FactToSeal } from '@/lib/demand-index/seal'

const Codes = z.array(z.int())

const Row = z.object({
  posting_id: z.string(),
  vacancy_id: z.string(),
  day: z.string(),
  employer_id: z.string(),
  source_id: z.string(),
  role: z.enum(backendRoles),
  remote: z.enum(remoteKinds),
  arrival: z.enum(['flow', 'stock']),
  says_startup: z.boolean(),
  seniority: z.array(z.enum(seniorities)),
  regions: z.array(z.string()),
  words: z.int(),
  required: Codes,
  preferred: Codes,
  mentioned: Codes,
  any_of: z.array(z.tuple([z.enum(levels), Codes])),
})

// Grouped once and joined: asked of each fact alone, the parts took most of the time of a large month.
const factsOfMonth = `
  with speaking as (
    select distinct posting_id from posting_signal where counts and month = $1::date
  ), choice as (
    select a.posting_id, json_agg(json_build_array(a.level, a.codes) order by a.ordinal) as any_of
      from posting_any_of a join posting_fact f using (posting_id) where f.month = $1::date group by a.posting_id
  )
  select f.posting_id, f.vacancy_id, f.day, f.employer_id, f.source_id, f.role, f.remote, f.arrival,
         speaking.posting_id is not null as says_startup, f.seniority, f.regions, f.words,
         f.required, f.preferred, f.mentioned, coalesce(choice.any_of, '[]') as any_of
    from posting_fact f left join speaking using (posting_id) left join choice using (posting_id)
   where f.month = $1::date`

/** The facts of one month as the index takes them, as the transaction of the client sees them. */
export async function readFactsToSeal(client: ClientBase, month: Month): Promise<FactToSeal[]> {
  const { rows } = await client.query(factsOfMonth, [`${month}-01`])
  return rows.map((given: unknown) => {
    const row = Row.parse(given)
    return {
      postingId: row.posting_id,
      vacancyId: row.vacancy_id,
      day: row.day,
      employerId: row.employer_id,
      sourceId: row.source_id,
      role: row.role,
      remote: row.remote,
      isStock: row.arrival === 'stock',
      saysStartup: row.says_startup,
      seniority: row.seniority,
      regions: row.regions,
      words: row.words,
      named: { required: row.required, preferred: row.preferred, mentioned: row.mentioned },
      anyOf: row.any_of.map(([level, codes]) => ({ level, codes })),
    }
  })
}
