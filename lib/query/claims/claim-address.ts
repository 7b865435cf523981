import {
  type BlurMeasure,
  blurMeasures,
  type ChangeMethod,
  changeMethods,
  type Comparison,
  comparisons,
  isChange,
} from '@/lib/domain/claim'
import { isMonth, type Month } from '@/lib/domain/month'
import { opsFamilies } from '@/lib/domain/skill'
import { canonicalClaim, type Claim, isMean, type Measure } from '@/lib/query/claims/claim'
import { parameterOf, printFilters } from '@/lib/query/filters'
import { explainRepeat, type FilterIssue, parseFiltersStrict, type Vocabulary } from '@/lib/query/parse-filters'
import { seriesOf, withSeries } from '@/lib/query/series'
import { suggestWord } from '@/lib/query/suggest'

/** Parameters of a claim beside those of the query; series, level and population are said as everywhere. */
export const claimParameters = {
  is: `what is claimed: ${comparisons.join(', ')}`,
  threshold: `percent of vacancies from 0 to 100; for blur=mean a number of families from 0 to ${opsFamilies.length}`,
  blur: 'mean (number of ops families a vacancy) or three (share with three or more), in place of a series',
  by: 'how a change is told: trend (over the period) or periods (against an earlier one); trend unless said',
  beforeFrom: 'first month of the earlier period, YYYY-MM; as many months right before the later one unless said',
  beforeTo: 'last month of the earlier period, YYYY-MM',
} as const
type ClaimParameter = keyof typeof claimParameters

export type ParsedClaim = { ok: true; claim: Claim } | { ok: false; issues: FilterIssue[] }

const isClaimParameter = (name: string): name is ClaimParameter => Object.hasOwn(claimParameters, name)
// The periods of a claim are months put together by its method.
const queryParameters = new Set<string>(Object.values(parameterOf).filter((name) => name !== 'bucket'))
const allParameters = [...Object.keys(claimParameters), ...queryParameters]

const quote = (text: string) => `“${text.slice(0, 80)}”`

class Reader {
  readonly issues: FilterIssue[] = []

  constructor(private readonly params: URLSearchParams) {}

  refuse(parameter: string, message: string): null {
    this.issues.push({ parameter, message })
    return null
  }

  text(parameter: ClaimParameter): string | null {
    const repeated = explainRepeat(this.params, parameter)
    return repeated === null ? this.params.get(parameter) : this.refuse(parameter, repeated)
  }

  oneOf<T extends string>(parameter: ClaimParameter, options: readonly T[]): T | null {
    const text = this.text(parameter)
    const option = options.find((one) => one === text)
    if (text === null || option !== undefined) return option ?? null
    return this.refuse(parameter, `${quote(text)} is not known; expected one of ${options.join(', ')}`)
  }

  month(parameter: ClaimParameter): Month | null {
    const text = this.text(parameter)
    if (text === null || isMonth(text)) return text
    return this.refuse(parameter, `${quote(text)} is not a month; expected YYYY-MM, for example 2024-05`)
  }

  reportUnknown(): void {
    for (const name of new Set(this.params.keys())) {
      if (isClaimParameter(name) || queryParameters.has(name)) continue
      const near = suggestWord(name, allParameters)
      const hint = near === null ? `expected one of ${allParameters.join(', ')}` : `did you mean ${quote(near)}?`
      this.refuse(name, `is not a parameter of a claim; ${hint}`)
    }
  }
}

/** The threshold as a share, or for the mean as a number of families. */
function readThreshold(reader: Reader, comparison: Comparison | null, mean: boolean): number | null {
  const text = reader.text('threshold')
  if (comparison !== null && isChange(comparison))
    return text === null ? null : reader.refuse('threshold', `is for at-least and at-most; “${comparison}” has none`)
  const most = mean ? opsFamilies.length : 100
  const what = mean ? `a number of families from 0 to ${most}` : 'a percentage from 0 to 100'
  if (text === null)
    return comparison === null
      ? null
      : reader.refuse('threshold', `is missing; expected ${what}, such as threshold=${mean ? 2 : 50}`)
  const number = /^\d{1,3}([.,]\d{1,4})?\s?%?$/u.test(text) ? Number.parseFloat(text.replace(',', '.')) : Number.NaN
  if (!(number <= most)) return reader.refuse('threshold', `${quote(text)} is not ${what}`)
  return mean ? number : number / 100
}

function readBefore(reader: Reader, comparison: Comparison | null, method: ChangeMethod): Claim['before'] {
  const from = reader.month('beforeFrom')
  const to = reader.month('beforeTo')
  if (from === null && to === null) return null
  if (comparison === null || !isChange(comparison) || method !== 'periods')
    return reader.refuse('beforeFrom', 'is for claims that something rises or falls with by=periods')
  if (from === null || to === null)
    return reader.refuse(from === null ? 'beforeFrom' : 'beforeTo', 'is missing; an earlier period has both ends')
  return from <= to
    ? { from, to }
    : reader.refuse('beforeFrom', `${from} is later than ${to}, the month given as “beforeTo”`)
}

function readMeasure(reader: Reader, series: ReturnType<typeof seriesOf>, blur: BlurMeasure | null): Measure | null {
  const [first, ...others] = series
  if (blur !== null && first !== undefined)
    return reader.refuse('blur', 'stands beside a series; a claim is about one of them')
  if (blur !== null) return { kind: 'blur', blur }
  if (first === undefined)
    return reader.refuse('skill', 'is missing; a claim is about one skill, family or set, or about blur')
  if (others.length > 0)
    return reader.refuse(
      'skill',
      `${series.length} series are named; a claim is about one (a set joins several: set=docker | kubernetes)`,
    )
  return { kind: 'series', series: first }
}

/**
 * Reads a claim from the parameters of an address. Every parameter must be known, every value usable; blank values,
 * which forms send for what was left open, count as not given.
 */
export function parseClaim(params: URLSearchParams, vocabulary: Vocabulary): ParsedClaim {
  const filled = new URLSearchParams([...params].filter(([, value]) => value.trim() !== ''))
  const reader = new Reader(filled)
  reader.reportUnknown()
  const parsed = parseFiltersStrict(
    new URLSearchParams([...filled].filter(([name]) => queryParameters.has(name))),
    vocabulary,
  )
  if (!parsed.ok) reader.issues.push(...parsed.issues)
  const comparison = reader.oneOf('is', comparisons)
  if (comparison === null && filled.get('is') === null)
    reader.refuse('is', `is missing; expected one of ${comparisons.join(', ')}`)
  const blur = reader.oneOf('blur', blurMeasures)
  const threshold = readThreshold(reader, comparison, blur === 'mean')
  const method = reader.oneOf('by', changeMethods) ?? 'trend'
  const before = readBefore(reader, comparison, method)
  // What the series are is told once, by their own reader.
  const measure = parsed.ok ? readMeasure(reader, seriesOf(parsed.filters), blur) : null
  if (!parsed.ok || comparison === null || measure === null || reader.issues.length > 0)
    return { ok: false, issues: reader.issues }
  const claim = { measure, comparison, threshold, method, before, filters: parsed.filters }
  return { ok: true, claim: canonicalClaim(claim) }
}

/** Up to four decimals, as they are read. */
const printNumber = (number: number): string => String(Number(number.toFixed(4)))

/** The query string of a claim, without `?`; of equal claims the same. Parsing it gives the canonical claim back. */
export function printClaim(claim: Claim): string {
  const { measure, comparison, threshold, method, before, filters } = canonicalClaim(claim)
  const params = new URLSearchParams(
    printFilters(measure.kind === 'series' ? withSeries(filters, [measure.series]) : filters),
  )
  if (measure.kind === 'blur') params.set('blur', measure.blur)
  params.set('is', comparison)
  if (threshold !== null) params.set('threshold', printNumber(isMean(claim) ? threshold : threshold * 100))
  if (isChange(comparison) && method !== 'trend') params.set('by', method)
  if (before !== null) {
    params.set('beforeFrom', before.from)
    params.set('beforeTo', before.to)
  }
  params.sort()
  return params.toString()
}
