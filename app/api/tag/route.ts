import { problem } from '@/app/api/[dataset]/problem'
import { readBody } from '@/app/api/tag/read-body'
import { maximumTextLength } from '@/lib/domain/posting'
import { BoundedPostingText } from '@/lib/domain/reading'
import { parsePostingJson, type PostingFault } from '@/lib/reading/parse-posting'
import { explainPosting } from '@/lib/reading/read-posting'

export const dynamic = 'force-dynamic'

/** Six bytes for each unit of the longest text, should all of it be escaped, and room for the other fields. */
const mostBytes = maximumTextLength * 6 + 16_384

const problemOfFaults = (faults: readonly PostingFault[]): Response =>
  problem({
    status: 400,
    title: 'The posting cannot be read',
    detail: faults.map(({ field, reason }) => `${field ?? 'body'}: ${reason}`).join('. '),
    errors: faults.map(({ field, reason }) => ({ parameter: field ?? 'body', detail: reason })),
  })

/**
 * Reads one posting, `{ id?, title?, company?, text }`: the line of `skilltide tag --explain`. Nothing is stored or
 * logged. Only JSON is taken, which no form of another site can send.
 */
export async function POST(request: Request): Promise<Response> {
  if (!/^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(request.headers.get('content-type') ?? ''))
    return problem({
      status: 415,
      title: 'Only JSON is read',
      detail: 'Send the posting as JSON with the header Content-Type: application/json.',
    })
  const body = await readBody(request, mostBytes)
  if (body === null)
    return problem({
      status: 413,
      title: 'The posting is too long',
      detail: `The body is larger than ${mostBytes} bytes; a text may have ${maximumTextLength} characters.`,
    })
  const parsed = parsePostingJson(body, BoundedPostingText)
  if (!parsed.ok) return problemOfFaults(parsed.faults)
  return Response.json(explainPosting(parsed.posting), { headers: { 'cache-control': 'no-store' } })
}
