import { describe, expect, test } from 'vitest'
import type { RemoteKind, Salary, Seniority } from '@/lib/domain/posting'
import { readCompany } from '@/lib/normalise/company'
import { findAllowedRemote, findRemote, readRemote } from '@/lib/normalise/remote'
import { findSalary, readSalary } from '@/lib/normalise/salary'
import { findAdvertisedRoles } from '@/lib/normalise/role-body'
import { readSeniority } from '@/lib/normalise/seniority'

describe('remote work as a header says it', () => {
  const cases: [string, RemoteKind][] = [
    ['REMOTE', 'remote'],
    ['REMOTE ok', 'remote'],
    ['ONSITE or REMOTE', 'remote'],
    ['remote possible', 'remote'],
    ['remote-friendly', 'remote'],
    ['Remote (US only)', 'remote'],
    ['Tel Aviv, Israel (local, with relocation)', 'onsite'],
    ['Fulltime, Local, US Citizens', 'onsite'],
    ['Toronto, ON - Local', 'onsite'],
    ['hyper-local news', 'unknown'],
    ['San Francisco (local or remote)', 'remote'],
    ['San Francisco (local preferred)', 'unknown'],
    ['100% remote, no office', 'remote'],
    ['WFH', 'remote'],
    ['remote first 3 months', 'remote'],
    ['ONSITE (remote for now)', 'remote'],
    ['Hybrid or Remote', 'remote'],
    ['Berlin (remotes considered)', 'remote'],
    ['Onsite-Remote-Mix', 'hybrid'],
    ['Onsite (3 days per week)', 'hybrid'],
    ['Oslo (2 days in-office)', 'hybrid'],
    ['Remote/Hybrid', 'remote'],
    ['Hybrid', 'hybrid'],
    ['Hybrid (3 days onsite)', 'hybrid'],
    ['hybrid remote', 'hybrid'],
    ['partially remote', 'hybrid'],
    ['Semi-remote (The Netherlands)', 'hybrid'],
    ['ONSITE', 'onsite'],
    ['On-site, Berlin', 'onsite'],
    ['no remote', 'onsite'],
    ['NO REMOTE, sorry', 'onsite'],
    ['not remote', 'onsite'],
    ['remote not possible', 'onsite'],
    ['in-office', 'onsite'],
    ['Full-time', 'unknown'],
    ['Berlin', 'unknown'],
  ]
  test.each(cases)('%s → %s', (text, kind) => expect(readRemote(text)).toBe(kind))
})

describe('remote work as the body says it', () => {
  const cases: [string, RemoteKind][] = [
    ['We are a fully remote team of twelve.', 'remote'],
    ['You can work remotely from anywhere in Europe.', 'remote'],
    ['Sorry, no remote work at this time.', 'onsite'],
    ['We cannot consider remote candidates.', 'onsite'],
    ['You will build remote sensing pipelines.', 'unknown'],
    ['Our product gives remote access to machines.', 'unknown'],
    ['You work two days from home and three in the office.', 'hybrid'],
    ['Remote working: like to work from home? We offer a hybrid working model.', 'hybrid'],
    ['We have a hybrid model in Paris, other teams are fully remote.', 'remote'],
    ['A flexible hybrid work model that balances remote focus with days at the office.', 'hybrid'],
    ['We build hybrid apps.', 'unknown'],
    ['You run our remote access VPN and remote connectivity.', 'unknown'],
    ['We build software.', 'unknown'],
    ['Mountain View preferred, but remote is not off the table.', 'remote'],
    ['We build hybrid smart contracts.', 'unknown'],
    ['You will be working at our river-side office in London.', 'onsite'],
    ['Full time in our Capitol Hill Seattle, WA office', 'onsite'],
    ['- Designer | Berlin | Full-time, onsite', 'onsite'],
    ['Whether you work at one of our global offices or at home.', 'unknown'],
    ['Candidates must be willing to relocate to Boston.', 'onsite'],
  ]
  test.each(cases)('%s → %s', (text, kind) => expect(findRemote(text)).toBe(kind))

  const allowed: [string, RemoteKind][] = [
    ['Flexible hours and work from home Wednesdays.', 'hybrid'],
    ['Remote work is partly possible (1 day/week).', 'hybrid'],
    ['Remote considered for exceptional candidates.', 'remote'],
    ['No remote work is possible.', 'onsite'],
    ['Remote for now, until the pandemic is over: work from home 5 days.', 'onsite'],
    ['We usually work from home a few days every week.', 'onsite'],
    ['A take-home problem.', 'onsite'],
  ]
  test.each(allowed)('on site by its header, %s → %s', (text, kind) => expect(findAllowedRemote(text)).toBe(kind))
})

describe('pay', () => {
  const year = (min: number, max: number, currency: string): Salary => ({ min, max, currency, period: 'year' })
  const cases: [string, Salary | null][] = [
    ['$120k-$160k', year(120_000, 160_000, 'USD')],
    ['$120k - 160k + equity', year(120_000, 160_000, 'USD')],
    ['$120-160k', year(120_000, 160_000, 'USD')],
    ['120-160K USD', year(120_000, 160_000, 'USD')],
    ['$120,000 - $160,000', year(120_000, 160_000, 'USD')],
    ['€70.000–90.000', year(70_000, 90_000, 'EUR')],
    ['70k-90k €', year(70_000, 90_000, 'EUR')],
    ['£75k - £100k + stock', year(75_000, 100_000, 'GBP')],
    ['CHF 110k-130k', year(110_000, 130_000, 'CHF')],
    ['CAD $80-130k', year(80_000, 130_000, 'CAD')],
    ['$80/hr', { min: 80, max: 80, currency: 'USD', period: 'hour' }],
    ['$100-150/hr', { min: 100, max: 150, currency: 'USD', period: 'hour' }],
    ['£500/day', { min: 500, max: 500, currency: 'GBP', period: 'day' }],
    ['€4.000 per month', { min: 4_000, max: 4_000, currency: 'EUR', period: 'month' }],
    ['$150k+', year(150_000, 150_000, 'USD')],
    ['570k - 800k NOK', year(570_000, 800_000, 'NOK')],
    ['0.5%-1.5% equity', null],
    ['$50M raised', null],
    ['competitive', null],
    ['100k+', null],
  ]
  test.each(cases)('%s', (text, salary) => expect(readSalary(text, { defaultCurrency: null })).toEqual(salary))

  test('an amount without a currency takes the one of the country', () =>
    expect(readSalary('100k+', { defaultCurrency: 'EUR' })).toEqual(year(100_000, 100_000, 'EUR')))
  test('funding in the body is not pay', () =>
    expect(
      findSalary('We raised $12M-$15M in our Series A and make $900k-$1200k of revenue.', { defaultCurrency: null }),
    ).toBeNull())
  test('pay in the body is found', () =>
    expect(findSalary('We raised $12M.\nThe salary is $130k to $150k.', { defaultCurrency: null })).toEqual(
      year(130_000, 150_000, 'USD'),
    ))
})

describe('seniority', () => {
  const cases: [string | null, string, Seniority[]][] = [
    ['Senior Backend Engineer', '', ['senior']],
    ['Sr. Full Stack / Staff Engineer', '', ['senior', 'staff']],
    ['Principal Engineer', '', ['staff']],
    ['Software Architect', '', ['staff']],
    ['Engineering Manager', '', ['lead']],
    ['CTO', '', ['lead']],
    ['VP of Engineering', '', ['lead']],
    ['Head of Platform', '', ['lead']],
    ['Junior/Mid-level Developer', '', ['junior', 'mid']],
    ['Software Engineering Intern', '', ['intern']],
    ['Werkstudent Backend', '', ['intern']],
    ['New Grad Software Engineer', '', ['junior']],
    ['Software Engineer', 'You have 1+ years of experience.', ['junior']],
    ['Software Engineer', 'You have 3+ years of professional experience.', ['mid']],
    ['Software Engineer', 'You bring 5+ years of experience with Go.', ['senior']],
    ['Senior Engineer', 'You bring 2 years of experience.', ['senior']],
    ['Software Engineer', 'Our company is 20 years old.', []],
    ['Software Engineer', '', []],
    ['Senior Staff Engineer', '', ['staff']],
    ['Product Manager', '', []],
    ['Senior Product Manager', '', ['senior']],
    ['QA Manager', '', ['lead']],
    ['Lead Generators', '', []],
    ['AVP Data Science', '', ['lead']],
    ['SRE - Stage de fin d’études', '', ['intern']],
    ['Software Engineer (4+ YOE)', 'We want 4+ YOE.', ['mid']],
    ['Software Engineer', 'A minimum of 3-4 years of focused, continuous experience.', ['mid']],
    ['Software Engineer', 'You have a couple of years of experience.', ['mid']],
    ['Software Engineer', 'Tu as 5 ans d’expérience.', ['senior']],
    ['Software Engineer', 'You lead the work on our pipeline with seasoned, senior developers.', []],
    ['Software Engineer', 'Write to the hiring manager at Acme.', []],
    [null, 'We are hiring:\n- Senior Backend Engineer\n- Junior QA Engineer', ['junior', 'senior']],
    [null, 'Acme | Berlin\nWe are hiring junior and senior software engineers in Rust.', ['junior', 'senior']],
    [null, 'Acme | Berlin | Junior to Senior\nJoin us.', ['junior', 'senior']],
    [null, 'Acme | Berlin\nSenior and principal positions are available.', ['senior', 'staff']],
    [null, 'Acme | Berlin\nInternships are also available.', ['intern']],
    [null, 'Acme | Berlin\nWe are looking to fill a senior developer position.', ['senior']],
    [null, 'Acme | Berlin\nLooking for senior to mid-level front-end developers.', ['mid', 'senior']],
    ['Software Engineer II', '', ['mid']],
    ['Senior Software Architect', '', ['senior']],
    ['Solutions Architect', '', []],
    ['Principle Engineer', '', ['staff']],
    ['Developer (junior to senior)', '', ['junior', 'mid', 'senior']],
    ['iOS Engineer', 'We seek a mobile engineer to lead the development of our app.', []],
    ['Software Engineer', 'Experience:\n(3+ yrs) of Ruby', ['mid']],
    ['Software Engineer', 'A minimum of three years experience.', ['mid']],
    ['Software Engineer', 'Best place to work two years in a row.', []],
    [null, 'Acme | (Staff|Senior) Software Engineer | Berlin\nJoin us.', ['senior', 'staff']],
    [null, 'Acme, Berlin: Rails expert / Head of Technology\nJoin us.', ['lead']],
    [null, 'Acme | Engineer | Berlin\nWe build things.\nJane Doe, CTO', []],
    [null, 'Acme | Engineer | Berlin\nHi, CTO here: we build things.', []],
    [null, 'Acme | Engineer | Berlin\nYou will:\n- Lead by example\n- Architect and build services', []],
    [null, 'Acme | Berlin\nSmall shop, interns OK.', ['intern']],
    [null, 'Acme | Berlin\nInternship applications welcome.', ['intern']],
    [null, 'Acme | Berlin\nWe are not able to take on interns now.', []],
    [null, 'Acme | Berlin\nOur internal tools are a joy.', []],
    [null, 'Acme | Berlin\nOpen:\n- Working student business intelligence (f/m/d)', ['intern']],
    [null, 'Acme | Berlin\nWe have openings, for both junior and senior-level people.', ['junior', 'senior']],
    [null, 'Acme | Berlin\nWe are hiring at all levels to work with our senior engineers.', []],
    ['Midweight Graphic Designer', '', ['mid']],
    ['Account Manager', 'Tu as 3 à 8 ans d’xp en vente.', ['mid']],
    ['Product Owner', 'Diplômé, entre 2 et 5 ans d’expérience.', ['mid']],
    ['Buyer', '3 - 5 years related retail / commerce / e-commerce experience', ['mid']],
    [
      'Analyst',
      'A degree and 3 years of experience. Without one, more is asked, which equates to at least 7 years of experience.',
      ['mid'],
    ],
  ]
  test.each(cases)('%s, “%s”', (title, text, levels) =>
    expect(readSeniority({ title, isTitleGiven: false, text, advertised: findAdvertisedRoles(text) })).toEqual(levels),
  )
})

test('hostile texts are read in time that grows with their length', () => {
  const unit = 'intern hiring 3+ years senior to mid-level, looking for open positions - lead remote home days '
  for (const text of [
    unit.repeat(2_000),
    '-'.repeat(100_000),
    'a '.repeat(50_000),
    '1\n'.repeat(50_000),
    'intern '.repeat(20_000),
  ]) {
    expect(() =>
      readSeniority({ title: null, isTitleGiven: false, text, advertised: { listed: [text], sought: [text] } }),
    ).not.toThrow()
    expect(findAllowedRemote(text)).toMatch(/^(?:remote|hybrid|onsite)$/)
  }
})

describe('an employer is folded', () => {
  const same: string[][] = [
    [
      'Acme',
      'ACME',
      'Acme, Inc.',
      'Acme Inc',
      'Acme (YC S21)',
      'Acme YC W22',
      'acme.com',
      'https://www.acme.com/',
      'Acme LLC',
      'The Acme',
    ],
    ['Müller GmbH', 'Mueller'.replace('ue', 'ü'), 'MÜLLER GmbH & Co. KG'],
    ['Smith & Sons Ltd.', 'Smith and Sons Limited'],
    ['Bright Loom', 'BrightLoom', 'Bright-Loom B.V.'],
  ]
  test.each(same)('%s and %s are one', (...names) =>
    expect(new Set(names.map((name) => readCompany(name)?.key)).size).toBe(1),
  )
  test('the name to show keeps its spelling', () =>
    expect(readCompany('Acme Robotics, Inc. (YC S21)')?.name).toBe('Acme Robotics, Inc.'))
  test('names made of legal forms stay', () => expect(readCompany('SE')?.key).toBe('se'))
  test('nothing gives null', () => expect(readCompany(' - ')).toBeNull())
})

test('a level that only the text of a given title seeks', () => {
  const text = 'Acme is looking for a mid-level and senior Software Engineer.'
  const advertised = findAdvertisedRoles(text)
  expect(readSeniority({ title: 'Python Engineer', isTitleGiven: true, text, advertised })).toEqual(['mid', 'senior'])
  expect(readSeniority({ title: 'Junior Engineer', isTitleGiven: true, text, advertised })).toEqual(['junior'])
})
