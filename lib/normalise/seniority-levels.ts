import { seniorities, type Seniority } from '@/lib/domain/posting'
import { namesAgent, namesRole } from '@/lib/normalise/role-words'

const wordsByLevel: Record<Seniority, RegExp> = {
  intern:
    /\bintern(?:s|ships?)?\b|\bworking students?\b|\bwerkstudent(?:in)?\b|\bpraktik(?:um|ant)\w*|\bco-?ops?\b(?! ?erat)|\bstagiaire\b|\bpraktikplats\b|\btrainees?\b|\bapprentice\w*|(?:\s[-–] |\()stage\b|\bstage de\b/i,
  junior:
    /\bjuniors?\b|\bjr\b|\bentry(?:[- ]level|(?=\/mid))|\b(?:new|recent)[- ]?(?:college |university )?grad(?:uate)?s?\b|\bgrad(?:uate)?s (?:also |are |very )*(?:welcome|ok)\b|\bgraduates? (?:software|engineer|developer|program|role)|\bgraduate\b(?! (?:degree|student|level|school))|\bassociate (?:software|engineer|developer|back|front|full|product)|\bearly[- ]career\b|\bberufseinsteiger\w*|\bdébutant\b/i,
  mid: /\bmid\b|\bmid[- ]?(?:level|career|senior|to)\b|\bmiddle\b(?! east)|\bintermediate\b|\bmedior\b|\bmid[-/]|\bmid(?:dle)?weight\b/i,
  senior: /\bseniors?\b|\bsrs?\b\.?|\bsnrs?\b|\bsénior\b|\bsenior-?\w*entwickler\w*/i,
  staff:
    /(?<!chief of )\bstaff\b(?! (?:augmentation|aug|of|member))|\bprincipals?\b|\bprinciple (?=(?:[a-z-]+ ){0,2}(?:engineer|developer|architect|scientist))|\bdistinguished\b|(?<!\b(?:solutions?|curriculum|information|learning|sales) )\barchitects?\b|\barchitekt(?:in)?\b|\bfellow\b/i,
  lead: /\bleads?\b(?! gen)|\bleaders?\b|\bheads?\b(?! ?(?:quarter|count))|\bdirectors?\b|\b[aes]?vps?\b|\bvice president\b|\bcto\b|\bchief\b|\bmanagers?\b|\bmanaging\b|\bleiter(?:in)?\b|\bteamlead\b|\bdirect(?:eur|rice)\b/i,
}

/** They manage things or relations, not people. */
const notOfPeople =
  /\b(?:products?|projects?|program(?:me)?s?|accounts?|office|community|release|care|case|treasury|success|marketing|content|media|brand|campaigns?|partner(?:ship)?s?|property|relations?|relationships?|category|growth|supply chain|channel|events?|delivery|solutions?|hiring|seo|interim|tasks?|password|package) managers?\b/gi
/** A level that another one in the same title overrules: "Senior Staff Engineer", "Senior Software Architect". */
const overruled =
  /\b(?:senior|sr\.?) (?=(?:staff|principal)\b)|architects?\b(?<=\b(?:senior|sr\.?) (?:[\w/-]+ ){0,3}architects?)/gi

/** Engineers are numbered: the second step is past the beginner's. */
const secondStep =
  /\b(?:engineers?|developers?|swe|sde|sdet|sre|programmer|analyst|scientist|dba|administrator|designer)\b[^|,;()\n]{0,24}? ii\b/i
const fromTo = /\b(?:junior|jr|entry)(?:[- ]level)? ?(?:to|through|-|–|up to) ?(?:senior|sr|staff|principal|lead)\b/i
/** What somebody will do is no level. */
const verb =
  /\b(?:lead|head|manage|architect)s?\b(?<=\b(?:to|help|will|can|who|['’]ll) (?:re-)?\w+|re-architect)(?<!\b(?:senior|sr|mid|junior|level|staff)[- ]to lead)(?! (?:[\w-]+ ){0,2}(?:engineer|developer|programmer|architect|designer)s?\b)/gi

/** Levels that titles name, lowest first. */
export function readLevels(titles: string): Seniority[] {
  const plain = /lead|head|manag|archit|staff|princip/i.test(titles)
    ? titles.replace(verb, ' ').replace(notOfPeople, ' ').replace(overruled, ' ')
    : titles
  const levels = seniorities.filter((level) => wordsByLevel[level].test(plain))
  const isMid =
    (levels.includes('junior') && levels.length > 1 && fromTo.test(plain)) ||
    ((plain.includes(' II') || plain.includes(' ii')) && secondStep.test(plain))
  return isMid ? seniorities.filter((level) => level === 'mid' || levels.includes(level)) : levels
}

// A header says elsewhere than in its title whom it is for: "Junior to Senior", "INTERNS", "(Staff|Senior) Engineer".
const headerLevels: readonly Seniority[] = ['intern', 'junior', 'senior']
const staffTitle =
  /\b(?:staff|principal)\b(?=[\s|/,&)-]{1,4}(?:(?:or|and) )?(?:senior|sr|software|engineer|developer|back|front|full|data|security|product|platform|site|machine|ml|ios|android|web|cloud|infra|devops|systems?|level|research|scientist)|$)/i
const leadTitle =
  /\b(?:head of|director of|director,|vp of|vp,?|(?:tech|technical|team|engineering|dev|design|product|frontend|backend) lead|(?:engineering|development) managers?|cto)\b(?! (?:here|and (?:co-?)?founder|@|at\b))/i

/** Levels that the first line names, or the first two where both have bars. */
export function readHeaderLevels(text: string): Seniority[] {
  const [first = '', second = ''] = text.slice(0, 250).split('\n', 2)
  const isTwo = second.includes('|') && /\|.*\|/.test(second) && /\|.*\|/.test(first)
  const line = isTwo ? `${first} | ${second}` : first
  if (/no interns|\bI['’ ]a?m\b/i.test(line)) return []
  const isSentence = /[.!?]$/.test(line) && !line.includes('|')
  const levels = isSentence ? [] : headerLevels.filter((level) => wordsByLevel[level].test(line))
  if (!/staff|principal|lead|head|direct|vp|manag|cto/i.test(line)) return levels
  if (!isSentence && staffTitle.test(line)) levels.push('staff')
  if ((!isSentence || line.length < 90) && leadTitle.test(line)) levels.push('lead')
  return levels
}

const speaksOfSelf =
  /\bI['’]?m\b|\bI am\b|\bI run\b|\b(?:ceo|cto|founder|manager|lead|head|director) here\b|^(?:hi|hey|hello|thanks|cheers|regards|best|sincerely|see|look|ask|meet|contact|ping|watch|read)\b|\bfounder,|^(?:co-?)?founder\b|\breach out\b|\bour (?:ceo|cto|founders?|manager|head|vp|director|chief|lead)\b|@[\w-]+\.\w/i
/** "Gabriel Monroy, CTO", "April (Talent Lead, Acme)". */
const signature =
  /^(\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){0,2})(?:,| [–-]| ?\() ?(?:[\p{L}&]+ ){0,2}(?:CTO|CEO|COO|[ES]?VP|Director|Head|Chief|Lead|Manager)\b/u
const imperative =
  /^(?:[Ll]ead|[Mm]anage|[Hh]ead|[Aa]rchitect)(?:,|ing\b)|^(?:[Ll]ead|[Mm]anage)s? (?=[a-z])(?!(?:[\w/+#.-]+ ){0,4}(?:engineer|developer|programmer|designer|architect|scientist|analyst|dev|sre)s?\b)|^[Aa]rchitects? (?:and|or|an?|the|our|new|web|[a-z]+ (?:solutions|systems|that))\b/

const fieldOfTitle =
  /^(?:product|data|sales|marketing|people|finance|design|creative|security|mobile|web|cloud|platform|operations|business|customer|technical|quality|ios|android|research|growth|community|support|project|program|team|tech)\b/i

/** Lines of a list that look like titles, and are somebody's signature, or what one will do. */
export function isNoTitle(line: string): boolean {
  if (speaksOfSelf.test(line) || imperative.test(line)) return true
  const [, name] = line.match(signature) ?? []
  return name !== undefined && !namesRole(name) && !namesAgent(name) && !fieldOfTitle.test(name)
}
