import { z } from 'zod'

const Envelope = z.record(z.string(), z.unknown())
const listNames = ['jobs', 'offers', 'content', 'jobPostings'] as const
const totalNames = ['total', 'totalFound'] as const

/** The same answer with another list in it. */
function withList(body: unknown, change: (list: unknown[]) => unknown[], emptied: boolean): unknown {
  if (Array.isArray(body)) return change(body)
  const envelope = Envelope.parse(body)
  const name = listNames.find((each) => Array.isArray(envelope[each]))
  if (name === undefined) return body
  const totals = Object.fromEntries(totalNames.filter((each) => each in envelope).map((each) => [each, 0]))
  return { ...envelope, ...(emptied && totals), [name]: change(z.array(z.unknown()).parse(envelope[name])) }
}

/** A list that shrank to nothing, as a broken search behind it gives it. */
export const emptied = (body: unknown): unknown => withList(body, () => [], true)

/** A list whose last row is its first once more; a board lists it besides. */
export const repeated = (body: unknown, kind: 'board' | 'list'): unknown =>
  withList(body, (list) => [...(kind === 'board' ? list : list.slice(0, -1)), ...list.slice(0, 1)], false)
