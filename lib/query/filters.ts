import { z } from 'zod'
import { buckets, Month } from '@/lib/domain/month'
import { remoteKinds, seniorities } from '@/lib/domain/posting'
import { Family } from '@/lib/domain/skill'

export const populations = ['strict', 'broad', 'all'] as const
export const levelFilters = ['any', 'required', 'preferred', 'mentioned'] as const

/** The one query. Population filters narrow both sides of a share; skills, families and level narrow the numerator only. */
export const Filters = z.object({
  skills: z.array(z.string()),
  families: z.array(Family),
  /** ISO 3166-1, ISO 3166-2 or `EU` (which takes in its member states). Empty: everywhere. */
  regions: z.array(z.string()),
  remote: z.array(z.enum(remoteKinds)),
  seniority: z.array(z.enum(seniorities)),
  sources: z.array(z.string()),
  /** Population: `strict` backend, `broad` backend (strict included) or `all` postings. */
  role: z.enum(populations),
  /** Counts a vacancy when the strongest level of the series in it is this one. */
  level: z.enum(levelFilters),
  from: Month.nullable(),
  to: Month.nullable(),
  bucket: z.enum(buckets),
})
export type Filters = z.infer<typeof Filters>
