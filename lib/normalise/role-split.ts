import { findMatches } from '@/lib/domain/find-matches'
import { namesAgent } from '@/lib/normalise/role-words'

/** A bare noun belongs to what stands before it: "Cloud Architect/Developer" is one job under two names. */
const bareNoun = /^(?:senior |lead )?(?:engineers?|developers?|programmers?|architects?|leads?)(?= [-–(]|$)/i

/** Words that stand before a noun further on: "Web and Mobile Developers", "API, iOS and Android engineers". */
const sharedModifier = /^(?:(?:senior|lead|staff|sr\.?) )?(?:web|web apps?|platform|core|software|server|apis?)$/i

const cuts = /[([{]|[)\]}]|[,;|•]|\s(?:&&?|and|or|und|et|och|y|plus|\+|\*|\/)\s|\/(?=\p{Lu}|\.net)/giu

const opening = /[([{]/
const closing = /^[)\]}]/

interface Part {
  text: string
  /** What cut it off the part before. */
  cut: string
}

/** Cuts at commas, slashes and conjunctions outside brackets; "React/.NET Developer" stays one. */
function cutTitle(title: string): Part[] {
  const parts: Part[] = []
  let depth = 0
  let from = 0
  let before = ''
  for (const match of findMatches(title, cuts)) {
    const [cut] = match
    if (opening.test(cut)) depth += 1
    else if (closing.test(cut)) depth = Math.max(0, depth - 1)
    else if (depth === 0) {
      const text = title.slice(from, match.index).trim()
      if (cut === '/' && !namesAgent(text) && !sharedModifier.test(text)) continue
      parts.push({ text, cut: before })
      from = match.index + cut.length
      before = cut.trim()
    }
  }
  parts.push({ text: title.slice(from).trim(), cut: before })
  return parts.filter(({ text }) => text !== '')
}

/** "Software Engineer, Frontend" is one title: a field alone behind one engineer says of what. */
const oneEngineer = /\b(?:engineer|developer|manager)$/i
const fieldAlone =
  /^(?:front[\s-]?end|mobile|ios|android|ui)(?: (?:platform|team|infrastructure|tools|apps?))?(?= [-–(]|$)/i

/** "VP, Engineering" leads it. */
const leader = /\b(?:vp|vice president|director|head|manager)$/i
const led = /^(?:software |product |platform )?(?:engineering|technology|development)\b/i

const belongsToPartBefore = ({ text, cut }: Part, before: string): boolean =>
  (cut === '/' && bareNoun.test(text)) ||
  (cut === ',' && ((oneEngineer.test(before) && fieldAlone.test(text)) || (leader.test(before) && led.test(text))))

/** The single titles of "iOS Engineer, Software Engineer (Web, API) and SRE". */
export function splitTitles(title: string): string[] {
  const titles: string[] = []
  for (const part of cutTitle(title)) {
    const before = titles.at(-1)
    if (before !== undefined && belongsToPartBefore(part, before))
      titles[titles.length - 1] = `${before} / ${part.text}`
    else titles.push(part.text)
  }
  return titles.map((text, index) =>
    sharedModifier.test(text) && titles.slice(index + 1).some(namesAgent) ? `${text} engineer` : text,
  )
}
