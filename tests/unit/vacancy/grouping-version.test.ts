import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { type PostingToSign, shinglesOfPosting, signPosting } from '@/lib/vacancy/advertisement'
import { groupAdvertisements } from '@/lib/vacancy/group'
import { groupingVersion, judgePair } from '@/lib/vacancy/likeness'
import { jaccardOf } from '@/lib/vacancy/shingles'
import { areAtOdds, isRefinement, titleCore } from '@/lib/vacancy/titles'

const pinned = z
  .strictObject({ version: z.int(), decisions: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../fixtures/grouping-version.json', import.meta.url), 'utf8')))

const titles = [
  null,
  '',
  'Backend Engineer',
  'Back-End Engineer (m/w/d)',
  'Backend Engineer - Berlin',
  'Backend Engineer, Remote (Germany)',
  'Backend Engineer #482913',
  'Senior Backend Engineer',
  'Sr. Backend Engineer',
  'Senior Back-end Developer II',
  'Backend Engineer, Payments',
  'Frontend Engineer',
  'Full Stack Developer',
  'Dev Ops Engineer / SRE',
  'Software Engineer Intern',
  'Data Scientist, Machine Learning',
  'Product Manager',
  'E-commerce Product Manager',
  'Développeur backend confirmé (H/F)',
  'Multiple roles: backend, frontend, design',
]
/** Words that titles are full of: what each says of a job is part of the decisions. */
const titleWords = (
  'a an the and or of for in at to with our us as on we is are remote remotely hybrid onsite full part time fulltime parttime ' +
  'permanent contract contractor freelance temporary f m w d x v h mf fm mfd mwd mfx mwx fmd wmd all genders gn div divers ' +
  'visa intern internship new job role position opening hiring urgent engineer engineers engineering developer developers dev ' +
  'devs programmer programmers software development senior sr junior jr mid middle level levels lead principal staff ' +
  'experienced multiple various several roles positions team teams s er ers 1 2 3 4 5 i ii iii iv v trainee stage stagiaire ' +
  'alternance praktikum werkstudent debutant débutant expérimenté experimente confirmé confirme head chief director vp ' +
  'entwickler ingenieur ingénieur développeur specialist expert consultant architect manager associate co founding graduate ' +
  'student apprentice back front end stack ops web platform data cloud mobile security 2025 482913 r1234 usa europe emea'
).split(' ')
const employers = ['acme', 'acme', 'acme', 'bolt', null]
const places = [[], ['Berlin, Germany'], ['Paris'], ['New York, NY', 'Remote']]

/** Words of which those at every so many places are others, so that likeness runs from none to all. */
function textOf(variant: number): string {
  const every = [0, 2, 3, 5, 8, 13, 21, 34][variant % 8] ?? 0
  const words = Array.from({ length: variant % 9 === 8 ? 12 : 90 }, (_, place) =>
    every > 0 && place % every === 0 ? `other${place}v${variant % 3}` : `word${(place * 7) % 61}`,
  )
  return `${words.join(' ')}. ${places[variant % 4]?.join(' ') ?? ''}`
}

/** Postings in which employers, titles, places, texts, days and months meet in turn: numbers without a common divisor. */
const postings = Array.from({ length: 180 }, (_, index) => ({
  id: String(index).padStart(3, '0'),
  employer: employers[index % 5] ?? null,
  title: titles[(index * 7) % titles.length] ?? null,
  isTitleGiven: index % 3 !== 0 && titles[(index * 7) % titles.length] !== null,
  places: index % 3 === 0 ? [] : (places[index % 4] ?? []),
  text: textOf((index * 11) % 72),
  day: (index * 17) % 140,
  month: String(((index * 17) % 140) % 5),
})) satisfies (PostingToSign & { id: string; day: number; month: string })[]

/** sha-256 of everything that is decided about the postings: signatures, every pair, and the groups. */
async function hashDecisions(): Promise<string> {
  const ads = postings.map((posting) => {
    const { id, employer, day, month, title } = posting
    const { scope, bands, ...signature } = signPosting(posting)
    return { id, employer, day, month, title, scope, bands, ...signature }
  })
  const shingles = new Map(postings.map((posting) => [posting.id, shinglesOfPosting(posting)]))
  const none = new Int32Array(0)
  const shinglesOf = (id: string): Int32Array => shingles.get(id) ?? none
  const verdicts = ads.flatMap((left, index) =>
    ads
      .slice(index + 1)
      .map((right) =>
        judgePair(left, right, { similarity: jaccardOf(shinglesOf(left.id), shinglesOf(right.id)), repostDays: 65 }),
      ),
  )
  // A guard whose postings are all alike, or all apart, would notice little.
  for (const obstacle of [null, 'employers', 'days', 'titles', 'texts'] as const)
    expect(verdicts.filter((verdict) => verdict.obstacle === obstacle).length).toBeGreaterThan(50)
  const groups = await groupAdvertisements(ads, {
    repostDays: 65,
    loadShingles: (ids) => Promise.resolve(new Map(ids.map((id) => [id, shinglesOf(id)]))),
  })
  const signatures = ads.map(({ core, textKey, words, scope, bands }) => [core, textKey, words, scope, ...bands])
  const words = titleWords.map((word) => [
    titleCore(`Quantum ${word}`, new Set(['berlin'])),
    isRefinement('quantum', titleCore(`Quantum ${word}`, new Set())),
    areAtOdds(word, 'Quantum'),
    areAtOdds(`Back ${word} Engineer`, 'Backend'),
  ])
  const spellings = ['Front-End', 'back end', 'Full Stack', 'dev-ops'].map((spelling) =>
    areAtOdds(spelling, spelling.replace(/\W/u, '')),
  )
  const decisions = [
    words,
    spellings,
    signatures,
    verdicts.map(({ needed, ...verdict }) => ({ ...verdict, needed: String(needed) })),
  ]
  return createHash('sha256')
    .update(JSON.stringify([...decisions, [...groups].toSorted()]))
    .digest('hex')
}

it('decides as its version did: a change of what makes two postings one vacancy needs a new one', async () => {
  const decisions = await hashDecisions()
  expect(
    { version: groupingVersion, decisions },
    `Grouping decides otherwise: raise groupingVersion in lib/vacancy/likeness.ts if it is that of the last commit, and write ${JSON.stringify({ version: groupingVersion, decisions })} to tests/fixtures/grouping-version.json`,
  ).toEqual(pinned)
})
