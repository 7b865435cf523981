import { type PostingToSign, shinglesOfPosting, signPosting } from '@/lib/vacancy/advertisement'
import type { SignedAdvertisement } from '@/lib/vacancy/group'
import { areRivals, judgePair } from '@/lib/vacancy/likeness'
import { jaccardOf } from '@/lib/vacancy/shingles'

/** A posting as a test writes it. */
export interface WrittenPosting extends PostingToSign {
  id: string
  /** Days since 1970. */
  day: number
  month: string
}

export const advertisementOf = (posting: WrittenPosting): SignedAdvertisement => {
  const { id, employer, day, month, title } = posting
  const { core, textKey, words, bands } = signPosting(posting)
  return { id, employer, day, month, title, core, textKey, words, bands }
}

const shareKey = (left: SignedAdvertisement, right: SignedAdvertisement): boolean =>
  left.textKey === right.textKey || Array.from(left.bands).some((band) => Array.from(right.bands).includes(band))

/** Everything that chains of pairs reach from one posting. */
function reach(start: string, neighbours: ReadonlyMap<string, string[]>): string[] {
  const reached = new Set([start])
  for (const id of reached) for (const next of neighbours.get(id) ?? []) reached.add(next)
  return [...reached].toSorted()
}

/**
 * The vacancies of some postings, by comparing every two of them: vacancy id by posting id. Written apart from
 * lib/vacancy/group.ts, which shares only the judgement of a single pair.
 */
export function naiveVacancies(postings: readonly WrittenPosting[], repostDays: number): Map<string, string> {
  const shingles = new Map(postings.map((posting) => [posting.id, shinglesOfPosting(posting)]))
  const ads = postings.map(advertisementOf).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const none = new Int32Array(0)
  const similarityOf = (left: SignedAdvertisement, right: SignedAdvertisement) =>
    jaccardOf(shingles.get(left.id) ?? none, shingles.get(right.id) ?? none)
  const isOne = (left: SignedAdvertisement, right: SignedAdvertisement) =>
    judgePair(left, right, { similarity: similarityOf(left, right), repostDays }).isOne
  const neighbours = new Map(
    ads.map((ad) => [
      ad.id,
      ads.filter((other) => other !== ad && shareKey(ad, other) && isOne(ad, other)).map(({ id }) => id),
    ]),
  )
  const vacancies = new Map<string, string>()
  for (const { id } of ads) {
    if (vacancies.has(id)) continue
    const ids = reach(id, neighbours)
    const members = ads.filter((ad) => ids.includes(ad.id))
    let parts = [members]
    if (members.some((ad) => members.some((other) => ad !== other && areRivals(ad, other)))) {
      parts = members.map((ad) => [ad])
      const pairs = members
        .flatMap((left, index) => members.slice(index + 1).map((right) => ({ left, right })))
        .filter(({ left, right }) => isOne(left, right))
        .toSorted((a, b) => similarityOf(b.left, b.right) - similarityOf(a.left, a.right))
      for (const { left, right } of pairs) {
        const [one, other] = [left, right].map((ad) => parts.find((part) => part.includes(ad)) ?? [])
        if (one === undefined || other === undefined || one === other) continue
        if (one.some((ad) => other.some((rival) => areRivals(ad, rival)))) continue
        parts = [...parts.filter((part) => part !== one && part !== other), [...one, ...other]]
      }
    }
    for (const part of parts) {
      const sorted = part.map((ad) => ad.id).toSorted()
      for (const member of sorted) vacancies.set(member, sorted[0] ?? member)
    }
  }
  return vacancies
}

const vocabulary =
  'we build a platform that moves money for small shops and need people who like hard problems our services are written in go and run on a cluster that we look after ourselves with care you will own what you write from the first line to the night it breaks and learn from people who have done so for years'
    .split(' ')
    .map((word, index) => `${word}${index % 7}`)

/** A text about an employer of which some words are others: the more of them two texts share, the liker they are. */
export const variedText = (employer: string, changes: readonly number[]): string =>
  vocabulary
    .map((word, index) => (changes.includes(index % 12) ? `${word}x${changes.length}` : word))
    .concat(employer)
    .join(' ')
