import type { Pool } from 'pg'
import type { Env } from '@/lib/env'
import { readCompany } from '@/lib/normalise/company'
import { configOfBoard } from '@/scrapers/board-config'
import { isListingEnd } from '@/scrapers/contract'
import type { ParseResult, Source } from '@/scrapers/contract'
import { describeError } from '@/scrapers/http/errors'
import { PoliteFetcher } from '@/scrapers/http/polite-fetcher'
import { sharedGatesOf } from '@/scrapers/http/shared-gates'

/** Payloads looked at: enough to tell an employer, few enough to be no crawl. */
const payloadsRead = 3

/** Titles of people who build software or run it. */
const engineeringTitle =
  /\b(?:engineer(?:ing)?|developer|devops|sre|programmer|software|backend|back-end|full-?stack|frontend|front-end|architect|data scien(?:tist|ce)|machine learning|platform|infrastructure|entwickler(?:in)?|d[ée]veloppeur|ingeniero|desarrollador)\b/iu

export interface BoardAnswer {
  /** `answers`; `gone`: there is no such board; `failed`: it could not be told. */
  outcome: 'answers' | 'gone' | 'failed'
  /** What went wrong, in words. */
  error: string | null
  /** Name that it gives itself; null when it gives none. */
  ownName: string | null
  /** False when the name that it gives itself is that of another employer than ours. */
  isSameName: boolean
  /** Postings that it lists; null when it could not be told. */
  open: number | null
  /** Titles seen, and the share of them that are of engineering; null without any. */
  titles: number
  engineeringShare: number | null
}

/** "Acme" is "Acme, Inc." and "Acme Labs", but not "Apex". */
export function isSameEmployer(ours: string, own: string): boolean {
  const [a, b] = [readCompany(ours)?.key ?? '', readCompany(own)?.key ?? '']
  return a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a))
}

interface Look {
  ownName: string | null
  expected: number | null
  found: ParseResult[]
}

/** Follows a crawl as far as a look needs; nothing is stored. */
async function look(
  source: Source,
  board: { slug: string; name: string; config: Record<string, unknown> },
  { pool, env, signal }: { pool: Pool; env: Env; signal: AbortSignal },
  seen: Look,
): Promise<void> {
  const config = source.configSchema.parse(configOfBoard(source, board, env))
  const fetcher = new PoliteFetcher({
    hosts: source.policy.hosts(config),
    minimumDelayMs: source.policy.minimumDelayMs,
    inFlight: source.policy.inFlight,
    contact: env.SKILLTIDE_CONTACT,
    isPolite: env.SKILLTIDE_POLITENESS === 'on',
    reroute: env.SKILLTIDE_REROUTE ?? null,
    gates: sharedGatesOf(pool, Math.random),
    now: () => new Date(),
    random: Math.random,
    attempts: 2,
  })
  const steps = source.crawl({
    fetch: (url, { headers, json } = {}) =>
      fetcher.fetch(url, { ...(headers && { headers }), ...(json !== undefined && { json }), signal }),
    cursor: null,
    config,
    now: new Date(),
    since: null,
    until: null,
    signal,
    expect: ({ total, fresh }) => {
      seen.expected = total + fresh
    },
    miss: () => undefined,
    tellName: (name) => {
      seen.ownName = name
    },
  })
  for await (const step of steps) {
    if (isListingEnd(step)) continue
    seen.found.push(source.parse(step.payload))
    // A payload that is a listing in full has told everything; details are looked at a few of.
    if (step.completes.length > 0 || seen.found.length >= payloadsRead) return
  }
}

/**
 * Asks a board whether it is there, what it calls itself and how much it lists, with a few polite requests. A slug is a
 * guess until a person has compared the names: it may be another company's.
 */
export async function checkBoard(
  source: Source,
  board: { slug: string; name: string; config: Record<string, unknown> },
  options: { pool: Pool; env: Env; signal: AbortSignal },
): Promise<BoardAnswer> {
  const seen: Look = { ownName: null, expected: null, found: [] }
  let error: ReturnType<typeof describeError> | null = null
  try {
    await look(source, board, options, seen)
  } catch (thrown) {
    error = describeError(thrown)
  }
  const titles = seen.found.flatMap(({ postings }) => postings.flatMap(({ title }) => title ?? []))
  const listed = seen.found.reduce((sum, { postings, rejects }) => sum + postings.length + rejects.length, 0)
  const isWhole = seen.found.length === 1 && seen.expected === 1
  return {
    outcome: error === null ? 'answers' : error.kind === 'SkipRecord' ? 'gone' : 'failed',
    error: error?.message ?? null,
    ownName: seen.ownName,
    isSameName: seen.ownName === null || source.boards === null || isSameEmployer(board.name, seen.ownName),
    open: error === null ? (isWhole ? listed : Math.max(listed, seen.expected ?? 0)) : null,
    titles: titles.length,
    engineeringShare:
      titles.length === 0 ? null : titles.filter((title) => engineeringTitle.test(title)).length / titles.length,
  }
}
