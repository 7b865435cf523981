import type { Level } from '@/lib/domain/skill'
import { behind, follows, precedes, testAt } from '@/lib/tagger/around'
import { type Candidate, type Sentence, textAfter } from '@/lib/tagger/candidate'
import { abilityAfter, yearsAfter } from '@/lib/tagger/level-cues'
import { isTiedToRole, listsBehindRole } from '@/lib/tagger/level-roles'

/** What the rules of the level look at: a list of names and the nearest cue of each kind before it, -1 for none. */
export interface Setting {
  sentence: Sentence
  members: readonly Candidate[]
  last: Candidate
  wish: number
  need: number
  ability: number
  description: number
  backdrop: number
  first: Candidate
}

const isDescribed = (setting: Setting): boolean => setting.description !== -1 || setting.backdrop !== -1

const asideBefore =
  /(?<=(?:\(|, )(?:we (?:mostly |primarily |mainly |currently )?use|our stack is(?: mostly| mainly| primarily)?) )/uy
/** “Looking for systems engineers (we use Rust)”: whom it is an aside to is asked for no more than by name. */
const asideToRole = /(?<=(?:engineer|developer|programmer)s? \([^(]{0,40})/uy
const qualifiesAside = /^[^)]{0,24}\bbut\b/u
const asideReach = 90
/** “Experience with JS frameworks (we use Backbone)”: the aside says which is meant. */
const isAside = ({ sentence, first, last, ability, need }: Setting): boolean => {
  const at = first.start - sentence.start
  const asked = Math.max(ability, need)
  const isAsked = asked === -1 ? sentence.section === 'required' : at - asked <= asideReach
  if (!isAsked || !testAt(asideBefore, sentence.lower, at) || testAt(asideToRole, sentence.lower, at)) return false
  return !qualifiesAside.test(textAfter(sentence, last.end, 32))
}

/** “getting our Python backend ready”: what there is. */
const ours = behind(String.raw`\bour (?:own |current |existing |main |legacy |core |old |new |internal )?\(?`)

const askedLabel = /^ ?\([a-z -]{4,10}\) ?:/u
/** “Deployment tools: Docker”: the cue is the label of an item. */
const isLabel = ({ lower }: Sentence, cueEnd: number): boolean =>
  lower.charAt(cueEnd - 1) === ':' || askedLabel.test(lower.slice(cueEnd, cueEnd + 16))

const description = 'describes the work'

/**
 * The decision table of levels: the first rule that holds decides. What is said right behind the names ("is a plus",
 * "required", "not needed") has been asked before; a later sentence about the list may raise it afterwards.
 */
export const rules: readonly { level: Level; reason: string; holds: (setting: Setting) => boolean }[] = [
  {
    level: 'preferred',
    reason: 'a wish said before it',
    holds: ({ wish, need }) => wish !== -1 && wish >= need,
  },
  {
    level: 'required',
    reason: 'a need said before it',
    holds: ({ need, description, backdrop: told }) => need !== -1 && need >= Math.max(description, told),
  },
  {
    level: 'preferred',
    reason: 'under a heading of wishes',
    holds: ({ sentence }) => sentence.section === 'preferred',
  },
  {
    level: 'required',
    reason: 'tied to the role',
    holds: ({ sentence, members }) => isTiedToRole(sentence, members),
  },
  {
    level: 'required',
    reason: 'years of experience asked for',
    holds: ({ sentence, last }) => follows(sentence, last, yearsAfter),
  },
  {
    level: 'required',
    reason: 'an experience asked for',
    holds: (setting) => !isDescribed(setting) && follows(setting.sentence, setting.last, abilityAfter),
  },
  {
    level: 'mentioned',
    reason: 'one of a longer list in brackets behind the role',
    holds: (setting) => setting.need === -1 && listsBehindRole(setting.sentence, setting.members),
  },
  {
    level: 'mentioned',
    reason: description,
    holds: ({ sentence, first }) => precedes(sentence, first, ours),
  },
  {
    level: 'required',
    reason: 'an ability said before it',
    holds: ({ ability, description, backdrop: told }) => ability !== -1 && ability > Math.max(description, told),
  },
  {
    level: 'required',
    reason: 'an aside to what is asked for',
    holds: isAside,
  },
  {
    level: 'required',
    reason: 'under a heading of needs',
    holds: ({ sentence, description }) =>
      sentence.section === 'required' && (description === -1 || isLabel(sentence, description)),
  },
  { level: 'mentioned', reason: description, holds: isDescribed },
  { level: 'mentioned', reason: 'named without being asked for', holds: () => true },
]
