import { ahead, behind, follows, precedes, testAt } from '@/lib/tagger/around'
import { type Candidate, type Sentence, textBefore } from '@/lib/tagger/candidate'

/** Words that tell how strongly a sentence asks, as regular expressions over lower-case text. */

/** A wish, said before what is wished for. */
export const wishBefore =
  /\b(?:(?:nice|good|great|awesome|cool|lovely|handy)[- ]to[- ]haves?|bonus(?:es)?(?: points?)?(?: for| if|:)?|(?:a |an? extra |big |huge |definite |major |strong |real )plus(?:es)?(?: if| for|:| to have)|plus(?:es)?(?: if| for|:)|pluses include|preferabl[ey]|ideally|hopefully|(?:we )?(?:also )?welcome (?:people|candidates|engineers|developers|those) |preference (?:for|to|given)|prefer(?:red)?(?: (?:skills?|experience|qualifications|candidates|someone|knowledge|if|:)|s? )|desir(?:ed|able)(?: skills?| experience|:| to)|(?:we(?:['’]d| would)|i['’]d|would) (?:also )?(?:love|like) (?:it )?(?:if|to see|for you to|you to have)|preferred,? (?:but |though )?not (?:strictly )?required,? (?:in|with|for)|would be (?:nice|great|good|awesome|ideal|cool|helpful|a plus|a bonus)(?: if| to have)?|extra (?:points|credit)|brownie points|even better|better yet|it['’]?s (?:a plus|great|nice|a bonus|helpful|cool|good) if|(?:particularly|especially|extra|very|super|highly) (?:happy|interested|excited|keen) if|(?:especially|also) interested in (?:those|people|anyone|anybody|candidates|engineers|developers|someone|folks|applicants)|(?:valuable|valued|beneficial|useful|helpful|desirable|advantageous) (?:skills?|experience)|(?:awesome|great|nice|cool|fantastic|amazing) if you|(?:plus|bonus|helpful|desirable),? as (?:is|are|would be)|helps? if|helpful if|optional(?:ly)?:?|what would be nice|interested in learning|not (?:strictly )?required,? but|idealerweise|von vorteil|wünschenswert|gerne(?: auch)?|pluspunkte|meriterande|gärna|ett plus|especially if|particularly if|advantage if|(?:be )?(?:beneficial|useful|advantageous|a benefit) if|(?:(?:highly |very )?(?:advantageous|beneficial|desirable|preferred|desired|helpful|useful|valued|appreciated)|an? (?:advantage|asset)|a (?:big |huge )?plus)(?=\s*[:;])|(?:may|might|could)(?: also| even)? have(?: had)?(?! to\b)|(?:highly |also |especially |particularly |really |but |we )value (?:experience|familiarity|knowledge|people)|recommended(?::| (?:experience|skills|qualifications))|un plus|idéalement|serait un plus|apprécié)(?![\p{L}])|(?:plus|bonus|preferred|beneficial|advantageous|nice to have|desirable)\s*\(/uy

/** What may stand before a wish of `wishAfter`. */
const wishLead = String.raw`(?:(?:is|are|as|be|would be|it['’]s|considered|a|an|:|also|and|[([–—,-]|skills?|experience|knowledge|background|[\p{L}\p{N}+#)]) ?)?`
const longestLead = 12
const wishWords = String.raw`(?:(?:a |an? |big |huge |definite |major |strong |real |serious |added |nice |great |extra |massive )*(?:pluss?(?:es)?(?=\s*(?:$|[.,;:)!\]|/–—-]|but|though|\(|as |since |because ))|bonus(?:es)?(?! points| if| for|:)|advantage(?:s|ous)?(?! of)|(?<=(?:^|[^\p{L}-])(?:an?|great|real|big|huge|strong|valuable|definite|added) )asset)|preferred(?! ?:)|preferable|desirable|desired|beneficial|helpful|useful|welcome(?:d)?|appreciated|encouraged|comes? in handy|wouldn['’]t hurt|valued|advantageous|nice[- ]to[- ]haves?|(?:would be|is|are) (?:nice|great|good|awesome|ideal|cool)|would be (?:a positive|amazing|fantastic|excellent|(?:particularly |very |highly )?valuable)|a (?:big |huge )?perk|optional|not (?:strictly )?(?:required|necessary|needed|essential|mandatory|a must)|von vorteil|wünschenswert|ein plus|hilfreich|erwünscht|meriterande|ett plus|en fördel|önskvärt|a (?:big |huge )?\+(?!\d)|bonus points|goes a long way|helps?(?=\s*(?:$|[.,;!]))|considered|un (?:vrai |gros |sérieux )?plus|appréciée?s?|souhaitée?s?|un atout)(?![\p{L}])`

/** A wish, said after what is wished for. */
export const wishAfter = new RegExp(wishLead + wishWords, 'u')
const wishWordsAnywhere = new RegExp(wishWords, 'u')
const wishAfterFrom = new RegExp(wishLead + wishWords, 'gu')

/** Whether `wishAfter` matches somewhere: all that it may begin with may be left out. */
export const saysWish = (text: string): boolean => wishWordsAnywhere.test(text)

/** The first match of `wishAfter`: its words are looked for alone, and what may stand before them only where they are. */
export function findWishAfter(text: string): RegExpExecArray | null {
  const words = wishWordsAnywhere.exec(text)
  if (words === null) return null
  wishAfterFrom.lastIndex = Math.max(0, words.index - longestLead)
  return wishAfterFrom.exec(text)
}

/** A need, said in so many words. */
export const needBefore =
  /\b(?:must[- ]?(?:have|be|know)?|mandatory|required?(?::| skills?| experience| qualifications?)|requirements?(?: include)?:?|(?<!\bthat )requires?|required in|(?<!(?:all|toys|tools|everything|anything|gear|equipment|hardware) )you(?:['’]ll)? (?:should )?need(?: to (?:have|know))?|(?:should|need to|gotta) (?:have|know|be)|minimum(?: of)?|at least|essential|prerequisites?|zwingend|voraussetzung(?:en)?|krav|måste)(?![\p{L}])/uy

export const needAfter =
  /(?:(?:(?:is|are|:|[(–—,-]|^) ?)(?:absolutely |strictly )?(?:essential|necessary|needed|vital|key)|(?:(?:is|are|:|[(–—,-]) ?)?(?:(?:a |an? |absolute |definite )*must(?:-have)?s?|required|mandatory|a requirement|(?:zwingend )?erforderlich|vorausgesetzt|notwendig|zwingend|krävs|ett krav|requise?s?|exigée?s?|indispensables?))(?![\p{L}])/u

/** An ability that a person is expected to bring. */
export const abilityBefore =
  /(?:\b(?:(?<!(?:user|developer|customer|candidate|client|player|shopping|digital|gain(?:ing)?|get(?:ting)?|\bour) )experience|experienced (?:in|with|using|at|as)|proficien(?:t|cy|cies)|knowledge|knowledgeable|familiar (?:with|using|in)|familiarity|fluen(?:t|cy)|background(?! (?:jobs?|tasks?|workers?|process))|(?<!\b(?:our|grow (?:their|your)(?: technical)?) )expertise|(?<!become an )expert (?:in|with|at|knowledge|level)|skilled|skills?|understanding|comfortable|competen(?:t|ce|cy)|mastery|command of|grasp of|hands[- ]on|track record|you (?:also )?(?:have|know|are(?! interested)|love|can|bring|understand|write|code|speak)|you(?:['’]ve|['’]re)(?! never| looking to| excited| interested)|(?<!(?:any|every)(?:one|body) )who (?:has|have|knows?|can|is|are|loves?)|do you (?:enjoy|love|like|have|know|want)|skill ?sets?(?: overlaps?)?|comfort (?:with|in|using|owning|working|building|writing|reading)|commitment to|worked (?:on|in)|(?:looking|hiring|searching) for|looking to (?:hire|add(?= (?:some |an? )?(?:folks|people|engineers|developers|someone|members|talent)))|seeking|we(?:['’]re| are) hiring|we (?:need|want)|(?:years?|yrs?|yoe)(?! old| ago)(?: of)?|(?<!\bour (?:tech )?)chops|exp (?:w\/|with|in)|know your way|knows? how|capable of|good (?:at|with)|exposure to|(?:strong|solid(?! (?:design|principles?|patterns?|oop?)))(?! (?:\p{L}+ )?(?:team|culture|community|focus|emphasis|growth|company|demand|remote|observability|mentality|engineering|product|set of))|abilit(?:y|ies)|(?<!(?:you['’]ll| will) be )able to|(?<!never )worked with|passion(?:ate)? (?:for|about)|versed|adept|someone|candidates?|applicants?|expériences?|maîtris\p{L}*|connaissances?|compétences?|beherrsch\p{L}*|vertraut|versiert|erfarenhet(?:er)?|kunskap(?:er)?|vana|van vid|goda)|kenntnisse?|erfahrung(?:en)?)(?![\p{L}])/uy

export const abilityAfter = ahead(
  String.raw`(?!\s*(?:and |& )?(?:developer|user|customer|client) experience)\)?[\s,/-]*(?:\w+[\s/-]+){0,2}(?:experience|skills?|knowledge|expertise|background(?! (?:jobs?|tasks?|workers?|process))|proficiency|chops|know-how|track record|kenntnisse|erfahrung|-kenntnisse)(?![\p{L}])`,
)

/** The stack, the team or the product described; not a need of the person. */
export const describes =
  /\b(?:we(?:['’]re| are) (?!looking|hiring|seeking|searching|recruiting|currently|actively|also|now)\p{L}+ing|(?:engineers?|developers?|someone|somebody|person|people|devs?|individual|candidate|lead|architect),? to (?!have)\p{L}+|we (?:(?:heavily|extensively|actively|typically|generally|exclusively) )?(?:use|run|work|leverage|build|are using|rely|deploy|write|develop|have|love|do|also use|currently|mostly|primarily|host|believe)|we['’](?:re|ve) (?:using|building|built|running|on|a|an|currently|mostly|primarily|migrating|moving|worked with)|we are (?:using|building|running|a|an|currently)|our (?:\w+ ){0,3}(?:stack|backend|back-end|back end|frontend|platform|product|products|team|system|systems|infrastructure|services?|app|apps|application|code|codebase|software|technology|tech|tools|environment|architecture|api|apis|site|website|server|servers|data)|(?:tech|technology|technical|current|the|main|core) stack|stack(?: is|:| includes)|technologies (?:we use|include|used|you)|tech:|(?<!\p{L} )technologies:|keywords|tools:|you(?:['’]ll| will) (?:be )?(?:work|working|use|using|build|building|help|helping|write|writing|design|designing|develop|developing|get|learn|learning|join|have the|own|deploy|maintain|lead|contribute|create|implement|be responsible|gain|collaborate|manage|drive|take|also)|(?:might|may|could) (?:find yourself|be (?:working|using|writing|building))|(?:interested in|want(?:s|ing)? to|excited (?:to|about)|keen to|looking to) work(?:ing)? (?:with|on)|wants? to use|you can (?:also )?(?:work|build|help)|(?:who|that)(?:['’]ll| will) (?:lead|build|work|help|develop|design|own|drive)|will (?:be )?(?:working|using|building|work|use|build|get|involve|span|cover|include)|opportunit(?:y|ies) to|chance to|(?:roles|positions|openings) (?:that )?(?:use|using|involve|involving)|customers|(?:the|this) (?:job|role|position|project|work) (?:involves|is)|the (?:\w+ )?(?:back-?end|front-?end|service|site|app|application|platform|product|server) (?:is|are) (?:\w+ )?(?:built|written|based|hosted|powered|implemented|developed)|join (?:our|a|the|us)|wir (?:nutzen|verwenden|setzen|arbeiten|entwickeln)|unser(?:e|en)?|vi (?:använder|jobbar|arbetar|utvecklar)|vår(?:t|a)?|we['’]ll teach|train (?:you|people) (?:in|on)|make (?:\p{L}+ )?use of)(?![\p{L}])/uy

/** Words that tell of a thing rather than of a person; under a heading of needs they change nothing. */
export const backdrop =
  /\b(?:built (?:with|on|in|using|entirely)|is (?:written|built|powered|based|hosted)|powered by|runs? on|running on|learn|gain|mentor|based on|responsib\p{L}+|mainly|migrat\p{L}+)(?![\p{L}])/uy

/** Years of experience right after a name: "Java, 2+ years". */
export const yearsAfter = ahead(
  String.raw`(?:\s+(?:developers?|engineers?|programmers?))?[\s,:(–—-]*(?:with |at least |min(?:imum)?\.? |over )?\d{1,2}\s?\+?(?:\s?(?:-|–|to)\s?\d{1,2})?\+?\s*(?:years|yrs|jahre|år|ans)(?![\p{L}])`,
)

/** A later sentence that asks for what was listed before it: "Experience in these is preferred". */
export const backReference =
  /^[^.;!?\n]{0,80}(?:(?:any|all|most|some|one|few|part|parts|several|many) of (?:these|those|the above|(?:this|our) (?:tech(?:nology)? )?stack)|(?:with|in|of|using) (?:these|those|the above|(?:this|our) (?:tech(?:nology)? )?stack|our technologies)(?! (?:roles?|positions?|areas?|teams?)))[^.;!?\n]{0,80}/u

const roleWords =
  'engineers?|developers?|devs?|programmers?|architects?|entwickler(?:in|innen)?|utvecklare|consultants?|specialists?|administrators?|admins?|sys ?admins?|engineering (?:lead|manager)|coders?|hackers?|ninjas?|gurus?|wizards?|rockstars?|contractors?|freelancers?|interns?|internship|lead|manager|swes?|dbas?|eng|expert|person|positions?|roles?|jobs?|openings?|talent|maker|smes?|enthusiasts?|folks|generalists?|designers?|advocates?|evangelists?'
const fillers =
  'backend|back-end|back end|frontend|front-end|front end|full[- ]?stack|fullstack|ios|android|software|web|senior|junior|sr\\.?|jr\\.?|mid|lead|platform|infrastructure|infra|cloud|data|application|applications|app|systems?|api|mobile|principal|staff|server|server-side|sdk|vr|ar|blockchain|embedded|production|product|core|security|support|test|qa|automation|network|database|cluster|solutions?|technical|games?|graphics|machine learning|research|site|reliability|native|and|or|ui|ux|engineering|development|based|focused|ops|stack|&|/|,'

const roleBehind = `(?!\\)\\s*[-–]\\s)["”')]?(?:[\\s/,-]+(?:${fillers})){0,4}[\\s/-]+(?:${roleWords})(?![\\p{L}]|\\s(?:experience|productivity|tools|tooling|platforms?|portal|relations|documentation|workflows?|happiness))`
const roleAfter = ahead(roleBehind)
/** With brackets between, in which anything may stand: told from the rest by their first character. */
const roleAfterBrackets = new RegExp(`\\([^)]{1,14}\\)${roleBehind}`, 'uy')

/** Whether a role follows: "Python developer", "Ruby on Rails backend engineers", read from the end of the name. */
export function followsRole(sentence: Sentence, candidate: Candidate): boolean {
  const end = candidate.end - sentence.start
  const at = sentence.lower.startsWith(' (', end) ? end + 1 : end
  return sentence.lower.charCodeAt(at) === 40
    ? testAt(roleAfterBrackets, sentence.lower, at)
    : follows(sentence, candidate, roleAfter)
}

const qualifier =
  '(?:mostly|mainly|primarily|preferably|core|deep|heavy|modern|pure|native|strong|full[- ]?stack|back-?end|front-?end|e\\.g\\.)?'

/** "Backend Engineer (Go", "Developers: Python", read up to the start of the name. */
export const roleBefore = behind(
  `(?:${roleWords}|hiring|director(?: of engineering)?|head of|vp(?: of)?)\\s*(?:[([:,–—/-]|in|with|using|\\||who (?:know|love|write)s?)?\\s*${qualifier}\\s*`,
)

const longestRankedRole = 90
const rank = ' (?:i{1,3}|iv|[1-5])'
const rankBefore = behind(`(?:\\)|${rank})\\s*[:,–—-]?\\s*`)
const endsInRankedRole = new RegExp(
  `(?:^|[^\\p{L}])(?:${roleWords})(?:${rank}| ?\\((?:[mfwdx]/[mfwdx](?:/[mfwdx])?|[\\p{L} .,-]{2,20})\\))\\s*[:,–—-]?\\s*$`,
  'u',
)

/** “Backend Engineer (Berlin) - Rust”, “DevOps (m/f/x) Kubernetes”, “Software Engineer II, C++”. */
export const followsRankedRole = (sentence: Sentence, first: Candidate): boolean =>
  precedes(sentence, first, rankBefore) && endsInRankedRole.test(textBefore(sentence, first.start, longestRankedRole))

const sides = 'backend|back-end|back end|full[- ]?stack|front[- ]?end'

/** "Backend (Go": a role named by its side of the work, outside a description of the stack. */
export const sideBefore = behind(
  `(?:(?<!% )(?:${sides}|mobile|web)\\s*[([–—/-]|(?<!%\\s|,\\s)(?:${sides}|mobile|web)\\s*,)\\s*${qualifier}\\s*|(?:^|[\n|*•–-] ?|(?:${roleWords}),? )(?:ios|android)\\s*[([–—/-]\\s*${qualifier}\\s*`,
)
