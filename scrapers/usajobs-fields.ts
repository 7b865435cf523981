import { placeOf } from '@/scrapers/posting-fields'

/** Host of all interfaces of USAJOBS. */
export const usajobsHost = 'data.usajobs.gov'

/** Occupational series read: information technology management and computer science. */
export const usajobsSeries = ['2210', '1550']

/** A place that is to be agreed on, or all of the country: "Anywhere in the U.S. (remote job)". */
const isAnywhere = (name: string): boolean => /negotiable|anywhere|no specific/i.test(name)

/** A duty station in words; one that is open stands for the country. */
export function dutyStation(...parts: (string | null | undefined)[]): string | null {
  const place = placeOf(...parts)
  return place !== null && isAnywhere(place) ? 'United States' : place
}

export const saysRemote = (name: string | null | undefined): boolean => /remote/i.test(name ?? '')

const rates: Record<string, string> = { PA: 'year', PH: 'hour', PD: 'day', PM: 'month', PW: 'week' }

/** Period of pay by its code or its words: `PA`, `Per Year`. */
export const payPeriod = (rate: string | null | undefined): string => rates[rate ?? ''] ?? rate ?? ''

/** Page of an announcement by its control number. */
export const announcementPage = (controlNumber: string): string => `https://www.usajobs.gov/job/${controlNumber}`
