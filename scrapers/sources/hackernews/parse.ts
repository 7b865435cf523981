import type { Month } from '@/lib/domain/month'
import { type GivenFields, PostingInput } from '@/lib/domain/posting'
import { readHeader } from '@/lib/normalise/header'
import { htmlToText } from '@/lib/normalise/html-to-text'
import type { ParseResult, RawPayload, Reject } from '@/scrapers/contract'
import { parseJson, refusePayload } from '@/scrapers/parse-json'
import { Comment, Thread, ThreadContext } from '@/scrapers/sources/hackernews/schema'
import { skipReasonOfComment, skipReasonOfText } from '@/scrapers/sources/hackernews/skip-rules'

type CommentResult = { posting: PostingInput } | { reject: Reject } | { skip: string }

const issueOf = (error: { issues: { path: PropertyKey[]; message: string }[] }) => ({
  field: error.issues[0]?.path.map(String).join('.') || null,
  reason: error.issues[0]?.message ?? 'not in the expected form',
})

/** The record's id even when the record as a whole is not usable, so that a reject can be traced. */
function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null
  return typeof value.id === 'number' || typeof value.id === 'string' ? String(value.id).slice(0, 300) : null
}

/** Header fields longer than a posting may hold are cut: the whole line stands in the text anyway. */
const cut = (value: string | null, length: number): string | null => value?.slice(0, length) ?? null

/** A comment is a text and nothing else: its fields are read from the header line. */
export function readFields(text: string): GivenFields {
  const header = readHeader(text)
  return {
    title: cut(header?.title ?? null, 1_000),
    company: cut(header?.company ?? null, 300),
    placeTexts: (header?.placeTexts ?? []).slice(0, 100).map((place) => place.slice(0, 500)),
    remoteText: cut(header?.remoteText ?? null, 500),
    salaryText: cut(header?.salaryText ?? null, 500),
  }
}

function toPosting(comment: Comment, text: string, thread: { id: number; month: Month }) {
  return PostingInput.safeParse({
    externalId: String(comment.id),
    listing: `thread/${thread.id}`,
    url: `https://news.ycombinator.com/item?id=${comment.id}`,
    text,
    ...readFields(text),
    postedAt: new Date(comment.created_at),
    month: thread.month,
  })
}

function parseComment(value: unknown, thread: { id: number; month: Month }): CommentResult {
  const comment = Comment.safeParse(value)
  if (!comment.success) {
    return { reject: { externalId: idOf(value), line: null, ...issueOf(comment.error) } }
  }
  const early = skipReasonOfComment(comment.data)
  if (early !== null) return { skip: early }
  const text = htmlToText(comment.data.text ?? '').replaceAll('\u0000', '')
  const late = skipReasonOfText(text)
  if (late !== null) return { skip: late }
  const posting = toPosting(comment.data, text, thread)
  if (posting.success) return { posting: posting.data }
  return { reject: { externalId: String(comment.data.id), line: null, ...issueOf(posting.error) } }
}

/** Advertisements of one thread: its direct children, each in the month that the thread is of. */
export function parseThread(payload: RawPayload): ParseResult {
  const json = parseJson(payload)
  if (!json.ok) return refusePayload(json.reason)
  const thread = Thread.safeParse(json.value)
  if (!thread.success)
    return refusePayload(`expected a thread: ${issueOf(thread.error).reason}`, issueOf(thread.error).field)
  const { month } = ThreadContext.parse(payload.context)
  const result: ParseResult = { postings: [], rejects: [], skipped: {} }
  for (const child of thread.data.children) {
    const outcome = parseComment(child, { id: thread.data.id, month })
    if ('posting' in outcome) result.postings.push(outcome.posting)
    else if ('reject' in outcome) result.rejects.push(outcome.reject)
    else result.skipped[outcome.skip] = (result.skipped[outcome.skip] ?? 0) + 1
  }
  return result
}
