import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Month } from '@/lib/domain/month'
import { tag } from '@/lib/tagger/tag'
import { hackernews, monthOfTitle } from '@/scrapers/sources/hackernews/source'
import { readComment, type Rule, type Term } from '@/tests/eval/series/published-rule'

const Thread = z.object({
  title: z.string(),
  created_at: z.string(),
  children: z.array(z.object({ id: z.int(), text: z.string().nullish() })),
})

/** Why the product counts a comment for a term and the published rule does not, or the other way round. */
export const gapReasons = ['other spelling', 'hidden from the rule', 'refused by context', 'left out by rule'] as const
export type GapReason = (typeof gapReasons)[number]

export const gapDefinitions: Record<GapReason, string> = {
  'other spelling': 'we count it by words that the rule does not look for, such as “Google Cloud” or “k8s”',
  'hidden from the rule': 'the same word, next to a slash, a quotation mark or a hyphen, or at the edge of a paragraph',
  'refused by context': 'the word stands there, but as a name, in an address, or as something not wanted',
  'left out by rule': 'the comment is no posting: deleted, a remark, a person seeking work',
}

/** One term in one month's thread. */
export interface Recount {
  month: Month
  term: string
  /** All direct children of the thread, as the published series counts them. */
  comments: number
  postings: number
  /** Comments that count by the published rule. */
  byRule: number
  /** Postings that our tagger finds the skill in, named in words (not merely implied). */
  byTagger: number
  /** Comments in one count and not in the other; the first two raise ours, the others lower it. */
  gaps: Record<GapReason, number>
}

const noGaps = (): Record<GapReason, number> => ({
  'other spelling': 0,
  'hidden from the rule': 0,
  'refused by context': 0,
  'left out by rule': 0,
})

/** Why one comment is counted by one side only; null when both agree. */
function gapOf(
  term: Term,
  comment: { text: string; isRule: boolean; isTagged: boolean; isPosting: boolean },
): GapReason | null {
  const { text, isRule, isTagged, isPosting } = comment
  if (isRule === isTagged) return null
  if (isRule) return isPosting ? 'refused by context' : 'left out by rule'
  const lower = text.toLowerCase()
  return term.spellings.some((spelling) => lower.includes(spelling)) ? 'hidden from the rule' : 'other spelling'
}

export interface RecountChoice {
  terms: readonly Term[]
  rule: Rule
  since: Month | null
  until: Month | null
}

/** Recounts every term in one recorded thread: by the published rule over its HTML, and by our tags over its postings. */
function recountThread(body: Uint8Array, { terms, rule, since, until }: RecountChoice): Recount[] {
  const thread = Thread.parse(JSON.parse(Buffer.from(body).toString()))
  const month = monthOfTitle(thread.title, new Date(thread.created_at))
  if (month === null || (since !== null && month < since) || (until !== null && month > until)) return []
  const payload = { key: 'thread/0', url: 'https://hn.test/', status: 200, headers: {}, body, context: { month } }
  const { postings } = hackernews.parse(payload)
  const tagged = new Map(
    postings.map((posting) => [posting.externalId, new Set(tag(posting).map(({ skill }) => skill))]),
  )
  const comments = thread.children.map(({ id, text }) => ({
    text: text ?? '',
    counts: readComment(text ?? '', rule),
    skills: tagged.get(String(id)),
  }))
  return terms.map((term) => {
    const gaps = noGaps()
    let byRule = 0
    let byTagger = 0
    for (const { text, counts, skills } of comments) {
      const isRule = counts(term)
      const isTagged = skills?.has(term.skill) === true
      const gap = gapOf(term, { text, isRule, isTagged, isPosting: skills !== undefined })
      if (gap !== null) gaps[gap] += 1
      byRule += isRule ? 1 : 0
      byTagger += isTagged ? 1 : 0
    }
    return { month, term: term.name, comments: comments.length, postings: postings.length, byRule, byTagger, gaps }
  })
}

/**
 * Recounts all threads of a folder, oldest month first: every posting, whatever its role, duplicates kept. Files that are no
 * “Who is hiring?” thread are passed over; of two threads of one month (one was opened by mistake) the fuller counts.
 */
export function recountThreads(folder: string, choice: RecountChoice): Recount[] {
  const files = readdirSync(folder).filter((name) => /\.json(?:\.gz)?$/.test(name))
  if (files.length === 0) throw new Error(`${folder} holds no threads (.json or .json.gz).`)
  const fullest = new Map<string, Recount[]>()
  for (const name of files) {
    const bytes = readFileSync(join(folder, name))
    const recounts = recountThread(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, choice)
    const [first] = recounts
    if (first === undefined) continue
    const held = fullest.get(first.month)?.[0]
    if (held === undefined || held.comments < first.comments) fullest.set(first.month, recounts)
  }
  return [...fullest.values()].flat().toSorted((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0))
}
