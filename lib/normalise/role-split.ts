import { findMatches } from '@/lib/domain/find-matches'
import { namesAgent } from '@/lib/normalise/role-words'

/** A bare noun belongs to what stands before it: "Cloud Architect/Developer" is one job under two names. */
const bareNoun = /^(?:senior |lead )?(?:engineers?|developers?|programmers?|architects?|leads?)(?= [-–(]|$)/i
const bareSingular = /^(?:senior |lead )?(?:engineer|developer|programmer|architect|lead)(?= [-–(]|$)/i

/** Words that stand before a noun further on: "Web and Mobile Developers", "API, iOS and Android engineers". */
const sharedModifier =
  /^(?:(?:senior|lead|staff|sr\.?) )?(?:web|web app(?:lication)?s?|platform|core|software|server|apis?)$/i

/** A level alone is no title: "Lead or Senior Frontend Engineer". */
const levelOnly =
  /^(?:(?:senior|sr\.?|junior|jr\.?|lead|mid|mid[- ]level|staff|principal|entry[- ]level|interns?)\s*)+$/i

/** Technology behind a title goes with it: "Software Engineer - Django, React", "Data Engineer - Python, SQL". */
const technology =
  /^(?:react(?:\.?js)?|angular(?:\.?js)?|vue(?:\.?js)?|next\.?js|node(?:\.?js)?|javascript|typescript|html5?|css|python|java|ruby|rails|django|php|go|golang|scala|rust|c#|\.net|sql|aws|etl|airflow|spark)(?= [-–(]|\/|$)/i

const cuts = /[([{]|[)\]}]|[,;|•]|\s(?:&&?|and|or|und|et|och|y|plus|\+|\*|\/)\s|\s\d[).]\s|\/(?=\p{Lu}|\.net)/giu

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
const oneEngineer = /\b(?:software (?:engineer|developer)s?|engineer|developer|manager)$/i
const fieldAlone =
  /^(?:front[\s-]?end|mobile|ios|android|ui)(?: (?:platform|team|engineering|infrastructure|tools?|tooling|apps?))?(?= [-–(]|$)/i

/** "VP, Engineering" leads it. */
const leader = /\b(?:vp|vice president|director|head|(?<!engineering )manager)$/i
const led = /^(?:software |product |platform )?(?:engineering|technology|development|software)\b/i

/** "React and Node Engineer" is one job in two technologies, "React and Node engineers" may be two. */
const technologyNamed =
  '(?:react(?:\\.?js)?|angular(?:\\.?js)?|vue(?:\\.?js)?|node(?:\\.?js)?|javascript|typescript|python|java|ruby(?: on rails)?|rails|ror|django|php|go|golang|scala|c#|\\.net)'
const technologyAlone = new RegExp(`^(?:(?:senior|lead|staff|sr\\.?|junior) )?${technologyNamed}$`, 'i')
const technologyOfOne = new RegExp(`^${technologyNamed} (?:engineer|developer|programmer|dev)(?= [-–(]|$)`, 'i')

const belongsToPartBefore = ({ text, cut }: Part, before: string): boolean =>
  (cut === '/' && bareNoun.test(text)) ||
  (cut === '&' && bareSingular.test(text)) ||
  (technology.test(text) && namesAgent(before)) ||
  (cut !== ',' && technologyOfOne.test(text) && technologyAlone.test(before)) ||
  (cut === ',' && ((oneEngineer.test(before) && fieldAlone.test(text)) || (leader.test(before) && led.test(text))))

/** "Engineers (Go, Java)Product Managers" lacks its comma. */
const withoutComma = /\)(?=\p{Lu}\p{Ll})/gu

/** "(1) Software Engineer (2) Product Designer". */
const numbered = /\(\d\)\s/g

/** The single titles of "iOS Engineer, Software Engineer (Web, API) and SRE". */
export function splitTitles(title: string): string[] {
  const titles: string[] = []
  for (const part of cutTitle(
    title.includes(')') ? title.replace(withoutComma, '$&, ').replace(numbered, ', ') : title,
  )) {
    const before = titles.at(-1)
    if (before !== undefined && belongsToPartBefore(part, before))
      titles[titles.length - 1] = `${before} / ${part.text}`
    else if (!levelOnly.test(part.text)) titles.push(part.text)
  }
  return titles.map((text, index) =>
    sharedModifier.test(text) && titles.slice(index + 1).some(namesAgent) ? `${text} engineer` : text,
  )
}
