import type { Pool } from 'pg'
import { syncReference } from '@/lib/db/reference-store'
import { skills } from '@/lib/tagger/taxonomy'
import { sources } from '@/scrapers/registry'

/** Brings the tables `source` and `skill` to what this code declares: the first thing any writing process does. */
export const syncDeclared = (pool: Pool): Promise<void> =>
  syncReference(pool, {
    sources,
    skills: skills.map(({ id, name, family }) => ({ id, name, family })),
  })
