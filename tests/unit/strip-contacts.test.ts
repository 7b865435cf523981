import { describe, expect, it } from 'vitest'
import { stripContacts } from '@/lib/normalise/strip-contacts'

describe('e-mail addresses are stripped', () => {
  it.each([
    ['Write to jane.doe+jobs@mail.example.com today.', 'Write to [e-mail] today.'],
    ['<hiring@example.co.uk>', '<[e-mail]>'],
    ['mailto:hiring@example.com?subject=Go', '[e-mail]?subject=Go'],
    ['jane [at] example [dot] com', '[e-mail]'],
    ['jane(at)example.com or joe (at) example (dot) com.', '[e-mail] or [e-mail].'],
    ['jane AT example DOT com', '[e-mail]'],
    ['first dot last at example dot io', '[e-mail]'],
    ['jane {at} example', '[e-mail]'],
    ['jane -at- example.com', '[e-mail]'],
    ['jane @ example.com', '[e-mail]'],
    ['jane@example[dot]com', '[e-mail]'],
    ['Email jane at example.com to apply', 'Email [e-mail] to apply'],
    ['Contact: jane@example.com, joe@example.com', 'Contact: [e-mail], [e-mail]'],
    ['jürgen@müller.example', '[e-mail]'],
  ])('%s', (text, stripped) => expect(stripContacts(text)).toBe(stripped))
})

describe('what only looks like an e-mail address stays', () => {
  it.each([
    'Backend Engineer at example.com (Berlin)',
    'Work at Example. Dot the i.',
    'We use @nestjs/core and @angular; follow us @example.',
    'Lunch at 12, stand-up @ 10.30.',
    'Apply at example.com/jobs, contact us at example.com',
    'Email me at example.com',
  ])('%s', (text) => expect(stripContacts(text)).toBe(text))
})

describe('phone numbers are stripped', () => {
  it.each([
    ['Call +49 30 1234567 now', 'Call [phone] now'],
    ['+1 (415) 555-0132', '[phone]'],
    ['(+44 20 7946 0958)', '([phone])'],
    ['(+44) 20 7946 0958', '[phone]'],
    ['+15550100123 or 0049 170 1234567', '[phone] or [phone]'],
    ['US: 415-555-0132, 415.555.0132, (415) 555-0132', 'US: [phone], [phone], [phone]'],
    ['1-415-555-0132 ext. 12', '[phone]'],
    ['Berlin 030 / 1234567', 'Berlin [phone]'],
    ['Paris 06 12 34 56 78.', 'Paris [phone].'],
    ['Tel.: 555 01 32 10', 'Tel.: [phone]'],
    ['text me at 415 555 0132', 'text me at [phone]'],
    ['Phone: 4155550132', 'Phone: [phone]'],
  ])('%s', (text, stripped) => expect(stripContacts(text)).toBe(stripped))
})

describe('what only looks like a phone number stays', () => {
  it.each([
    'Salary 100 000 - 150 000 EUR, 120.000-150.000 €, $120,000-$150,000, 100-150k',
    '1 000 000 users and 10 000 000 requests, +10 000 000 a year',
    'From 2024-05-01 to 2025-06-30, 01/02/2024 - 03/04/2025, 01.02.2024 10:30',
    '2019 - 2024 2025',
    'Since 1998-2004, 2010 2011 2012',
    'Job id 4154045650, REQ-415-555-0132, #1234567890',
    'https://example.com/jobs/415-555-0132?id=4155550132',
    'Versions 1.22.333.4444 and 192.168.100.100, Java 8/11/17/21, Python 3.10 3.11 3.12',
    'Room 12-34, 94107-1234 San Francisco, 02139-1234 Cambridge',
    '24/7, 9-5, 10-15 people, 3-5+ years, 40 hours, 401(k), 1099, 0.123456789',
    'UTC-8 to UTC+2, (GMT +01:00)',
  ])('%s', (text) => expect(stripContacts(text)).toBe(text))
})

it('a text that was stripped is left alone', () => {
  const text = 'jane@example.com, +49 30 1234567, jane (at) example dot com'
  expect(stripContacts(stripContacts(text))).toBe(stripContacts(text))
})
