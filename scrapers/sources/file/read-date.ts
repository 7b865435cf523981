const written =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?)?$/i

const earliest = Date.UTC(1990, 0, 1)
const latest = Date.UTC(2100, 0, 1)

function fromEpoch(value: number): Date | null {
  // Seconds stay below 10^11 until the year 5138; milliseconds are above it since 1973.
  const date = new Date(Math.abs(value) < 1e11 ? value * 1000 : value)
  return isInRange(date) ? date : null
}

const isInRange = (date: Date): boolean => date.getTime() >= earliest && date.getTime() < latest

const offsetMinutes = (zone: string | undefined): number => {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '')
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0
}

/**
 * An instant from a cell: ISO 8601 date or date with time (without a zone: UTC), a month, or epoch seconds or milliseconds.
 * Null for everything else: `03/04/2021` is two different days, and a guess would move postings between months.
 */
export function readDate(value: unknown): Date | null {
  if (typeof value === 'number') return fromEpoch(value)
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (/^\d{9,14}(?:\.\d+)?$/.test(text)) return fromEpoch(Number(text))
  const found = written.exec(text)
  if (!found) return null
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? Number.NaN))
  const at = Date.UTC(year ?? 0, (month ?? 0) - 1, day || 1, hour || 0, minute || 0, second || 0)
  const isReal = new Date(at).getUTCMonth() === (month ?? 0) - 1 && (day || 1) === new Date(at).getUTCDate()
  const date = new Date(at - offsetMinutes(found[7]) * 60_000)
  return isReal && isInRange(date) ? date : null
}
