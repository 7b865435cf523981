import { type Advertisement, judgePair, type PairVerdict } from '@/lib/vacancy/likeness'
import { jaccardOf } from '@/lib/vacancy/shingles'
import { foldedWords } from '@/lib/vacancy/words'

/** Words shown of each stretch that only one of two texts has, and stretches shown. */
const longestStretch = 12
const mostStretches = 6

/** Stretches of words of a text that another does not have, in order; long ones are cut. */
export function stretchesOnlyIn(text: string, other: string): string[] {
  const words = foldedWords(text)
  const pairsOf = (list: readonly string[]) => new Set(list.slice(1).map((word, index) => `${list[index]} ${word}`))
  const known = pairsOf(foldedWords(other))
  const isShared = (index: number) =>
    known.has(`${words[index - 1]} ${words[index]}`) || known.has(`${words[index]} ${words[index + 1]}`)
  const stretches: string[][] = []
  let isOpen = false
  for (const [index, word] of words.entries()) {
    const isOwn = !isShared(index)
    if (isOwn && isOpen) stretches.at(-1)?.push(word)
    else if (isOwn) stretches.push([word])
    isOpen = isOwn
  }
  const cut = (stretch: string[]) =>
    stretch.length > longestStretch ? `${stretch.slice(0, longestStretch).join(' ')} …` : stretch.join(' ')
  return stretches.slice(0, mostStretches).map(cut)
}

/** A posting with its text, to be explained. */
export interface ExplainedPosting {
  advertisement: Advertisement
  shingles: Int32Array
  text: string
}

/** How a posting hangs together with another. */
export interface Link {
  /** Id of the other posting. */
  to: string
  verdict: PairVerdict
  onlyHere: string[]
  onlyThere: string[]
}

/** Why two postings are one vacancy, or two. */
export function explainPair(here: ExplainedPosting, there: ExplainedPosting, repostDays: number): Link {
  const similarity = jaccardOf(here.shingles, there.shingles)
  return {
    to: there.advertisement.id,
    verdict: judgePair(here.advertisement, there.advertisement, { similarity, repostDays }),
    onlyHere: stretchesOnlyIn(here.text, there.text),
    onlyThere: stretchesOnlyIn(there.text, here.text),
  }
}

/**
 * For each posting of a vacancy but the first the likest one before it that it is one with, by id. Every posting but the
 * first has one where the vacancy is whole; else, where a later posting joins it, the likest before it whatever it is.
 * @param postings in order of day
 */
export function linkPostings(postings: readonly ExplainedPosting[], repostDays: number): Map<string, Link> {
  const links = new Map<string, Link>()
  for (const [index, here] of postings.entries()) {
    const judged = postings.slice(0, index).map((there) => {
      const similarity = jaccardOf(here.shingles, there.shingles)
      return { there, verdict: judgePair(here.advertisement, there.advertisement, { similarity, repostDays }) }
    })
    const [best] = judged.toSorted(
      ({ verdict: a }, { verdict: b }) =>
        Number(b.isOne) - Number(a.isOne) || b.similarity - a.similarity || a.daysApart - b.daysApart,
    )
    if (best !== undefined) links.set(here.advertisement.id, explainPair(here, best.there, repostDays))
  }
  return links
}

const percent = (share: number): string => `${Math.floor(share * 1000) / 10} %`
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`)

/** A verdict as a sentence: "One vacancy: the same text of one employer, 31 days apart." */
export function verdictSentence(verdict: PairVerdict, repostDays: number): string {
  const { isSameText, isOneEmployer, similarity, needed, daysApart, obstacle } = verdict
  const employers = isOneEmployer ? 'one employer' : 'two employers, or of none'
  const text = isSameText ? 'the same text' : `${percent(similarity)} of the word triples in common`
  if (obstacle === null) return `One vacancy: ${text}, of ${employers}, ${days(daysApart)} apart.`
  if (obstacle === 'days') return `Two vacancies: ${days(daysApart)} apart, where at most ${repostDays} are allowed.`
  if (obstacle === 'titles') return `Two vacancies: the titles name different jobs (${text}).`
  if (obstacle === 'employers')
    return 'Two vacancies: different employers, or none named, and the texts are not the same to the letter or too short.'
  const least =
    needed === Infinity
      ? 'the same text is needed, as only one has a title of its own'
      : `${percent(needed)} are needed`
  return `Two vacancies: ${text}, where ${least}.`
}
