import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { PostingInput } from '@/lib/domain/posting'
import { readCompany } from '@/lib/normalise/company'
import { stripContacts } from '@/lib/normalise/strip-contacts'
import { sha256 } from '@/lib/db/ids'
import { type PostingToSign } from '@/lib/vacancy/advertisement'
import type { Source } from '@/scrapers/contract'
import { findSource } from '@/scrapers/registry'
import { hackernews, monthOfTitle } from '@/scrapers/sources/hackernews/source'
import { sourceCases } from '../../contract/cases/all'

/** Two recorded postings, judged by reading both: is one the other posted anew, or elsewhere? */
export const JudgedPair = z.object({
  /** `<source>/<listing>/<external id>`. */
  left: z.string(),
  /** First 16 digits of the sha-256 of its text. */
  leftText: z.string(),
  right: z.string(),
  rightText: z.string(),
  /** Group that it was drawn from: where both stand, and their Jaccard similarity from so much on. */
  stratum: z.string(),
  /** Pairs that the group has in all. */
  stratumPairs: z.int().positive(),
  half: z.enum(['tuning', 'held-out']),
  isOne: z.boolean(),
})
export type JudgedPair = z.infer<typeof JudgedPair>

export const readPairs = (): JudgedPair[] =>
  readFileSync(join(import.meta.dirname, '../pairs.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JudgedPair.parse(JSON.parse(line)))

/** A recorded posting as the product would sign it. */
export interface RecordedPosting extends PostingToSign {
  month: string
}

const Thread = z.object({ title: z.string(), created_at: z.string() })
type Found = Map<string, RecordedPosting>

const asStored = (source: Source, input: PostingInput): RecordedPosting => {
  const text = stripContacts(input.text)
  const fields = source.readFields?.(text) ?? input
  const isTitleGiven = source.readFields === undefined && fields.title !== null
  return {
    employer: fields.company === null ? null : (readCompany(fields.company)?.key ?? null),
    title: fields.title,
    isTitleGiven,
    places: isTitleGiven ? fields.placeTexts : [],
    text,
    month: input.month,
  }
}

function readThread(data: string, story: string, found: Found): void {
  const body = gunzipSync(readFileSync(join(data, 'hn-algolia/items', `${story}.json.gz`)))
  const thread = Thread.parse(JSON.parse(body.toString()))
  const month = monthOfTitle(thread.title, new Date(thread.created_at))
  if (month === null) throw new Error(`Thread ${story} has no month.`)
  const payload = {
    key: `thread/${story}`,
    url: 'https://hn.test/',
    status: 200,
    headers: {},
    body,
    context: { month },
  }
  for (const input of hackernews.parse(payload).postings)
    found.set(`hackernews/${input.listing}/${input.externalId}`, asStored(hackernews, input))
}

async function readBoards(sourceId: string, found: Found): Promise<void> {
  const source = findSource(sourceId)
  if (source === undefined) throw new Error(`There is no source ${sourceId}.`)
  for (const { payload } of (await sourceCases[sourceId]?.recordings()) ?? [])
    for (const input of source.parse(payload).postings)
      // What is open stands side by side, whenever it was posted.
      found.set(`${sourceId}/${input.listing}/${input.externalId}`, { ...asStored(source, input), month: 'open' })
}

/**
 * The postings of some pairs, by id, out of the recorded data.
 * @throws Error when one is not there, or its text is not the one that was judged.
 */
export async function readRecordedPostings(data: string, pairs: readonly JudgedPair[]): Promise<Found> {
  const found: Found = new Map()
  const ids = pairs.flatMap(({ left, right }) => [left, right])
  const stories = new Set(ids.flatMap((id) => /^hackernews\/thread\/(\d+)\//.exec(id)?.[1] ?? []))
  for (const story of stories) readThread(data, story, found)
  for (const sourceId of new Set(ids.map((id) => id.split('/')[0] ?? '')))
    if (sourceId !== 'hackernews') await readBoards(sourceId, found)
  for (const { left, leftText, right, rightText } of pairs)
    for (const [id, text] of [
      [left, leftText],
      [right, rightText],
    ] as const) {
      const posting = found.get(id)
      if (posting === undefined) throw new Error(`The recorded data have no ${id}.`)
      if (sha256(posting.text).slice(0, 16) !== text) throw new Error(`${id} reads otherwise than when it was judged.`)
    }
  return found
}
