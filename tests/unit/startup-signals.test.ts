import { describe, expect, test } from 'vitest'
import { describeSignal, judgeSignals, type SignalKind } from '@/lib/domain/startup'
import { readStartupSignals } from '@/lib/normalise/startup'

const read = (text: string) =>
  readStartupSignals({ text, company: null, title: null }).map(({ kind, value }) =>
    value === '' ? kind : `${kind} ${value}`,
  )

describe('what an employer says of itself is read', () => {
  const cases: [text: string, signals: string[]][] = [
    ['Fernhill (YC S21) | Backend Engineer | Berlin', ['yc-batch S21']],
    ['Fernhill (S21) | Backend Engineer', ['yc-batch S21']],
    ['Fernhill - YC Summer 2011 - Berlin', ['yc-batch S11']],
    ['Fernhill | Berlin\nWe went through Y Combinator (W16) last year.', ['yc-batch W16']],
    ['Fernhill | Berlin\nWe are a YC-backed company.', ['yc-batch']],
    ['We just raised a £1.5m seed round.', ['seed']],
    ['We are pre-seed funded.', ['pre-seed']],
    ['We are a well-funded seed-stage company.', ['seed']],
    ['We recently closed a $14M Series A and are growing.', ['series-a']],
    ['We are a Series-B company.', ['series-b']],
    ['We have completed our series C.', ['series-c']],
    ['Last year we raised our Series D.', ['later-round D']],
    ['We are an early stage, funded company.', ['early-stage']],
    ['We’re early stage, but funded.', ['early-stage']],
    ["We're a small startup in Lyon.", ['startup']],
    ['Fernhill is a tide-power start-up based in Brest.', ['startup']],
    ['We are one of the fastest growing startups in Brest.', ['startup']],
    ['Funded startup of about 15 people', ['startup', 'head-count 15']],
    ['We are 35 people in Lyon.', ['head-count 35']],
    ["We're a 150-person startup.", ['head-count 150', 'startup']],
    ["We're a 12-person company.", ['head-count 12']],
    ['We currently have 1,200 employees.', ['head-count 1200']],
    ['We grew from 5 to 80 employees.', ['head-count 80']],
    ["We're a small company (20 people, 7 of them engineers).", ['head-count 20']],
    ['We are a 12-person team.', ['head-count 12']],
    ["We're a 12 person team in Berlin.", ['head-count 12']],
    ['Join our 12-person team.', ['head-count 12']],
    ['Our 18-person team builds tide power.', ['head-count 18']],
    ['We are a team of 12.', ['head-count 12']],
    ["We're a fully remote team of ~30 in six countries.", ['head-count 30']],
    ["We're a growing team of over 200 people.", ['head-count 200']],
    ['There are currently 8 of us.', ['head-count 8']],
    ['Our team is currently 12 people.', ['head-count 12']],
    ['The team is 14 people strong.', ['head-count 14']],
    ['Bootstrapped, 12 employees.', ['head-count 12']],
    ['Company size: 11-50', ['head-count 50']],
    ['Headcount: 35', ['head-count 35']],
    ['Fernhill | <50 employees | Berlin', ['head-count 50']],
    ['Fernhill | 10-20 people | Berlin', ['head-count 20']],
    ['Fernhill | Pre-seed | Berlin', ['pre-seed']],
    ['Fernhill | Seed | Berlin', ['seed']],
    ['We went through YC in W21.', ['yc-batch W21']],
    ['We were part of Y Combinator’s Summer 2019 batch.', ['yc-batch S19']],
  ]
  test.each(cases)('%s', (text, signals) => {
    expect(read(text)).toEqual(signals)
  })
})

describe('what is said of others, or of something else, is left out', () => {
  const cases = [
    'We invest in Seed and Series A companies across Europe.',
    'We help startups grow.',
    'We build apps for companies from 1-person startups to the Fortune 500.',
    'Our clients are early-stage startups.',
    'Experience at a Series B startup is a plus.',
    'You have worked at an early-stage startup.',
    'Use a fixed random seed for the simulation.',
    'We sell good seed and fertilizer.',
    'Load the seed data before the tests.',
    'Our customers are between seed and B.',
    'We stay small until Series A.',
    'We help founders from seed to Series A.',
    'Time-series e.g. InfluxDB',
    'A series of Postgres databases.',
    'Startup mentality, startup culture and startup environment.',
    'We are no startup any more, just a company.',
    'You will join a team of 12.',
    'A 15-person engineering team.',
    'Well-funded, 10 person engineering team.',
    'Join our 12-person team of developers.',
    'Join a team of 12 people.',
    'We are an engineering team of 12.',
    'We are a team of 15 passionate engineers.',
    'There are 12 of us on the data team.',
    'About 2/3 of us work in Portland.',
    'Team size: 10 developers',
    'You will grow head count: 3 teams report to you.',
    'A person to seed | lead the team.',
    'We hired 2 people through these threads.',
    'Founded by one of the first 10 employees of a search engine.',
    'Software for enterprises with 10,000 employees.',
    'Events of up to 20 people.',
    'I sold my last company (YC S11) to a search engine.',
    'Our customers include Fernhill (YC W15).',
    'Chairs for people.',
    'Series A-C preferred stock plans.',
  ]
  test.each(cases)('%s', (text) => {
    expect(read(`Umbra | Backend Engineer | Paris\n${text}`)).toEqual([])
  })
})

test('each kind and value has its first evidence, with the place where it stands', () => {
  const text = 'Fernhill | Berlin\nWe raised our Series A. Our Series A was led by friends.'
  const [signal, ...more] = readStartupSignals({ text, company: 'Fernhill (YC S21)', title: 'Engineer at a startup' })
  expect(signal).toEqual({
    kind: 'series-a',
    value: '',
    field: 'text',
    span: { start: 18, end: 40, text: 'We raised our Series A' },
  })
  expect(more.map(({ kind, field }) => [kind, field])).toEqual([
    ['yc-batch', 'company'],
    ['startup', 'title'],
  ])
})

describe('an employer counts as a startup', () => {
  const judge = (signals: [SignalKind, string][], year: number | null = 2024) =>
    judgeSignals(
      signals.map(([kind, value]) => ({ kind, value })),
      year,
    )

  test('by a batch of at most ten years, or of an age that nobody knows', () => {
    expect(judge([['yc-batch', 'W14']])).toEqual([true])
    expect(judge([['yc-batch', 'S13']])).toEqual([false])
    expect(judge([['yc-batch', '']])).toEqual([true])
    expect(judge([['yc-batch', 'S09']], null)).toEqual([true])
  })

  test('by at most a hundred people', () => {
    expect(judge([['head-count', '100']])).toEqual([true])
    expect(judge([['head-count', '101']])).toEqual([false])
  })

  test('but not with more than 250 people or a later round, whatever else it says', () => {
    expect(
      judge([
        ['startup', ''],
        ['head-count', '251'],
      ]),
    ).toEqual([false, false])
    expect(
      judge([
        ['startup', ''],
        ['head-count', '250'],
      ]),
    ).toEqual([true, false])
    expect(
      judge([
        ['later-round', 'E'],
        ['seed', ''],
        ['yc-batch', 'S21'],
      ]),
    ).toEqual([false, false, false])
  })

  test('in words', () => {
    expect(describeSignal({ kind: 'yc-batch', value: 'S21' })).toBe('Y Combinator S21')
    expect(describeSignal({ kind: 'head-count', value: '35' })).toBe('35 people')
    expect(describeSignal({ kind: 'later-round', value: 'D' })).toBe('Series D')
    expect(describeSignal({ kind: 'series-a', value: '' })).toBe('Series A')
  })
})
