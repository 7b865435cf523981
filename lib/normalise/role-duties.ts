// Sentences that give server-side work to whoever is sought, as against those that describe the employer's stack.

import { findMatches } from '@/lib/domain/find-matches'

const backendNoun =
  'back[\\s-]?ends?|server[\\s-]?side|server (?:platform|components?|code|software|applications?|development|infrastructure|systems?|architectures?)'
const apiNoun = 'apis?|micro-?services?|web services?|services'

/** Words of duty, as in "you will build", "help us scale", "building". */
const duty =
  '(?:re-?)?(?:build|design|develop|implement|creat|writ|maintain|own|scal|improv|architect|extend|refactor|evolv|optimi[sz]|program)(?:e|ing)?|(?:work|hack|develop|iterat|build|focus)(?:e|ing)? (?:up)?on|in charge of|responsible for|help(?:ing)?(?: out)? (?:on|with)'

// "Build the backend", "scaling and owning the core of our server-side systems".
const backendDuty = new RegExp(`\\b(?:${duty})\\b([^.!?;\\n•]{0,70}?)\\b(?:${backendNoun})(?![\\p{L}])`, 'giu')
// Services are of many kinds, so little may stand between: "implement new web services", "own a Flask service".
const apiDuty = new RegExp(
  `\\b(?:build|design|develop|implement|creat|writ|maintain|own|architect|scal|extend|hack|work|care about)(?:e|ing)?(?: on| for)?(?:,? (?:and |&|or )?[a-z]+(?:ing)?)?((?: [\\p{L}\\p{N}#+/-]+(?:\\.[\\p{L}\\p{N}]+)?,?){0,5}?) (?:${apiNoun})(?![\\p{L}])`,
  'giu',
)

/** Somebody else's doing: "we build", "our team is building", "a company that builds". */
const someoneElse =
  /\b(?:we|team|teams|company|engineers|developers|customers|users|businesses|companies|roadmap|i|they|is|are|to help (?!us\b)[a-z]+|helps [a-z]+)(?:['’](?:re|ve|m)|\s(?:are|is|have|has|can|includes?))?(?:\s\w+ly|\s(?:all|both|also|now|been))?\s+$/i
/** "Our goal is to create the best online services". */
const aim = /\b(?:goal|mission|aim|vision|ambition|purpose)\b[^.!?\n]{0,40}$/i
/** "Building dashboards with Node on the backend", "integrations using REST APIs". */
const byMeans =
  /\b(?:with|using|use|uses|via|through|off|against|from|between|consum\w+|integrations?|clients?|for|in|across|customers?|financial|professional|support|managed|delivery|saas|requests?|calls?|products?|care|wellness|client|consult\w+|cloud|hardware)\b/i
/** One person for everything. */
const otherSide =
  /\bfront|\bui\b|\bux\b|\bios\b|\bandroid\b|\bmobile\b|\breact\b|\bangular|\bfull[\s-]?stack|\bclient|\bweb ?(?:site|app)|\bjavascript\b|\bhtml|\bcss\b|\bstack\b|\bgeneralist|\bapps\b/i

/** "All of our product, from back-end services to dashboards". */
const fromOneEnd = /\bfrom (?:our |the )?$/i

/** The clause around a match: up to the ends of its sentence, line or list item. */
function clauseAround(text: string, from: number, to: number): string {
  const before = text.slice(Math.max(0, from - 100), from)
  const after = text.slice(to, to + 100)
  const start = Math.max(...['.', '!', '?', ';', '\n', '•'].map((end) => before.lastIndexOf(end)))
  // What the work is for does not count: "the back end for our mobile apps".
  const stop = after.search(/[.!?;\n•]| (?:for|behind|powering|supporting|serving) /)
  return before.slice(start + 1) + text.slice(from, to) + (stop === -1 ? after : after.slice(0, stop))
}

function findDuty(text: string, pattern: RegExp, reach: RegExp): string | null {
  for (const match of findMatches(text, pattern)) {
    const between = match[1] ?? ''
    const before = text.slice(Math.max(0, match.index - 60), match.index)
    if (reach.test(between) || fromOneEnd.test(between) || someoneElse.test(before.slice(-30)) || aim.test(before))
      continue
    if (otherSide.test(clauseAround(text, match.index, match.index + match[0].length))) continue
    return match[0]
  }
  return null
}

const mentionsApi = /\bapi|services?\b/i
const meansOfBackend = /\b(?:with|using|use|uses)\b/i

/** Words that give back-end work to the one sought; null when there are none. */
export const findBackendDuty = (text: string): string | null => findDuty(text, backendDuty, meansOfBackend)

/** Words that give work on APIs or services to the one sought; null when there are none. */
export const findApiDuty = (text: string): string | null =>
  mentionsApi.test(text) ? findDuty(text, apiDuty, byMeans) : null
