import { describe, expect, test } from 'vitest'
import { normalise } from '@/lib/normalise/normalise'
import { findListedPlaces } from '@/lib/normalise/places/listed-places'
import { resolvePlaces, findPlacesInBody } from '@/lib/normalise/places/resolve-places'

const read = (field: string, context = ''): string =>
  resolvePlaces([field], context)
    .places.map(({ country, region, city }) => [country, region, city].filter((part) => part !== null).join(' '))
    .join(' | ')

describe('a place field is resolved', () => {
  const cases: [string, string][] = [
    ['Phoenix, AZ', 'US US-AZ Phoenix'],
    ['Georgia', 'US US-GA'],
    ['Atlanta, Georgia', 'US US-GA Atlanta'],
    ['Tbilisi, Georgia', 'GE GE-TB Tbilisi'],
    ['Poland, Georgia, Serbia', 'PL | GE | RS'],
    ['Cambridge, MA', 'US US-MA Cambridge'],
    ['Surrey, BC, Canada', 'CA CA-BC Surrey'],
    ['Surrey, UK', 'GB GB-ENG | GB'],
    ['Victoria, BC', 'CA CA-BC Victoria'],
    ['Victoria, Australia', 'AU AU-VIC | AU'],
    ['Cambridge, UK', 'GB GB-ENG Cambridge'],
    ['Cambridge (MA/UK)', 'US US-MA Cambridge | GB GB-ENG Cambridge'],
    ['Portland', 'US US-OR Portland'],
    ['Portland, ME', 'US US-ME Portland'],
    ['Portland, OR, USA', 'US US-OR Portland'],
    ['Paris', 'FR FR-IDF Paris'],
    ['Paris, TX', 'US US-TX Paris'],
    ['Birmingham', 'GB GB-ENG Birmingham'],
    ['Birmingham, AL', 'US US-AL Birmingham'],
    ['London, Ontario', 'CA CA-ON London'],
    ['Dublin, CA', 'US US-CA Dublin'],
    ['Melbourne, FL', 'US US-FL Melbourne'],
    ['Newcastle, Australia', 'AU AU-NSW Newcastle'],
    ['San Jose, Costa Rica', 'CR San José'],
    ['Berlin, DE', 'DE DE-BE Berlin'],
    ['Wilmington, DE', 'US US-DE Wilmington'],
    ['Bangalore, IN', 'IN IN-KA Bengaluru'],
    ['Indianapolis, IN', 'US US-IN Indianapolis'],
    ['Toronto, CA', 'CA CA-ON Toronto'],
    ['Walnut Creek CA', 'US US-CA Walnut Creek'],
    ['Washington, DC', 'US US-DC Washington'],
    ['SF/NYC', 'US US-CA San Francisco | US US-NY New York'],
    ['SF, LA or DC', 'US US-CA San Francisco | US US-CA Los Angeles | US US-DC Washington'],
    ['san francisco, ca', 'US US-CA San Francisco'],
    ['Vancouver BC', 'CA CA-BC Vancouver'],
    ['München', 'DE DE-BY Munich'],
    ['Kraków, Poland', 'PL PL-12 Kraków'],
    ['Den Haag', 'NL NL-ZH The Hague'],
    ['St. Petersburg, FL', 'US US-FL St. Petersburg'],
    ['Remote (US/CA/MX)', 'US | CA | MX'],
    ['Remote (NL, UK, IE, DE)', 'NL | GB | IE | DE'],
    ['CA, WA, NY', 'US US-CA | US US-WA | US US-NY'],
    ['Remote (EU)', 'EU'],
    ['EMEA', 'EU'],
    ['Remote, European time zones', 'EU'],
    ['North America', 'US | CA'],
    ['DACH', 'AT | CH | DE'],
    ['US only', 'US'],
    ['Remote within US time zones', 'US'],
    ['Remote (EST to PST)', 'US'],
    ['Berlin or remote within ±3h CET', 'DE DE-BE Berlin | EU'],
    ['REMOTE OR ONSITE', ''],
    ['Anywhere', ''],
    ['Ljubljana, Slovenia, Europe', 'SI SI-061 Ljubljana'],
    ['Ghent (EU)', 'BE BE-VLG Ghent'],
  ]
  test.each(cases)('%s', (field, places) => expect(read(field)).toBe(places))

  test('Cambridge alone is English when the posting speaks of pounds', () =>
    expect(read('Cambridge', 'We pay £60k.')).toBe('GB GB-ENG Cambridge'))
  test('a town outside the table counts when all its namesakes lie in one country', () =>
    expect(read('Yverdon-les-Bains')).toBe('CH CH-VD Yverdon-les-Bains'))
  test('worldwide is told apart from nothing', () => {
    expect(resolvePlaces(['Remote (worldwide)'], '').isWorldwide).toBe(true)
    expect(resolvePlaces(['Remote'], '').isWorldwide).toBe(false)
  })
})

describe('the body names places', () => {
  const cases: [string, boolean, string[]][] = [
    ['Great team.\nLocation: Berlin', false, ['DE']],
    ['We are based in Toronto and growing.', false, ['CA']],
    ['Come to our Amsterdam office.', false, ['NL']],
    ['We are based in Toronto.', true, []],
    ['You must be located in the US.', true, ['US']],
    ['US citizens only, sorry. US-based candidates please.', true, ['US']],
    ['Customers include shops of Paris and Rome.', false, []],
  ]
  test.each(cases)('%s (remote: %s)', (text, isRemote, countries) =>
    expect(findPlacesInBody(text, { isRemote }).countries).toEqual(countries),
  )
})

describe('places beside the titles of a list', () => {
  const find = (text: string, listed: string[]) => findListedPlaces(text, listed)
  test('stand in brackets, behind bars and behind dashes', () => {
    const text =
      'Acme\n- Rails developer (Ruby & Go, remote in Europe)\n- SRE | Minsk\n- Designer - Paris, France\n- QA engineer'
    expect(find(text, ['Rails developer', 'SRE | Minsk', 'Designer - Paris, France', 'QA engineer'])).toEqual({
      placeTexts: ['remote in Europe', 'Minsk', 'Paris, France'],
      share: 0.75,
    })
  })
  test('are no degrees, practices or technologies', () =>
    expect(find('A\nEngineer (BS/MS)\nSRE (CI/CD)', ['Engineer (BS/MS)', 'SRE (CI/CD)']).placeTexts).toEqual([]))
  test('a text without a list has none', () => expect(find('Acme', [])).toEqual({ placeTexts: [], share: 0 }))

  const countriesOf = (text: string) =>
    normalise({ title: null, company: null, text, placeTexts: [], remoteText: null, salaryText: null }, []).countries
  test.each([
    ['Acme | London | Onsite\n- Rails developer (remote in Europe)', 'EU GB'],
    ['Acme | Various roles | Remote\n- Engineer (India)\n- Rails developer\n- Python developer', ''],
    ['Acme | Various roles | Remote\n- Engineer (India)\n- Rails developer (Berlin)\n- Python developer', 'DE IN'],
    ['Acme | Various roles | Remote, worldwide\n- Engineer (India)', ''],
    ['Acme | Engineer | San Francisco, CA\niOS and Clojure | Pune, India', 'IN US'],
    ['Acme | Engineer | Full-time\nDenver, CO', 'US'],
    ['Acme | Various roles | Remote\nHiring in the following countries only: Belgium, Canada, USA', 'BE CA US'],
    ['Acme | Engineer | Remote\nNo recruiters. North America Only.', 'CA US'],
  ])('%s: %s', (text, countries) => expect(countriesOf(text).join(' ')).toBe(countries))
})
