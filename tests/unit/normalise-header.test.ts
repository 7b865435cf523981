import { describe, expect, test } from 'vitest'
import { readHeader, type PostingHeader } from '@/lib/normalise/header'

// What is not named in a case may be anything.
type Expected = Partial<PostingHeader>

const cases: [string, Expected][] = [
  [
    'Acme (YC S21) | Senior Backend Engineer, SRE | Berlin, Germany or REMOTE (EU) | Full-time | €70k-90k | https://acme.example',
    {
      company: 'Acme (YC S21)',
      title: 'Senior Backend Engineer, SRE',
      placeTexts: ['Berlin, Germany or REMOTE (EU)'],
      remoteText: 'Berlin, Germany or REMOTE (EU)',
      salaryText: '€70k-90k',
    },
  ],
  [
    'San Francisco, CA - Brightloom - Rails developer',
    { company: 'Brightloom', title: 'Rails developer', placeTexts: ['San Francisco, CA'], remoteText: null },
  ],
  [
    'Brightloom (http://brightloom.example) is hiring a backend engineer in Austin',
    { company: 'Brightloom', title: 'backend engineer in Austin' },
  ],
  ['SF/NYC. REMOTE', { company: null, title: null, placeTexts: ['SF/NYC'], remoteText: 'REMOTE' }],
  [
    'Boston, MA; Full-time; H1B',
    { company: null, title: null, placeTexts: ['Boston, MA'], remoteText: null, salaryText: null },
  ],
  [
    'Brightloom | Berlin | ONSITE | Full-time',
    { company: 'Brightloom', title: null, placeTexts: ['Berlin'], remoteText: 'ONSITE' },
  ],
  [
    'Full Stack Engineer | Brightloom | Remote (US)',
    { company: 'Brightloom', title: 'Full Stack Engineer', remoteText: 'Remote (US)' },
  ],
  ['Boston Gearworks | Software Engineer | Boston', { company: 'Boston Gearworks', placeTexts: ['Boston'] }],
  [
    'Toronto, Ontario, Canada | Brightloom https://b.example | ONSITE | Developers',
    { company: 'Brightloom', title: 'Developers', placeTexts: ['Toronto, Ontario, Canada'] },
  ],
  ['Brightloom.io | Data Engineer | London', { company: 'Brightloom.io', title: 'Data Engineer' }],
  ['B&T | Backend Developer | Oslo', { company: 'B&T' }],
  ['Brightloom (brightloom.example) | Remote', { company: 'Brightloom', remoteText: 'Remote' }],
  [
    'Brightloom, Vienna, Austria | C++ Engineer',
    { company: 'Brightloom', placeTexts: ['Vienna, Austria'], title: 'C++ Engineer' },
  ],
  ['Brightloom in Kyiv, Ukraine\nWe need Python developers.', { company: 'Brightloom', placeTexts: ['Kyiv, Ukraine'] }],
  [
    'Company: Brightloom\nLocation: Madrid, Spain\nPosition: API engineer',
    { company: 'Brightloom', placeTexts: ['Madrid, Spain'], title: 'API engineer' },
  ],
  [
    'New York, NY\nBrightloom is looking for a Java developer who cares.',
    { company: 'Brightloom', placeTexts: ['New York, NY'] },
  ],
  ['Pittsburgh PA: Brightloom', { company: 'Brightloom', placeTexts: ['Pittsburgh PA'] }],
  [
    'Brightloom — Site Reliability Engineer — Zürich',
    { company: 'Brightloom', title: 'Site Reliability Engineer', placeTexts: ['Zürich'] },
  ],
  [
    'Brightloom // Lisbon, Portugal // Frontend Developer',
    { company: 'Brightloom', title: 'Frontend Developer', placeTexts: ['Lisbon, Portugal'] },
  ],
  [
    'Brightloom • Paris • Développeur backend',
    { company: 'Brightloom', title: 'Développeur backend', placeTexts: ['Paris'] },
  ],
  [
    'Brightloom|Senior Backend Engineer|Palo Alto, CA| Onsite, Full-time',
    {
      company: 'Brightloom',
      title: 'Senior Backend Engineer',
      placeTexts: ['Palo Alto, CA'],
      remoteText: 'Onsite, Full-time',
    },
  ],
  [
    'Brightloom | Multiple Roles | Remote | $120k-$160k + equity',
    { company: 'Brightloom', title: 'Multiple Roles', salaryText: '$120k-$160k + equity' },
  ],
  [
    'Brightloom | Remote or Onsite (NYC) | Contract ($100-150/hr)',
    { company: 'Brightloom', salaryText: 'Contract ($100-150/hr)', placeTexts: ['Remote or Onsite (NYC)'] },
  ],
  ['Backend Engineer at Brightloom (Hamburg)', { company: 'Brightloom', title: 'Backend Engineer' }],
  ['Does anyone know whether these are still open?', { company: null, title: null, placeTexts: [] }],
]

describe('a header line gives its fields', () => {
  test.each(cases)('%s', (line, expected) => {
    const header = readHeader(line) ?? {
      company: null,
      title: null,
      placeTexts: [],
      remoteText: null,
      salaryText: null,
    }
    expect(header).toMatchObject(expected)
  })

  test('a text that says nothing gives null', () => expect(readHeader('thanks, that helped a lot')).toBeNull())
})

describe('what stands before the header is not the header', () => {
  const rest = 'Acme | Backend Engineer | Berlin | ONSITE\nWe build boats.'
  const before = [
    'Hi everyone,',
    'Hello fellow hackers!',
    'Hey',
    'March 2021',
    '1 November 2013',
    '2019-04-01',
    'Ask HN: Who is hiring? (March 2021)',
    'We are hiring:',
    'Hiring the following positions:',
    'Update: reposted from last month',
  ]
  test.each(before)('%s', (line) => {
    expect(readHeader(`${line}\n${rest}`)).toMatchObject({ company: 'Acme', title: 'Backend Engineer' })
  })
  test('a greeting on the same line', () =>
    expect(readHeader('Hi all! Acme is hiring a Rails developer in Berlin.')).toMatchObject({
      company: 'Acme',
      title: 'Rails developer in Berlin',
    }))
  test('a mark on the same line', () => expect(readHeader(`[HIRING] ${rest}`)).toMatchObject({ company: 'Acme' }))
  test('a sentence about the firm behind a greeting', () => {
    expect(
      readHeader('Hi there,\nAcme (acme.example) builds boats in Berlin and sells them all over the world.'),
    ).toMatchObject({ company: 'Acme' })
    expect(readHeader('Berlin - come and build boats with a small team that you will like.')?.company).toBeNull()
  })
  test('nothing else is left', () => expect(readHeader('Hello everybody!')).toBeNull())
  test('a firm that is named like a month or a greeting', () => {
    expect(readHeader('August | Firmware Engineer | SF')).toMatchObject({ company: 'August' })
    expect(readHeader('Hello Show | Engineer | SF')).toMatchObject({ company: 'Hello Show' })
  })
})

test('titles lose their ornaments and articles', () => {
  const titles = [
    '== Data Engineer ==',
    '☆☆ Data Engineer',
    '» Data Engineer',
    'a Data Engineer',
    'for a Data Engineer',
  ]
  for (const title of titles) expect(readHeader(`Acme | ${title} | Berlin`)?.title).toBe('Data Engineer')
  expect(readHeader('Acme | .NET Developer | Berlin')?.title).toBe('.NET Developer')
})
