import { z } from 'zod'
import { Month } from '@/lib/domain/month'

/** A row of `search_by_date`: only what the crawl needs of it. */
export const Story = z.object({
  objectID: z.string().regex(/^\d+$/),
  title: z.string().nullable(),
  created_at: z.iso.datetime({ offset: true }),
})
export type Story = z.infer<typeof Story>

export const StoryListing = z.object({ hits: z.array(z.unknown()) })

/** `/items/:id` of a story; its direct children are the advertisements, deeper ones are talk about them. */
export const Thread = z.object({ id: z.int(), children: z.array(z.unknown()) })

/** A direct child. Deleted comments have neither text nor author. */
export const Comment = z.object({
  id: z.int(),
  created_at: z.iso.datetime({ offset: true }),
  author: z.string().nullish(),
  text: z.string().nullish(),
})
export type Comment = z.infer<typeof Comment>

/** What parse needs beside the bytes. */
export const ThreadContext = z.object({ month: Month })

/** What is known of each thread: a final one is never fetched again. */
export const HackerNewsCursor = z.object({
  threads: z.record(
    z.string(),
    z.object({
      month: Month,
      /** When it was read last, ISO 8601. */
      readAt: z.string(),
      isFinal: z.boolean(),
    }),
  ),
})
export type HackerNewsCursor = z.infer<typeof HackerNewsCursor>

export const HackerNewsConfig = z.object({ baseUrl: z.url({ protocol: /^https?$/ }) })
export type HackerNewsConfig = z.infer<typeof HackerNewsConfig>
