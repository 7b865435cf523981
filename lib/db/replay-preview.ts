import type { ClientBase } from 'pg'
import { z } from 'zod'
import { writePage } from '@/lib/db/ingest-store'
import type { PageToStore, StoredPage } from '@/lib/db/page-to-store'

/** What of a posting a new parser or rule would change, as people name it, with the comparison that tells. */
const comparisons = {
  title: 'p.title is distinct from s.title',
  company: 'p.company_id is distinct from s.company_id',
  text: 'p.text <> s.text',
  date: 'p.posted_at <> s.posted_at',
  month: 'p.month <> s.month',
  address: 'p.url is distinct from s.url',
  listing: 'p.listing <> s.listing',
  places: `(select coalesce(jsonb_agg(jsonb_build_array(l.text, l.country, l.region, l.city) order by l.ordinal), '[]')
      from posting_place l where l.posting_id = p.id) <> s.places`,
  language: 'p.language is distinct from s.language',
  role: 'p.role <> s.role',
  remote: 'p.remote <> s.remote',
  seniority: 'p.seniority <> s.seniority',
  pay: `(p.salary_min, p.salary_max, p.salary_currency, p.salary_period)
    is distinct from (s.salary_min, s.salary_max, s.salary_currency, s.salary_period)`,
  skills: `f.posting_id is not null and (f.required, f.preferred, f.mentioned) <> (s.required, s.preferred, s.mentioned)`,
} as const

const differences = `
  select external_id, fields from (
    select p.external_id, array_remove(array[${Object.entries(comparisons)
      .map(([name, differs]) => `case when ${differs} then '${name}' end`)
      .join(', ')}]::text[], null) as fields
      from stage_posting s join posting p on p.id = s.id left join posting_fact f on f.posting_id = p.id
  ) compared where cardinality(fields) > 0 order by external_id`

const Differences = z.array(z.object({ external_id: z.string(), fields: z.array(z.string()) }))

export interface PagePreview {
  stored: StoredPage
  /** Postings that would change, with what of them. */
  changed: { externalId: string; fields: string[] }[]
}

/**
 * Writes a page and takes it back, to tell what it would change. A row whose parser version alone would rise does not
 * count as changed.
 */
export async function previewPage(client: ClientBase, page: PageToStore): Promise<PagePreview> {
  const changed: PagePreview['changed'] = []
  await client.query('begin')
  try {
    const stored = await writePage(client, page, async () => {
      const rows = Differences.parse((await client.query(differences)).rows)
      for (const row of rows) changed.push({ externalId: row.external_id, fields: row.fields })
    })
    return { stored, changed }
  } finally {
    await client.query('rollback')
  }
}
