import type { FilterIssue } from '@/lib/query/parse-filters'

/** A problem document (RFC 9457). */
export const problem = (given: {
  status: number
  title: string
  detail: string
  errors?: { parameter: string; detail: string }[]
  headers?: Record<string, string>
}): Response => {
  const { headers, ...body } = given
  return Response.json(
    { type: 'about:blank', ...body },
    {
      status: given.status,
      headers: { ...headers, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    },
  )
}

/** 400 that names each parameter and what was expected of it. */
export const problemOfIssues = (issues: readonly FilterIssue[]): Response =>
  problem({
    status: 400,
    title: 'The query cannot be answered as asked',
    detail: issues.map(({ parameter, message }) => `${parameter}: ${message}`).join('. '),
    errors: issues.map(({ parameter, message }) => ({ parameter, detail: message })),
  })
