import { randomOf } from './random'
import { employerName, joinTexts, writeAdvertisement } from './texts'
import type { Section } from './texts'

export const protocols = ['greenhouse', 'lever', 'ashby', 'recruitee', 'smartrecruiters', 'workday'] as const
export type Protocol = (typeof protocols)[number]

export interface Employer {
  protocol: Protocol
  /** As the board is added. */
  slug: string
  name: string
  /** Jobs that its board shows at first. */
  size: number
}

export interface Job {
  /** Unique in the world. */
  number: number
  title: string
  place: string
  sections: Section[]
  postedAt: Date
  /** Rises with every edit. */
  revision: number
}

export interface WorldOptions {
  seed: number
  /** Boards of each protocol. */
  boards: Record<Protocol, number>
  /** Jobs of a board at first; the first board of a protocol may have a number of its own. */
  jobs: Record<Protocol, BoardSize>
}

export interface BoardSize {
  /** Median of the protocol's boards. */
  usual: number
  first?: number | undefined
  /** Standard deviation of the logarithm of sizes (log-normal): most boards are small, a few large. 0: all alike. */
  spread?: number | undefined
}

/** No board is larger than this many usual ones. */
const mostUsual = 25

export interface World {
  employers: Employer[]
  /** What the board of an employer shows in a round, from 0. */
  jobsOf: (employer: Employer, round: number) => Job[]
}

function slugOf(protocol: Protocol, name: string, index: number): string {
  const word = `${name.toLowerCase().replaceAll(/[^a-z]/g, '')}${index}`
  return protocol === 'workday' ? `${word}.wd${1 + (index % 5)}/Careers` : word
}

/** A standard normal number (Box and Muller, 1958). */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

function sizeOf({ usual, spread = 0 }: BoardSize, random: () => number): number {
  if (spread === 0) return usual
  return Math.max(1, Math.round(usual * Math.min(mostUsual, Math.exp(spread * normal(random)))))
}

function makeEmployers({ seed, boards, jobs }: WorldOptions): Employer[] {
  let index = 0
  return protocols.flatMap((protocol) =>
    Array.from({ length: boards[protocol] }, (_, place): Employer => {
      const name = employerName(index)
      index += 1
      const usual = sizeOf(jobs[protocol], randomOf(seed, 'size', index))
      const size = place === 0 ? (jobs[protocol].first ?? usual) : usual
      return { protocol, slug: slugOf(protocol, name, index), name, size }
    }),
  )
}

interface Life {
  opens: number
  /** Rounds in which it is not listed. */
  missing: number[]
  /** Round from which its text is another; Infinity for never. */
  edited: number
}

/** A fifth of the jobs close within two rounds, a third of those for one round only; a fifth are edited. */
function lifeOf(random: () => number, opens: number): Life {
  const fate = Math.floor(random() * 10)
  const closes = opens + 1 + Math.floor(random() * 2)
  const isShort = random() < 0.35
  const missing = fate < 2 ? (isShort ? [closes] : [closes, closes + 1, closes + 2, closes + 3]) : []
  return { opens, missing, edited: fate === 2 || fate === 3 ? opens + 1 + Math.floor(random() * 2) : Infinity }
}

/**
 * Employers and what their boards show, made from the seed alone.
 * @param texts HTML of recorded advertisements, which jobs then show in the place of made-up ones
 */
export function makeWorld(options: WorldOptions, texts: readonly string[] = []): World {
  const { seed } = options
  const employers = makeEmployers(options)
  const firstNumber = new Map<string, number>()
  let next = 1_000_000
  for (const { slug, size } of employers) {
    firstNumber.set(slug, next)
    next += size * 4
  }
  const jobAt = (employer: Employer, number: number, life: Life, round: number): Job => {
    const revision = round >= life.edited ? 1 : 0
    const random = randomOf(seed, number, 'text', revision)
    // An edit changes the text alone, as it does on a board.
    const { title, place } = writeAdvertisement(
      employer.name,
      randomOf(employer.name),
      randomOf(seed, number, 'text', 0),
    )
    const sections =
      texts.length === 0
        ? writeAdvertisement(employer.name, randomOf(employer.name), random).sections
        : joinTexts(texts, random)
    const postedAt = new Date(Date.UTC(2026, 3 + (number % 4), 1 + (number % 27), 9, number % 60))
    return { number, title, place, sections, postedAt, revision }
  }
  return {
    employers,
    jobsOf: (employer, round) => {
      const first = firstNumber.get(employer.slug) ?? 0
      const perRound = Math.max(1, Math.round(employer.size / 10))
      const jobs: Job[] = []
      for (let index = 0; index < employer.size + perRound * round; index += 1) {
        const opens = index < employer.size ? 0 : 1 + Math.floor((index - employer.size) / perRound)
        const life = lifeOf(randomOf(seed, first + index, 'life'), opens)
        if (!life.missing.includes(round)) jobs.push(jobAt(employer, first + index, life, round))
      }
      return jobs
    },
  }
}
