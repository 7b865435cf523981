import { explainRepeat, type FilterIssue } from '@/lib/query/parse-filters'

export const formats = ['json', 'csv'] as const
export type Format = (typeof formats)[number]

const isFormat = (text: string): text is Format => formats.some((format) => format === text)

/** `demand.csv` is the dataset `demand` as CSV; an unknown ending is a part of the name. */
export function splitFormat(segment: string): { name: string; suffix: Format | null } {
  const dot = segment.lastIndexOf('.')
  const ending = segment.slice(dot + 1)
  return dot > 0 && isFormat(ending) ? { name: segment.slice(0, dot), suffix: ending } : { name: segment, suffix: null }
}

/** The format asked for, by the ending of the address or by `format`; JSON unless said. */
export function readFormat(
  searchParams: URLSearchParams,
  suffix: Format | null,
): { ok: true; format: Format } | { ok: false; issue: FilterIssue } {
  const refuse = (message: string) => ({ ok: false as const, issue: { parameter: 'format', message } })
  const repeated = explainRepeat(searchParams, 'format')
  if (repeated !== null) return refuse(repeated)
  const asked = searchParams.get('format')
  if (asked === null) return { ok: true, format: suffix ?? 'json' }
  if (!isFormat(asked)) return refuse(`“${asked.slice(0, 80)}” is not known; expected one of ${formats.join(', ')}`)
  if (suffix !== null && suffix !== asked) return refuse(`says ${asked}, but the address ends in .${suffix}`)
  return { ok: true, format: asked }
}
