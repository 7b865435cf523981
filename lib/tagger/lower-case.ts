import { type Candidate, type Sentence, textAfter } from '@/lib/tagger/candidate'

/** Names that everyday sentences hold as plain words; in lower case, two of them in a row prove nothing. */
const everyday: ReadonlySet<string> = new Set(
  'go play-framework nextjs rest express spring render less swift c r dart scheme assembly relay expo storm beam flux drone-ci harness chef vault helm containers unity meteor remix hive storybook playwright puppeteer cucumber babel marionette flow'.split(
    ' ',
  ),
)

export const isEveryday = ({ skill }: Candidate): boolean => everyday.has(skill.id)

/** Names that are plain words in lower case, also in a list of technologies: “bare metal, AWS”, “other shiny tech”. */
const neverSmall: ReadonlySet<string> = new Set(['metal', 'shiny', 'contentful'])

export const isNeverSmall = ({ skill }: Candidate): boolean => neverSmall.has(skill.id)

const joinsBefore = /[/,+&(]\s*$/
const joinsAfter = /^\s*[/,+&]/

const vouching: ReadonlySet<string> = new Set(['frameworks', 'languages', 'data-engineering'])

/** “backbone, react”, “node/react”, “hadoop, spark”: words in lower case of one list that vouch for each other. */
export function lowerCaseCompany(
  sentence: Sentence,
  candidate: Candidate,
  mates: readonly Candidate[],
): Candidate | null {
  const isPart = (one: Candidate): boolean =>
    vouching.has(one.skill.family) && one.end - one.start > 2 && !isEveryday(one)
  if (!isPart(candidate)) return null
  const others = mates.filter((mate) => mate.skill !== candidate.skill && isPart(mate))
  const at = candidate.start - sentence.start
  const isJoined =
    joinsBefore.test(sentence.lower.slice(Math.max(0, at - 3), at)) ||
    joinsAfter.test(textAfter(sentence, candidate.end, 3))
  return others.length > 1 || isJoined ? (others[0] ?? null) : null
}

/** What is built with a framework: “a react frontend”. */
export const builtWith =
  /^[\s-]*(?:front-?\s?end|back-?\s?end|codebase|components?|(?:web[- ]?)?app(?:s|lications?)?|monolith|shop|powered)(?![\p{L}])/u
