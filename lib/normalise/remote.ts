import { findMatches } from '@/lib/domain/find-matches'
import type { RemoteKind } from '@/lib/domain/posting'

const remoteWord =
  /\bremot(?:es?|ely)\b|\bwfh\b|\bwork(?:ing)? from (?:home|anywhere)\b|\btele(?:commut\w+|work\w*)\b|\bfully[- ]distributed\b|\bdistributed team\b|\banywhere\b|\bhome[- ]office\b|\bdistans\b|\bt[ée]l[ée]travail\b|\bworldwide\b/i
const hybridWord =
  /\bhybrid\b|\bpart(?:ly|ial|ially)?[- ]remote\b|\bsemi[- ]remote\b|\b\d(?:[-–]\d)? (?:days?|x) (?:(?:a|per|\/) ?week )?(?:remote|wfh|from home|at home)\b|\b(?:flexible|occasional|some|partial|limited)(?:ly)?,? (?:wfh|remote|work from home)\b|\bhybride\b|\bon-?site[-/ ]remote[- ]mix\b/i
const hybridOnly =
  /\bhybrid:? \(?(?:on-?site ?[/&+] ?remote|remote ?[/&+] ?on-?site)\b|\bhybrid[- ]?\(?remote\b(?! (?:ok|possible|or))|\bremote[- ]hybrid\b|\bpart(?:ly|ial|ially)?[- ]remote\b|\bsemi[- ]remote\b|\b(?:occasional|some|partial|limited)(?:ly)?,? (?:wfh|remote|work from home)\b/i
const onsiteWord =
  /\bon[- ]?site\b|\bin[- ](?:the[- ])?office\b|\bin[- ]person\b|\boffice[- ]based\b|\blocal(?:s)? only\b|\(locals?\b(?! (?:or|and|pref|candidates? pref))|(?:^|[,;/|]\s?|\s[–-]+\s)local(?=\s*(?:$|[,;/|)]|[–-]))|\bin[- ]house\b|\bpå plats\b|\bvor ort\b|\bsur place\b|\bpresencial\b/i
const refusedRemote =
  /\b(?:no|not|non|without|isn['’]t|aren['’]t|never|neither|can(?:['’]t|not)|unable to|don['’]t|do not|won['’]t)\b[^.|;\n]{0,35}?\b(?:remot(?:e|ely|es)|telecommut\w+|wfh|work from home)\b|\bremote(?:ly)?[^.|;,\n]{0,25}\b(?:not|isn['’]t|never|no)\b(?! (?:only|required|necessary|a problem|problem))[^.|;\n]{0,20}|\bremote: ?no\b|\bremote[- ]?(?:not|no)\b|\bno[- ]remote\b/gi
// "not only remote", "no problem working remotely": the negation is not about remote work.
const falseRefusal =
  /\bnot (?:just|only|necessarily)\b|\bno (?:problem|matter|preference|issue|commute|office)\b|\bnot required\b|\bdoesn['’]t matter\b|\boff the table\b|\bnot (?:a )?(?:problem|issue|deal)\b|\bnot opposed\b/i
const remoteTime =
  /\bhybrid (?:apps?|applications?|and native|or native|native|mobile|web|clouds?|engineer\w*|develop\w*|infrastructure|environments?|smart|learning|search|vehicles?|cars?|electric|quantum|data|ai|ml|solutions?|systems?|technolog\w+|architectures?|it\b|on-prem\w*)\b|\bremote (?:vpns?|connectivity|interview|onboarding|control|desktop|access|sensing|monitoring|server|sites?|locations?|areas?|procedure|debugging|management|patient|learning|support|computing|machines?|host|api|device|diagnostic|data|code|execution|repositor|branch|sync|systems?)\w*\b/gi
const homeDays =
  /\b(?:\d(?:[-–]\d)?|one|two|three|four|couple(?: of)?) days?[^.\n]{0,25}\b(?:from home|wfh|remote(?:ly)?|in[- ](?:the |our )?office|on[- ]?site)\b|\bon-?site \(?\d days\b|\b(?:wfh|work from home|remote(?:ly)?)\b[^.\n]{0,20}\b(?:\d|one|two|three|a few|some|couple(?: of)?) days?\b|\b(?:wfh|work from home) (?:on )?(?:mon|tues|wednes|thurs|fri)days?\b/i

// Some letters of every word above but those of the home days: most parts of most headers have none.
const anyWord =
  /remot|wfh|from|tele|t[ée]l[ée]t|distrib|anywhere|home|distans|world|hybrid|flexib|occasion|site|office|person|local|house|plats|vor ort|sur place|presencial/i
const allHomeDays = new RegExp(homeDays, 'gi')
const allHybridWords = new RegExp(hybridWord, 'gi')
const remoteNoun = /remot|telecommut|wfh|work from home/i

/** What the words of a header or of a source's own field say. */
export function readRemote(text: string): RemoteKind {
  if (!anyWord.test(text)) return 'unknown'
  const plain = text.replace(remoteTime, ' ')
  const refusals = remoteNoun.test(plain) ? (plain.match(refusedRemote) ?? []) : []
  const isRefused = refusals.some((words) => !falseRefusal.test(words))
  const rest = isRefused ? plain.replace(refusedRemote, (words) => (falseRefusal.test(words) ? words : ' ')) : plain
  if (hybridOnly.test(rest)) return 'hybrid'
  if (hybridWord.test(rest) || homeDays.test(rest)) {
    const others = rest.replace(allHomeDays, ' ').replace(allHybridWords, ' ')
    return !isRefused && /\bremote\b|\banywhere\b/i.test(others) ? 'remote' : 'hybrid'
  }
  if (remoteWord.test(rest)) return 'remote'
  return onsiteWord.test(rest) || isRefused ? 'onsite' : 'unknown'
}

const bodyRemote =
  /\bREMOTE\b|\b(?:fully|100%|all|completely|entirely|open to|prefer|allow|consider|offer|support|welcome|or|be|are|is|position:?|location:?|possibly|optionally|also) remote\b|\bremote(?:[- ](?:ok(?:ay)?|possible|friendly|first|only|position|role|job|team|company|work(?:ers?|ing)?|candidates?|applicants?|employees?|developers?|engineers?|options?|welcome|allowed|considered|eligible|available|opportunit\w+|from|within|anywhere|optional|(?:is|are) (?:ok|fine|possible|welcome|considered|an option|cool|available|negotiable))|\s*\()|\bwork(?:ing)? (?:100% |fully |completely )?remotely\b|\bremotely (?:from|within|if|or)\b|\bwork from anywhere\b|\bdistributed (?:team|company)\b|\btelecommut(?:e|ing) (?:is|ok|possible|welcome|available|option)/i
const bodyOnsite =
  /\bON-?SITE\b|\b(?:is|are|be|work|working|position:?|role:?|job:?|must be|team|only) (?:an? )?on-?site\b|\bon-?site (?:only|position|role|job|in|at|full|preferred|required)\b|\b(?:[Ff]ull|[Pp]art)[- ]?[Tt]ime[,/|&]* ?on-?site\b|\bin-person (?:only|role|position|team)\b|\blocal candidates only\b|\bmust be (?:willing|able) to (?:relocate|commute|work (?:from|in|at) (?:our|the) office)\b|\b(?:relocate|relocation) (?:to [A-Z]\w+ )?(?:is )?required\b|\bwork (?:from|in|out of) our (?:\w+ ){0,3}office\b/
/** The job is done in an office, or where the employer is; nothing is said of remote work. */
const bodyOffice =
  /\b(?:[Ww]ork(?:ing)?|[Jj]oin(?:ing)? us|[Pp]ositions?|[Rr]oles?|[Hh]iring|[Bb]ased|sit|[Ff]ull[- ][Tt]ime|FULL[- ]?TIME|developers?|engineers?|designers?)(?: [\w'’-]+){0,4}? (?:in|at|from|out of) our (?:[\w'’,-]+ ){0,6}offices?\b|\b[Mm]ust be (?:willing|able) to (?:relocate|commute|work (?:from|in|at) (?:our|the) office)\b|\b[Mm]ust (?:be|live|reside) in (?:the )?(?:[A-Z][\w.]+ ){1,3}area\b|\b(?:relocate|relocation) (?:to (?:[A-Z]\w+ ?){1,3})?(?:is )?required\b|\b(?:[Aa]ble|[Ww]illing|[Aa]vailable) to (?:come and |come )?work (?:here )?in (?!the (?:US|UK|EU)|US\b|USA|UK\b|EU\b|Europe|Canada|Germany|India)[A-Z]|\bwork here in \w/
const anyCue =
  /remot|on-?site|telecommut|hybrid|wfh|from home|in-person|from anywhere|distributed|relocat|our (?:[\w'’,-]+ ){0,6}office|local candidates|work here|to (?:come and |come )?work (?:here )?in\b|must (?:be|live|reside) in\b/gi
const sentenceEnd = /\n|(?<=[.!?;])\s/g

/** The sentences that have a cue; no cue goes over the end of a sentence. */
function* findTellingSentences(body: string): Generator<string> {
  let start = 0
  for (const { index } of findMatches(body, anyCue)) {
    if (index < start) continue
    sentenceEnd.lastIndex = start
    let end = sentenceEnd.exec(body)
    while (end !== null && end.index < index) {
      start = sentenceEnd.lastIndex
      end = sentenceEnd.exec(body)
    }
    yield body.slice(start, end?.index ?? body.length)
    start = end === null ? body.length : sentenceEnd.lastIndex
  }
}

const firmRemote =
  /\bREMOTE\b|\b(?:fully|100%|completely|entirely) remote\b|\bremote[- ](?:ok(?:ay)?|only|first|possible)\b|\bfrom anywhere\b|\bdistributed (?:team|company)\b/
const hybridModel = /\bhybrid (?:working|work|model|role|position|policy|schedule|setup|team|arrangement|office)/i

/** What one sentence of a body says; a bare mention of remote work or of an office says nothing. */
function readSentence(sentence: string): { kind: RemoteKind; isFirm: boolean } {
  const plain = sentence.replace(remoteTime, ' ')
  if (hybridModel.test(plain) && !firmRemote.test(plain)) return { kind: 'hybrid', isFirm: true }
  const said = readRemote(plain)
  const isSaid =
    said === 'remote'
      ? bodyRemote.test(plain)
      : said !== 'onsite' || bodyOnsite.test(plain) || !/on-?site|office|in-person/i.test(plain)
  if (said === 'unknown' && bodyOffice.test(plain)) return { kind: 'onsite', isFirm: false }
  if (!isSaid) return { kind: 'unknown', isFirm: false }
  return { kind: said, isFirm: said === 'remote' ? firmRemote.test(plain) : hybridModel.test(plain) }
}

const passing =
  /covid|pandemic|corona|quarantine|lockdown|shelter|for now|currently|temporar|until|usually|often|many|no\b|not\b|n['’]t\b/i
const remoteAllowed =
  /\b(?:remote|remote work|working remotely|work remotely|telecommuting|work(?:ing)? from home|wfh) (?:(?:is|are|also|may be|can be|work|working|position|partially|partly|option(?:al)?) )*(?:possible|ok(?:ay)?|negotiable|an option|allowed|available|considered|welcome)\b/i

const inPart = /part|occasion|sometimes|limited|\bdays?\b|as needed|when needed/i

/** What a body allows where the header says that the job is done on site: remote work, days at home or neither. */
export function findAllowedRemote(body: string): 'remote' | 'hybrid' | 'onsite' {
  if (!/from home|remote|telecommut/i.test(body) && !/WFH|wfh/.test(body)) return 'onsite'
  let allowed: 'hybrid' | 'onsite' = 'onsite'
  for (const sentence of findTellingSentences(body)) {
    const plain = sentence.replace(remoteTime, ' ')
    if (passing.test(plain)) continue
    const isRemote = remoteAllowed.test(plain)
    if (isRemote && !inPart.test(plain)) return 'remote'
    if (isRemote || homeDays.test(plain)) allowed = 'hybrid'
  }
  return allowed
}

/**
 * What the body says, sentence by sentence. Firm words for remote work win ("fully remote"), then a hybrid model
 * called by its name, then any remote work, then days at home, then a firm no.
 */
export function findRemote(body: string): RemoteKind {
  const found = new Set<string>()
  for (const sentence of findTellingSentences(body)) {
    const { kind, isFirm } = readSentence(sentence)
    if (kind === 'remote' && isFirm) return 'remote'
    found.add(isFirm ? `firm ${kind}` : kind)
  }
  if (found.has('firm hybrid')) return 'hybrid'
  if (found.has('remote')) return 'remote'
  if (found.has('hybrid')) return 'hybrid'
  return found.has('onsite') ? 'onsite' : 'unknown'
}
