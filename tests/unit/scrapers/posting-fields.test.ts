import { expect, test } from 'vitest'
import {
  countryName,
  joinHtml,
  payText,
  placeOf,
  saysOnlyHow,
  widestPay,
  workplaceOf,
  workplaceOfFlags,
} from '@/scrapers/posting-fields'

test.each([
  [{ min: '60000', max: 75000, currency: 'EUR', period: '1 YEAR' }, 'EUR 60000 - 75000 per year'],
  [{ min: 0, max: 30.5, currency: 'USD', period: 'HOUR' }, 'USD 30.5 per hour'],
  [{ min: 500, max: 500, currency: 'GBP', period: 'daily' }, 'GBP 500 per day'],
  [{ min: 4000, max: null, currency: null, period: 'NONE' }, '4000'],
  [{ min: '0', max: null, currency: 'EUR', period: 'month' }, null],
  [{ min: 'competitive', max: undefined }, null],
])('pay %j reads %s', (pay, text) => {
  expect(payText(pay)).toBe(text)
})

test('of several ranges the widest counts, in the currency and period of the first that tells anything', () => {
  const year = { currency: 'EUR', period: 'year' }
  const ranges = [
    { min: 0, max: null, currency: 'USD', period: 'year' },
    { min: 70_000, max: 80_000, ...year },
    { min: 60_000, max: null, ...year },
    { min: 10, max: 900_000, currency: 'EUR', period: 'hour' },
  ]
  expect(widestPay(ranges)).toBe('EUR 60000 - 80000 per year')
  expect(widestPay([])).toBeNull()
})

test.each([
  ['OnSite', 'On-site'],
  ['on_site', 'On-site'],
  ['Fully Remote', 'Remote'],
  ['TELECOMMUTE', 'Remote'],
  ['HYBRID_REMOTE', 'Hybrid'],
  ['unspecified', null],
  [null, null],
])('the workplace %s is %s', (code, words) => {
  expect(workplaceOf(code)).toBe(words)
})

test('a flag that is false says nothing, and hybrid is stricter than remote', () => {
  expect(workplaceOfFlags({ remote: false, hybrid: false })).toBeNull()
  expect(workplaceOfFlags({ remote: true, hybrid: true })).toBe('Hybrid')
})

test('a place is said once, and a country by its name', () => {
  expect(placeOf('Berlin', ' Berlin', '', null, 'Germany')).toBe('Berlin, Germany')
  expect(placeOf('', null)).toBeNull()
  expect(['de', 'UK', 'Spain', 'XQ', null].map(countryName)).toEqual(['Germany', 'United Kingdom', 'Spain', 'XQ', ''])
})

test('a location that tells only how one works is no place', () => {
  expect(['Remote', 'Fully remote', ' Hybrid ', '3 Locations', 'On-site'].every(saysOnlyHow)).toBe(true)
  expect(['Remote, Germany', 'Berlin', 'Hybrid (Seattle)'].some(saysOnlyHow)).toBe(false)
})

test('parts without a text take their heading along', () => {
  expect(joinHtml([{ heading: 'A', html: '<p>1</p>' }, { heading: 'B', html: ' ' }, { html: '2' }])).toBe(
    '<h3>A</h3><div><p>1</p></div>\n<div>2</div>',
  )
})
