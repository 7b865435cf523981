import { z } from 'zod'
import { BoardContext } from '@/scrapers/whole-board'

const Text = z.string().nullish()
const Id = z.union([z.string().min(1), z.int()]).transform(String)

/** One posting of a site's `postings.json`, as far as we read it. It has no date. */
export const PinpointPosting = z.object({
  id: Id,
  title: z.string(),
  url: Text,
  path: Text,
  description: z.string(),
  key_responsibilities_header: Text,
  key_responsibilities: Text,
  skills_knowledge_expertise_header: Text,
  skills_knowledge_expertise: Text,
  benefits_header: Text,
  benefits: Text,
  workplace_type: Text,
  compensation_minimum: z.number().nullish(),
  compensation_maximum: z.number().nullish(),
  compensation_currency: Text,
  compensation_frequency: Text,
  compensation_visible: z.boolean().nullish(),
  location: z.object({ name: Text, city: Text, province: Text }).nullish(),
})
export type PinpointPosting = z.infer<typeof PinpointPosting>

export const PinpointSite = z.object({ data: z.array(z.unknown()) }).transform((site) => site.data)

const Identified = z.object({ id: Id })

/** Ids of the postings that have one. */
export const PinpointIds = PinpointSite.transform((rows) =>
  rows.flatMap((row) => {
    const identified = Identified.safeParse(row)
    return identified.success ? [identified.data.id] : []
  }),
)

/** When each posting was first seen, by its id, as ISO 8601. */
const FirstSeen = z.record(z.string(), z.iso.datetime())
export const PinpointCursor = z.object({ firstSeen: FirstSeen })
export type PinpointCursor = z.infer<typeof PinpointCursor>

export const PinpointContext = BoardContext.extend({ firstSeen: FirstSeen })
