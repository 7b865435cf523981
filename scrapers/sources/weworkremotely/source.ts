import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload, Source } from '@/scrapers/contract'
import { crawlFeed, feedDeclarations, feedListing } from '@/scrapers/feed'
import { refusePayload } from '@/scrapers/parse-json'
import { readRecords } from '@/scrapers/parse-records'
import { parseXml } from '@/scrapers/parse-xml'

const host = 'weworkremotely.com'

/** RFC 822, as RSS has it: `Thu, 16 Jul 2026 14:57:15 +0000`. */
const MailInstant = z
  .string({ error: 'expected a date as Thu, 16 Jul 2026 14:57:15 +0000' })
  .regex(/\d{1,2} \w{3} \d{4} \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UTC)$/, {
    error: 'expected a date with its zone, as Thu, 16 Jul 2026 14:57:15 +0000',
  })
  .transform((written) => new Date(written))
  .refine((date) => !Number.isNaN(date.getTime()), 'expected a date that exists')

const Text = z.string().nullish()
const Item = z.object({
  title: z.string(),
  region: Text,
  country: Text,
  state: Text,
  description: z.string(),
  pubDate: MailInstant,
  guid: z.string().min(1),
  link: Text,
})

const Feed = z.object({ rss: z.object({ channel: z.object({ item: z.array(z.unknown()).default([]) }) }) })

const guidOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'guid' in value && typeof value.guid === 'string' ? value.guid : null

/** "Acme: Senior Engineer": the employer stands before the first colon. */
function splitTitle(title: string): { company: string | null; title: string } {
  const [company = '', ...rest] = title.split(': ')
  return rest.length === 0 ? { company: null, title } : { company, title: rest.join(': ') }
}

/** Countries come with their flag in front. */
const withoutFlag = (country: string | null | undefined): string => (country ?? '').replaceAll(/\p{RI}/gu, '').trim()

const placesOf = ({ region, country, state }: z.infer<typeof Item>): string[] => [
  ...withoutFlag(country).split(','),
  ...(region === null || region === undefined || /anywhere in the world/i.test(region) ? [] : [region]),
  ...(state ? [state] : []),
]

export function parseWeWorkRemotely(payload: RawPayload): ParseResult {
  const xml = parseXml(payload, { lists: ['item'] })
  if (!xml.ok) return refusePayload(xml.reason)
  const feed = Feed.safeParse(xml.value)
  if (!feed.success) return refusePayload('expected an RSS feed with a channel')
  return readRecords(feed.data.rss.channel.item, {
    schema: Item,
    idOf: guidOf,
    read: (item) => ({
      draft: {
        externalId: item.guid,
        listing: feedListing,
        url: item.link ?? item.guid,
        ...splitTitle(item.title),
        text: htmlToText(item.description),
        placeTexts: placesOf(item),
        remoteText: 'Remote',
        postedAt: item.pubDate,
      },
    }),
  })
}

/** The newest postings of We Work Remotely. */
export const weworkremotely: Source<null, unknown> = {
  id: 'weworkremotely',
  name: 'We Work Remotely',
  homepage: 'https://weworkremotely.com',
  attribution: 'Remote job postings from We Work Remotely (weworkremotely.com), each linked to its page there.',
  terms:
    'Public RSS feeds; asks for a link back and for We Work Remotely to be named (https://weworkremotely.com/remote-job-rss-feed).',
  ...feedDeclarations,
  isWindow: true,
  parserVersion: 1,
  policy: { hosts: () => [host], minimumDelayMs: 5_000, inFlight: 1 },
  cadenceHours: 12,
  crawl: crawlFeed(`https://${host}/remote-jobs.rss`, 'We Work Remotely'),
  parse: parseWeWorkRemotely,
}
