import { iso31661, iso31662 } from 'iso-3166'

/**
 * Codes that a region filter may name: ISO 3166-1 alpha-2, ISO 3166-2 and `EU`.
 * Some 5,000 entries: import it on the server only.
 */
export const regionCodes: ReadonlySet<string> = new Set([
  'EU',
  // Kosovo has no assigned code; this one is in general use.
  'XK',
  ...iso31661.filter((entry) => entry.state === 'assigned').map((entry) => entry.alpha2),
  ...iso31662.map((entry) => entry.code),
])
