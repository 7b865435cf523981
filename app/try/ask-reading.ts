import { z } from 'zod'
import type { Fault, TypedPosting } from '@/app/try/try-state'
import { ExplainedReading } from '@/lib/domain/reading'

const Problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ parameter: z.string(), detail: z.string() })).optional(),
})

type Answer = { reading: ExplainedReading } | { faults: Fault[] }

const unanswered: Answer = {
  faults: [{ field: null, reason: 'The server did not answer. Your text is still here; press Read it to try again.' }],
}

/** What the page says when an answer is no reading: the server's own words where it gave some. */
function toFaults(body: unknown): Answer {
  const problem = Problem.safeParse(body)
  if (!problem.success) return unanswered
  const faults = problem.data.errors?.map(({ parameter, detail }) => ({ field: parameter, reason: detail }))
  return { faults: faults ?? [{ field: null, reason: problem.data.detail }] }
}

/**
 * Has the server read a posting.
 * @returns null when the question was withdrawn, because a newer one is on its way
 */
export async function askReading(posting: TypedPosting, signal: AbortSignal): Promise<Answer | null> {
  try {
    const response = await fetch('/api/tag', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(posting),
      signal,
    })
    const body: unknown = await response.json()
    return response.ok ? { reading: ExplainedReading.parse(body) } : toFaults(body)
  } catch {
    // A server that is away or an answer that is none: the reader is told, and what was typed stays.
    return signal.aborted ? null : unanswered
  }
}
