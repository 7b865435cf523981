import { z } from 'zod'
import { problem, problemOfIssues } from '@/app/api/[dataset]/problem'
import { problemOfDatabase } from '@/app/api/problem-of-database'
import { isDatabaseAway } from '@/lib/db/database-away'
import { getPool } from '@/lib/db/pool'
import { readVacancy } from '@/lib/db/vacancy-view'
import { readEnv } from '@/lib/env'

export const dynamic = 'force-dynamic'

/** `/api/vacancies?posting=<id>`: the postings that are one vacancy with a posting, and what joins each to the others. */
export async function GET(request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams
  const unknown = [...params.keys()].filter((name) => name !== 'posting')
  const posting = z.uuid().safeParse(params.get('posting'))
  if (unknown.length > 0 || !posting.success)
    return problemOfIssues([
      ...unknown.map((parameter) => ({ parameter, message: 'is no parameter of this endpoint' })),
      ...(posting.success ? [] : [{ parameter: 'posting', message: 'expected the id of a posting' }]),
    ])
  try {
    const repostDays = readEnv().SKILLTIDE_REPOST_DAYS
    const vacancy = await readVacancy(getPool(), posting.data, repostDays)
    if (vacancy === null)
      return problem({
        status: 404,
        title: 'No such posting',
        detail: `posting: ${posting.data} is not stored, does not count, or is not grouped yet`,
      })
    return Response.json({ repostDays, ...vacancy }, { headers: { 'cache-control': 'no-cache' } })
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return problemOfDatabase()
  }
}
