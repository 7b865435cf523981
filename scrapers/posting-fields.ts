/** Fields that many systems give in parts, put into the words that a posting holds. */

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** Name of a country given as a code of two letters in any case; anything else stays as it is. */
export const countryName = (code: string | null | undefined): string =>
  code && /^[a-z]{2}$/i.test(code) ? (regionNames.of(code.toUpperCase()) ?? code) : (code ?? '')

/** Parts of one place, from the smallest on, as one line: `Berlin, Germany`; null when all are empty. */
export function placeOf(...parts: (string | null | undefined)[]): string | null {
  const named = parts.map((part) => part?.trim() ?? '').filter((part) => part !== '')
  // "Berlin, Berlin, Germany": a city that is its own region is said once.
  const line = [...new Set(named)].join(', ')
  return line === '' ? null : line
}

/** A location that tells how, not where, one works. */
export const saysOnlyHow = (location: string): boolean =>
  /^\W*(?:(?:fully )?remote|hybrid|on-?site|in[- ]office|flexible|multiple locations|various|\d+ locations)\W*$/i.test(
    location,
  )

const workplaces: [RegExp, string][] = [
  [/hybrid|partial/i, 'Hybrid'],
  [/remote|telecommut/i, 'Remote'],
  [/on[-_ ]?site|office/i, 'On-site'],
]

/** A code for the workplace (`HYBRID`, `OnSite`, `remote_only`) in words; null where it says nothing. */
export const workplaceOf = (code: string | null | undefined): string | null =>
  workplaces.find(([pattern]) => pattern.test(code ?? ''))?.[1] ?? null

/** Flags for the workplace in words. Where both are set the stricter one counts; false says nothing. */
export const workplaceOfFlags = (flags: {
  remote?: boolean | null | undefined
  hybrid?: boolean | null | undefined
}): string | null => (flags.hybrid === true ? 'Hybrid' : flags.remote === true ? 'Remote' : null)

const periods: [RegExp, string][] = [
  [/hour/i, ' per hour'],
  [/day|dai/i, ' per day'],
  [/week/i, ' per week'],
  [/month/i, ' per month'],
  [/year|annu/i, ' per year'],
]

type Amount = number | string | null | undefined

export interface Pay {
  min?: Amount
  max?: Amount
  /** ISO 4217. */
  currency?: string | null | undefined
  /** A word that names it, in any form: `1 YEAR`, `annually`, `per-hour-wage`. */
  period?: string | null | undefined
}

/** Pay as `EUR 70000 - 90000 per year`; null when neither end is a number above 0, as 0 stands for unknown. */
export function payText({ min, max, currency, period }: Pay): string | null {
  const amounts = [...new Set([min, max].map(Number).filter((amount) => Number.isFinite(amount) && amount > 0))]
  if (amounts.length === 0) return null
  const per = periods.find(([pattern]) => pattern.test(period ?? ''))?.[1] ?? ''
  return `${currency ?? ''} ${amounts.join(' - ')}${per}`.trim()
}

/** Several ranges of one job, a place or a level each, as the widest in the currency and period of the first. */
export function widestPay(ranges: readonly Pay[]): string | null {
  const told = ranges.filter((range) => payText(range) !== null)
  const [first] = told
  if (first === undefined) return null
  const { currency, period } = first
  const amounts = told
    .filter((range) => range.currency === currency && range.period === period)
    .flatMap(({ min, max }) => [min, max].map(Number).filter((amount) => amount > 0))
  return payText({ min: Math.min(...amounts), max: Math.max(...amounts), currency, period })
}

/** Parts of a description in the order of the page as one HTML: those with a heading under it, empty ones left out. */
export const joinHtml = (
  parts: readonly { heading?: string | null | undefined; html: string | null | undefined }[],
): string =>
  parts
    .filter(({ html }) => (html ?? '').trim() !== '')
    .map(({ heading, html }) => `${heading ? `<h3>${heading}</h3>` : ''}<div>${html ?? ''}</div>`)
    .join('\n')
