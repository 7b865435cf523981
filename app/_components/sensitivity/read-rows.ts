import { z } from 'zod'
import { printFilters, type Filters } from '@/lib/query/filters'
import { isWay, type Way } from '@/lib/query/ways'

const Row = z
  .object({
    way: z.custom<Way>((value) => typeof value === 'string' && isWay(value), { error: 'expected a way of counting' }),
    isAsked: z.boolean(),
    share: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    vacancies: z.number(),
    ofVacancies: z.number(),
    isThin: z.boolean(),
    change: z.number().nullable(),
    changeLow: z.number().nullable(),
    changeHigh: z.number().nullable(),
    difference: z.number().nullable(),
  })
  .transform(({ change, changeLow, changeHigh, ...row }) => ({
    ...row,
    change: { change, low: changeLow, high: changeHigh },
  }))

/** A row of /api/sensitivity as the panel shows it. */
export type ShownWay = z.infer<typeof Row>

const Answer = z.object({ rows: z.array(Row) })
const Problem = z.object({ detail: z.string() })

/** Address of the figures. @param filters with the one series in them */
export const sensitivityHref = (filters: Filters): string => `/api/sensitivity?${printFilters(filters)}`

/** Asks for the ways of counting; throws an Error that says why there are none. */
export async function readWays(address: string, signal: AbortSignal): Promise<ShownWay[]> {
  const response = await fetch(address, { signal, headers: { accept: 'application/json' } })
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return Answer.parse(body).rows
  const problem = Problem.safeParse(body)
  throw new Error(problem.success ? problem.data.detail : `the server answered with status ${response.status}`)
}
