import { Filters, parameterOf } from '@/lib/query/filters'

const lists = ['regions', 'remote', 'seniority', 'sources'] as const
const singles = ['role', 'level', 'employer', 'bucket', 'from', 'to'] as const

/** The query that the bar's form would send now; null while a field holds what is no value. */
export function readForm(form: HTMLFormElement, filters: Filters): Filters | null {
  const sent = new FormData(form)
  const parsed = Filters.safeParse({
    ...filters,
    ...Object.fromEntries(lists.map((key) => [key, sent.getAll(parameterOf[key])])),
    ...Object.fromEntries(singles.map((key) => [key, sent.get(parameterOf[key]) || null])),
  })
  return parsed.success ? parsed.data : null
}
