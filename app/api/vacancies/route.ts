import { problem, problemOfIssues } from '@/app/api/[dataset]/problem'
import { problemOfDatabase } from '@/app/api/problem-of-database'
import { isDatabaseAway } from '@/lib/db/database-away'
import { postingIdWords, readPostingId } from '@/lib/db/ids'
import { getPool } from '@/lib/db/pool'
import { comparePostings, readVacancy } from '@/lib/db/vacancy-view'
import { readEnv } from '@/lib/env'

export const dynamic = 'force-dynamic'

const missing = (what: string): Response =>
  problem({
    status: 404,
    title: 'No such posting',
    detail: `${what} is not stored, does not count, or is not grouped yet`,
  })

async function answer(posting: string, other: string | null): Promise<Response> {
  const repostDays = readEnv().SKILLTIDE_REPOST_DAYS
  const headers = { 'cache-control': 'no-cache' }
  if (other !== null) {
    const link = await comparePostings(getPool(), [posting, other], repostDays)
    return link === null ? missing('posting or other') : Response.json({ repostDays, posting, ...link }, { headers })
  }
  const vacancy = await readVacancy(getPool(), posting, repostDays)
  return vacancy === null ? missing(`posting: ${posting}`) : Response.json({ repostDays, ...vacancy }, { headers })
}

/**
 * `/api/vacancies?posting=<id>`: the postings that are one vacancy with a posting, and what joins each to the others; with
 * `other=<id>` why these two are one vacancy or two.
 */
export async function GET(request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams
  const [given, givenOther] = [params.get('posting'), params.get('other')]
  const posting = readPostingId(given ?? '')
  const other = givenOther === null ? null : readPostingId(givenOther)
  const issues = [
    ...[...params.keys()]
      .filter((name) => name !== 'posting' && name !== 'other')
      .map((parameter) => ({ parameter, message: 'is no parameter of this endpoint; expected posting, other' })),
    ...(posting === null ? [{ parameter: 'posting', message: `expected ${postingIdWords}` }] : []),
    ...(givenOther !== null && other === null ? [{ parameter: 'other', message: `expected ${postingIdWords}` }] : []),
  ]
  if (posting === null || issues.length > 0) return problemOfIssues(issues)
  try {
    return await answer(posting, other)
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return problemOfDatabase()
  }
}
