import { behind, precedes } from '@/lib/tagger/around'
import type { Candidate, Sentence } from '@/lib/tagger/candidate'

export const or = /(?<![\p{L}])(?:or|oder|eller|ou|and\/or)(?![\p{L}])/u
/** What ends the run of alternatives before an "or": "Python and Go or Rust" is a choice of Go and Rust. */
const ends = /(?<![\p{L}])(?:and|und|och|et|y|as well as|plus)(?![\p{L}])|[&+]/u
export const choiceBefore = behind(
  String.raw`(?<![\p{L}])(?:one of|any of|at least one|either|one or more(?: of)?)[^.;]{0,50}`,
)

/** Members of a list as runs of which one is enough: an "or" takes in what commas join before it, back to the run before. */
function splitChoices(members: readonly Candidate[], gaps: readonly string[]): Candidate[][] {
  const runs: Candidate[][] = []
  let end = -1
  for (const [index, gap] of gaps.entries()) {
    if (!or.test(gap)) continue
    let start = index
    while (start > 0 && start - 1 > end && !ends.test(gaps[start - 1] ?? '')) start--
    const next = members[index + 1]
    const last = runs.at(-1)
    if (last !== undefined && end === index && next !== undefined) last.push(next)
    else runs.push(members.slice(start, index + 2))
    end = index + 1
  }
  return runs
}

/** Numbers the choices of a list, each "A, B or C" and each list behind "one of". @returns the last number given. */
export function numberChoicesOf(sentence: Sentence, list: readonly Candidate[], first: number): number {
  const members = list.filter(({ partOf }) => partOf === null)
  const [head, tail] = [members[0], members[members.length - 1]]
  if (members.length < 2 || head === undefined || tail === undefined) return first
  const isWhole = precedes(sentence, head, choiceBefore)
  if (!isWhole && !or.test(sentence.lower.slice(head.start - sentence.start, tail.end - sentence.start))) return first
  const gaps = members.slice(1).map((member, index) => {
    const from = members[index]?.end ?? member.start
    return sentence.lower.slice(from - sentence.start, member.start - sentence.start)
  })
  let next = first
  for (const run of isWhole ? [members] : splitChoices(members, gaps)) {
    next++
    for (const member of run) member.anyOf = next
  }
  for (const candidate of list) if (candidate.partOf !== null) candidate.anyOf = candidate.partOf.anyOf
  return next
}
