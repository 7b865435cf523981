import { createPatternIndex } from '@/lib/tagger/pattern-index'
import { words as letters } from '@/lib/tagger/pattern-openings'

/** What a part of a posting is about; `body` is text before any heading. */
export type Section = 'header' | 'body' | 'required' | 'preferred' | 'duties' | 'stack' | 'about' | 'benefits'

/** Words of headings, English first, then German and Swedish; regular expressions, lower case, matched from the start. */
const words: Record<Exclude<Section, 'header' | 'body'>, string[]> = {
  preferred: [
    'nice[- ]to[- ]ha(?:ve|d)s?(?: (?:skills?|experience|qualifications|requirements|but not required))?',
    '(?:some )?bonus(?:es)?(?: points?| skills?| qualifications?| experience)*(?: (?:if|for)(?: you(?: have| are)?)?)?',
    'extra (?:points|credit)(?: for .*)?',
    'brownie points',
    'plus(?:es)?(?: points)?',
    '(?:a |big |huge )plus',
    '(?:preferred|desired|desirable|optional|additional|helpful|useful|valued)(?:,? (?:but not required|helpful|useful|desired|preferred|skills?|qualifications?|experience|requirements?|knowledge|attributes|technologies|languages?|tools))*',
    'preferences?|desires',
    'recommended(?: (?:skills?|experience|qualifications?))?',
    '(?:good|great|awesome|cool|lovely|handy)[- ]to[- ]have',
    'would be (?:nice|great|good|awesome|a plus|cool)',
    "it(?:’|')?s (?:a plus|great|nice|a bonus)(?: if(?: you(?: have)?)?)?",
    'ideally(?:,? you)?(?: also)?(?: have)?',
    "(?:we(?:’|')d|we would) (?:love|also love|be thrilled|like you to have)",
    'what would (?:be nice|set you apart|make you stand out)',
    'not required(?:,? but .*)?',
    'even better(?: if(?: you(?: have)?)?)?',
    'strong(?:er)? candidates (?:may|might|will|could)(?: also)?(?: have)?',
    '(?:standout|outstanding|exceptional) candidates?(?: .{0,20})?',
    '(?:what|things that)(?: would| will)? (?:sets?|makes?) you (?:apart|stand out)',
    'ways to stand out.*',
    'icing on the cake|cherry on top|points for|highly desirable|secondary skills?',
    '(?:an? )?added advantages?|advantageous|beneficial(?: (?:experience|skills))?',
    "(?:we(?:’|')d|we would) be (?:[a-z]+ )?(?:excited|thrilled|impressed|delighted|happy) if(?: you(?: have)?)?",
    '(?:it|this|these|that) would be (?:a |an )?(?:great|nice|plus|awesome|cool|bonus)(?: if(?: you(?: have)?)?)?',
    'additional skills? .*plus',
    'stand ?out',
    'un plus|le petit plus|bonuspunkte',
    'idéalement',
    'pluspunkte',
    'wünschenswert',
    'von vorteil',
    'idealerweise',
    'das wäre toll',
    'meriterande',
    'meriter',
    'det är (?:ett plus|meriterande)',
    'önskvärt',
    'plus if',
    'you (?:may|might)(?: also| even)?(?: have)?(?: these skills)?',
    'atouts?',
    'les plus',
    'nice',
    '(?:what|things)(?: that)? we (?:really )?like(?: to see)?',
  ],
  required: [
    '(?:the |our |key |basic |minimum |minimal |core |general |job |technical |tech |hard |main |role |position |mandatory |specific |some |essential |your |experience )*(?:requirements?|qualifications?|must[- ]ha(?:ve|d)s?|prerequisites?|required skills|skills?|skill ?set|competenc(?:ies|es)|expertise)(?:,? (?:&|and|\\+|/|or|required|needed|we need|we require|experience|skills?|qualifications|requirements|knowledge|education|for this role|include|are))*',
    'required(?: (?:skills?|experience|qualifications|knowledge|technical|and|&))*',
    'must',
    'minimum',
    'mandatory',
    'important',
    'essential',
    "(?:what|who) (?:we(?:’|')?(?:re| are)? ?(?:look(?:ing)? for|need|want|expect|require|seek(?:ing)?|value|hope)|you(?:’|')?(?:ll| will| should| must)? ?(?:need|bring|have|are|offer|know|'re|’re))(?: to (?:have|bring|succeed|be))?(?: in you| with you)?(?: from you)?",
    "(?:we(?:’|')?(?:re| are) (?:look(?:ing)? for|seeking)|looking for|we need|we want|we expect|we require|you(?:’|')?(?:ll| will| should| must)? ?(?:have|are|bring|need|possess|'re|’re|know)|you(?:’|')ve(?: got)?)(?: (?:someone|people|engineers|developers|candidates|a candidate|you)(?: (?:who|with|that|to have)(?: (?:has|have|is|are))?)?)?",
    'about you',
    "(?:core |key )?(?:experience|skills?) we(?:(?:’|')re| are)? look(?:ing)? for",
    'your (?:profile|background|skills?|experience|qualifications|knowledge|skill ?set|toolbox|toolkit)',
    '(?:the |our )?(?:ideal |right |perfect |successful )?candidate(?:s)?(?: profile)?(?: will| should| would)?(?: have| has| be| is| possess)?',
    'candidate (?:profile|requirements?)',
    '(?:relevant |previous |prior |work |professional |technical )?experience(?: (?:required|needed|with|in|and skills))?',
    "you(?:(?:’|')ll| will)? ?(?:might|may|could|would)? ?be (?:an? )?(?:good |great |perfect |strong |excellent )?(?:fit|match|addition to (?:the|our) team)(?: for .{0,24})?(?: if(?: you(?:(?:’|')re| are| have)?)?)?",
    '(?:a )?(?:good|great) fit if',
    '(?:you should )?apply if(?: you(?: have| are)?)?',
    "(?:in order )?to (?:be successful|succeed|thrive|excel)(?: here| in (?:this|the) (?:role|position|job))?(?:,? you(?:(?:’|')ll| will| should| must)? ?(?:have|need|bring|be))?",
    "you(?:(?:’|')ll| will) (?:thrive|succeed|excel|be successful|do well)(?: here| in this (?:role|position))?(?: if(?: you(?:(?:’|')re| are| have)?)?)?",
    'what (?:makes you|qualifies you|will make you)(?: an?)?(?: (?:great|good|perfect|ideal|strong))?(?: (?:fit|match|candidate|successful))?',
    'who will (?:succeed|thrive).*',
    "here(?:’|')?s what (?:we(?:’|')?re looking for|you(?:’|')?ll need)",
    "(?:the |what )?(?:skills?|experience|qualifications|knowledge|education(?=,? (?:&|and)))(?:,? (?:skills?|knowledge))*(?:,? (?:&|and) (?:skills?|experience|qualifications|knowledge|abilities|education|training))?(?: (?:that )?you(?:(?:’|')ll| will)? ?(?:need|bring|have|must have))?(?: to (?:have|succeed|bring))?",
    '(?:essential|minimum|core|selection) criteria',
    "(?:we(?:’|')d|we would) (?:love|like) to (?:hear from|meet|talk to|speak (?:to|with)) you if(?: you(?:(?:’|')re| are| have)?)?",
    'you',
    'wat (?:wij|we) vragen|jouw profiel|requisitos.*|perfil.*|requisiti.*',
    'technical (?:skills?|qualifications|background)',
    'success profile',
    'knowledge(?: of)?',
    'selection criteria',
    'we’d like to see',
    "we'd like to see",
    '(?:ton|votre|le) profil(?: recherché)?',
    'compétences (?:techniques|clés)',
    'nous recherchons.*',
    "ce (?:que nous attendons|qu'on attend|que l'on attend).*",
    'ce que tu (?:auras|apportes).*',
    'profil recherché',
    'ce que nous recherchons',
    'compétences(?: requises)?',
    'anforderungen',
    '(?:dein|ihr|das) profil',
    '(?:das |was )(?:du |sie )?(?:bringst du mit|mitbringst|mitbringen|bringen sie mit|wir erwarten|wir suchen|solltest du mitbringen|bringst)',
    'voraussetzungen',
    'qualifikation(?:en)?',
    'deine (?:skills|qualifikationen|erfahrung)',
    'wir erwarten',
    'krav(?:profil)?',
    'kvalifikationer',
    '(?:din )?profil',
    'vi söker(?: dig)?(?: som)?',
    'vem är du',
    'om dig',
    'vi tror att du',
    'kompetens(?:er)?',
    'du har',
    'skallkrav',
    'ska-krav',
  ],
  duties: [
    '(?:the |your |key |main |job |role |core |primary |day[- ]to[- ]day )*(?:responsibilities|duties|tasks|role|job|position|mission|challenges?|opportunity|impact|work)(?: (?:&|and) (?:responsibilities|duties))?(?: (?:include|description|summary|overview|will be))?',
    "what (?:you(?:’|')?(?:ll| will)?(?: be)? ?(?:do|doing|work(?:ing)? on|build(?:ing)?|own|learn|'ll)|the job|to expect|we(?:’|')?re (?:building|doing|working on)|we do|you get to do)",
    "in this (?:role|position)(?:,? you(?:’|')?(?:ll| will))?",
    "you(?:’|')?(?:ll| will)(?: be| work(?:ing)?)?",
    'about the (?:role|job|position|opportunity)',
    'job description',
    '(?:our |the |current |all |some )*(?:open |available |current )+(?:positions|roles|openings|jobs)',
    'positions|roles|openings|vacancies',
    '(?:senior |junior |lead |staff |principal )?(?:back-?end|front-?end|full-?stack|software|web|mobile|data|devops|qa|machine learning|product|technical|security|infrastructure|platform|ios|android)(?: [a-z-]+){0,2} (?:developers?|engineers?|programmers?|scientists?|designers?|managers?|analysts?|architects?)',
    'description',
    'day[- ]to[- ]day',
    'projects?',
    'what you can expect',
    '(?:tes |vos |les |tes futures )?missions?(?: principales)?(?: sont)?',
    'missions? .*',
    '(?:deine |ihre |die )?aufgaben',
    'das erwartet (?:dich|sie)',
    'was (?:dich|sie) erwartet',
    'arbetsuppgifter',
    'om (?:rollen|tjänsten|jobbet|uppdraget)',
    'dina (?:arbetsuppgifter|ansvarsområden)',
  ],
  stack: [
    "(?:the |our |current |main |some of our |work |working |tech |technology |technical |full |backend |back-end |frontend |front-end |web |core |existing )*(?:stack|tech|technologies|toolset|tools|tooling|toolbox|tech ?stack|environment|infrastructure|infra)(?: (?:used|we use|includes?|you(?:’|')?ll use|is|are|overview|consists of|stack))?",
    'what we use',
    'we use',
    'how we work',
    'built with',
    'keywords',
    'tags',
    'unser (?:tech[- ]?)?stack',
    "l'environnement(?: technique)?",
    'environnement technique',
    'la stack(?: technique)?',
    'tekniker',
    'teknik(?:stack)?',
  ],
  about: [
    'about(?: (?:us|the company|the team|our (?:company|team)|[a-z0-9.&]+))',
    'who (?:we are|are we)',
    'we|us',
    'company(?: description| overview| background)?',
    'our (?:mission|story|company|team|product|vision|values|culture|customers|investors)',
    'the (?:company|team|product)',
    'the team',
    'why (?:us|join|work|[a-z0-9]+)(?: .{0,20})?',
    'background',
    'overview',
    'summary',
    'introduction',
    '(?:über|ueber) uns',
    'wer wir sind',
    "(?:ton|notre|l'|les) ?(?:équipe|entreprise|clients?).*",
    'qui sommes-nous',
    'à propos.*',
    "let's talk.*",
    'life (?:at|@) .*',
    'om (?:oss|företaget)',
    'mission',
    'problem',
    'product',
    'traction',
    'team',
    'culture',
    'customers',
    'clients',
    'investors',
    'partners',
  ],
  benefits: [
    '(?:the |our |your |some |other |great |amazing |employee )*(?:benefits?|perks?|compensation|salary|pay|package|location|locations|remote|contact|how to apply|to apply|apply|interview(?: process)?|hiring process|process|next steps|visa|eeo|equal opportunity)(?: (?:&|and|/) (?:benefits?|perks?|compensation|salary))*(?: (?:include|range|are))?',
    "what (?:we(?:’|')?(?:re)? ?(?:offer(?:ing)?|provide|give)|you(?:’|')?(?:ll)? get|’s in it for you|'s in it for you)(?: you)?",
    'we offer',
    'le package',
    'le process(?:us)? de recrutement',
    "(?:ce que )?nous (?:t'|vous )?offrons",
    "(?:tes )?perspectives? d'évolutions?.*",
    'avantages',
    '(?:das )?bieten wir(?: dir| ihnen)?',
    'wir bieten(?: dir| ihnen)?',
    'was wir (?:dir |ihnen )?bieten',
    'unser angebot',
    '(?:deine )?(?:vorteile|benefits)',
    'vi erbjuder',
    'förmåner',
    'kontakt',
    'ansökan',
  ],
}

const order = ['preferred', 'required', 'duties', 'stack', 'benefits', 'about'] as const

/** The usual heading of profiles on job boards: it wishes by its words, and asks by its place. */
const usualAsk =
  /^(?:desired skills? (?:&|and) (?:experience|expertise)|qualifications? (?:&|and) (?:preferred|desired) (?:experience|skills?))$/

const patterns = order.map((section, index) => ({
  section,
  bit: 1 << index,
  pattern: new RegExp(`^(?:${words[section].join('|')})(?: ?\\([^)]{0,40}\\))?$`),
}))

/** What words anywhere in a line that leads a list in say of the list; the first that holds. */
const leadIns: readonly { section: Section; pattern: RegExp }[] = [
  {
    section: 'body',
    pattern:
      /(?:\||time ?zones?|remote|onsite|location|positions?|roles?|openings|hires|hiring(?! manager)|vacanc|apply|e-?mail|resumes?|https?|website|links?|jobs)(?![\p{L}])/u,
  },
  {
    section: 'preferred',
    pattern:
      /(?:nice[- ]to|bonus|preferred|(?:a|big|huge) plus|advantage|desir(?:ed|able)|ideally|(?:would|it'd|it would) be (?:great|nice|cool|good|awesome|helpful|useful|beneficial|advantageous|ideal|a)|optional|beneficial|(?:great|nice|good|cool|awesome|helpful) if|recomm?mended|pluses|even better|(?:may|might)(?: also| even)? have$|(?:may|might)(?: even)? have|(?:is|are) (?:helpful|useful|beneficial|desirable|appreciated)|set you apart|un plus|atouts?|souhait|meriter|von vorteil|wünschenswert)/u,
  },
  {
    section: 'required',
    pattern:
      /(?:(?<!soft )skills?|skill ?sets?|qualifications?|requirements?|required|experience(?!s)|competenc|must have|must be|you should|you must|(?:you|we|i)(?:'ll| will)? need|attributes|looking for|seeking|expect (?:of|from|you)|comfortable with|ask (?:from|of) you|knowledge|expertise|the person we|fit (?:well )?if|about you|bit(?: more)? about you|kind of person|profil|compétences|recherch|anforderung|kenntnisse|erfahrung)/u,
  },
  {
    section: 'stack',
    pattern: /(?:technolog|tech stack|stack|tools|languages|we (?:use|work with)|we(?:'re| are) (?:currently )?using)/u,
  },
  {
    section: 'duties',
    pattern:
      /(?:missions?|responsib|duties|you(?:'ll| will| would)|typical (?:day|week)|what the|role includes|your work|projects|aufgaben)/u,
  },
  { section: 'benefits', pattern: /(?:benefits|perks|we (?:also )?offer|package|salary)/u },
]

const sectionOfWords = (words: string): Section | null =>
  leadIns.find(({ pattern }) => pattern.test(words))?.section ?? null

const usualBit = 1 << order.length

const headingIndex = createPatternIndex(
  [
    ...order.map((section, index) => ({ bit: 1 << index, source: words[section].join('|') })),
    { bit: usualBit, source: usualAsk.source },
  ],
  { depth: 9, alphabet: letters, step: 1 },
)

/** Bits of the headings that the words from an offset on may be, by their first letters; all where those are not plain. */
export const headingsAt = (units: Uint16Array, offset: number): number =>
  (units[offset] ?? 0) > 127 ? -1 : headingIndex.at(units, offset)

/** What a long line ends with says most: "Hiring a developer, ideally with this experience". */
const lastClause = (line: string): string => line.slice(line.search(/[,.;–—!?][^,.;–—!?]*$/u) + 1)

/** Section that a heading (trimmed, lower case, no colon) opens, or null when it is none; `bits` are those of its beginning. */
export function sectionOfHeading(heading: string, bits: number): Section | null {
  if ((bits & usualBit) !== 0 && usualAsk.test(heading)) return 'required'
  for (const { section, bit, pattern } of patterns) if ((bits & bit) !== 0 && pattern.test(heading)) return section
  return null
}

/** “Looking for any of the following. Full-stack is a plus”: what speaks of the list. */
const following = /\b(?:any|some|more|all) of the following/u

function clauseOfList(line: string): string {
  const at = line.search(following)
  if (at === -1) return lastClause(line)
  const start = Math.max(line.lastIndexOf('.', at), line.lastIndexOf('!', at), line.lastIndexOf('?', at)) + 1
  const length = line.slice(at).search(/[.!?]/u)
  return line.slice(start, length === -1 ? undefined : at + length)
}

const rememberedLines = 20_000
const knownLeadIns = new Map<string, Section | null>()

/**
 * Section of the list that a line (trimmed, lower case, no colon) leads in, judged by its words: "Experience with the
 * following will be advantageous". Null when they say nothing. Many stand in many postings: what was said is remembered.
 */
export function sectionOfLeadIn(line: string): Section | null {
  const known = knownLeadIns.get(line)
  if (known !== undefined) return known
  const section = sectionOfWords(clauseOfList(line)) ?? sectionOfWords(line)
  if (knownLeadIns.size < rememberedLines) knownLeadIns.set(line, section)
  return section
}
