import type { SignalKind } from '@/lib/domain/startup'

/** The words around a trigger, inside its sentence. */
export interface Surroundings {
  /** The trigger itself, lower case. */
  word: string
  /** Up to 120 characters of the sentence before it, lower case. */
  before: string
  /** Up to 60 characters of the line after it, lower case. */
  after: string
  /** Whether it stands in the first line of the posting, or in a title or an employer's name. */
  isHead: boolean
}

export interface Finding {
  kind: SignalKind
  value: string
  /** Characters of evidence before and after the trigger. */
  left: number
  right: number
}

// Words that say that the sentence speaks of somebody else: customers, portfolios, a person's past, what a candidate has done.
const others =
  /\b(?:invest(?:s|ing|or in|ors in|ed in|ment in)?|portfolio|clients?|customers?|help(?:s|ing)?|experiences?d?|background|worked|working (?:with|at an?|in an?)|previous(?:ly)?|prior|formerly|former|past|alum(?:s|ni|nus)?|enabl(?:e|es|ing)|serv(?:e|es|ing)|ex-|advis(?:e|es|ing|or)|consult(?:s|ing)?|acquired|sold|such as|like|companies|incubat(?:e|es|ing)|accelerator|ventures? studio|agency|for other|you(?:['’]ve| have)|mentality|compared|instead of|rather than|not an?|isn['’]t an?|no longer)\b/

/** Where the employer begins to speak of itself: what stands before it in the sentence is about something else. */
const ofItself =
  /\b(?:we(?:['’]?re|['’]ve| are| have (?:raised|closed|\d)| just| recently)|(?:raised|announced|closed|completed|with) (?:our|an?))\b(?!.*\b(?:we(?:['’]?re|['’]ve| are| have (?:raised|closed|\d)| just| recently)|(?:raised|announced|closed|completed|with) (?:our|an?))\b)/

function speaksOfOthers({ before }: Surroundings): boolean {
  const own = ofItself.exec(before)
  return others.test(own === null ? before : before.slice(own.index))
}

const isPlural = (after: string): boolean =>
  /^[-\s]*(?:stage[ds]?|level|funded|backed|tech|software|technology)?[-\s]*(?:start-?ups|compan(?:ies|y['’]s)|investors?|ventures|firms|businesses|founders|funds?\b(?!ed|ing))/.test(
    after,
  )

const plain = (kind: SignalKind, left = 0, right = 0): Finding => ({ kind, value: '', left, right })

const seedFollower =
  /^[-\s]*(?:stage|funded|funding|(?:financing |funding |investment )?rounds?|financing|backed|investment|capital|money|start-?up\b|company\b|phase)/
const amount = String.raw`[$€£~]\s?[\d.,]+\s?\+?(?:mm?|k|mil|million)?\+?`
const raised = new RegExp(
  String.raw`(?:\b(?:raised|closed|closing|raising|secured|landed|announced|completed|received|post)\b[\s-](?:[^\s.]+\s){0,4}|${amount}\s(?:in |of )?)$`,
)
const rest = /^(?:$|[.,;)\]|]|\s(?:from|led|and|by|with|in|last|to|this|at)\b)/
const notYet =
  /(?:\b(?:towards?|until|before|for|between|from|at|to|through|approaching|about to raise) (?:an? |our |the |your |any )?|pre-?\s?|next )$/

const raising =
  /\b(?:we(?:['’]ve)? )?(?:have |has |had )?(?:just |recently |already )?(?:raised|closed|secured|announced|completed|landed) [^.;:]{0,40}$/

/** Characters of "we just raised a $14M" before a round, which are evidence too. */
const raisedLeft = (before: string): number => {
  const said = raising.exec(before)
  return said === null ? 0 : before.length - said.index
}

const cellStart = /(?:^|[|(])\s*$/
const cellEnd = /^\s*(?:$|[|)])/

/** "seed-stage", "raised a $2M seed round"; never seed data, seed artists or seed for farmers. */
export function readSeed(at: Surroundings): Finding | null {
  const { word, before, after } = at
  if (isPlural(after) || speaksOfOthers(at) || /\b(?:between|from) $/.test(before)) return null
  if (at.isHead && cellStart.test(before) && cellEnd.test(after))
    return plain(word.startsWith('pre') ? 'pre-seed' : 'seed')
  const follower = seedFollower.exec(after)
  if (follower === null && !(raised.test(before) && rest.test(after))) return null
  return plain(word.startsWith('pre') ? 'pre-seed' : 'seed', raisedLeft(before), follower?.[0].length ?? 0)
}

const earlyRounds: Partial<Record<string, SignalKind>> = { A: 'series-a', B: 'series-b', C: 'series-c' }

/** "Series A"; a range of rounds or a round to come is none. */
export function readSeries(at: Surroundings): Finding | null {
  const { word, before, after } = at
  const letter = (/[a-z](?=\d?$)/.exec(word)?.[0] ?? '').toUpperCase()
  if (letter === '' || /\btime[- ]?$/.test(before) || /^\.\w/.test(after)) return null
  if (isPlural(after) || speaksOfOthers(at) || notYet.test(before)) return null
  if (/^\s?(?:[-–/&+]|to|through|or|and)\s?(?:series )?[a-z]\b/.test(after) || /\b[a-z]\s?[/&]\s?$/.test(before))
    return null
  const left = raisedLeft(before)
  const kind = earlyRounds[letter]
  return kind === undefined ? { ...plain('later-round', left), value: letter } : plain(kind, left)
}

const ownNoun =
  /^[,\s]*(?:[\w$&/+-]+[,\s]+){0,5}?(?:start-?up|company|business|venture|team|endeavou?r|organi[sz]ation)\b(?!['’-]|\s(?:capital|culture|environment|experience|jobs))/

/** "early-stage startup" said of itself. */
export function readEarlyStage(at: Surroundings): Finding | null {
  const { before, after, word } = at
  if (word.endsWith('s') || isPlural(after) || speaksOfOthers(at)) return null
  const noun = ownNoun.exec(after)
  if (noun !== null) return /\bstart-?ups?\b.*\bor\b/.test(before) ? null : plain('early-stage', 0, noun[0].length)
  return /(?:\bwe(?:['’]?re| are)|^|[|,(]) ?(?:still |very |an |in |at |currently )*$/.test(before) &&
    /^(?: ?[,.|)(]|$| but| and)/.test(after)
    ? plain('early-stage')
    : null
}

const notItself =
  /^['’]?[-\s]*(?:like|minded|unit|environments?|cultures?|experience|mentality|feel|feeling|mindset|spirit|vibe|atmosphere|studio|accelerator|incubat|invest|ecosystem|scene|communit|weekend|founders?\b|school|hub|law|ethos|energy|pace|world|space|life|style|attitude|within|inside|advis|consult|employees|clients?|customers?|jobs|people|visa|setting|approach\b|background|(?:growth )?platform|program|engine|teams)/
/** "we're a", "Acme is an", "join our", and what describes the startup. */
const subject =
  /(?:\b(?:we(?:['’]?re| are)|is|are|join|joining|i['’]?m|at|for|as|within)|['’]s)\s(?:[\w-]+\s){0,3}?(?:(?:[\w.-]+\s?[,—–-]\s)?an?|our|the|one of the|this)\s(?:[^.;:]{0,70}[\s/([-])?$/
/** A cell of a header, or a line that begins with it. */
const label = /(?:^|[|•*(]\s?)(?:[\w$+/-]+[\s,-]+){0,6}$/
const qualified =
  /\b(?:funded|backed|stealth|stage|growing|small|seed|series [a-c]|profitable|bootstrapped|young|new|tech|fintech|saas|vc|ambitious|lean|early)\b/

const oneOfMany = /\b(?:we(?:['’]?re| are)|is|as|join) (?:\w+ ){0,2}?(?:one of|among) [^.;:]{0,60}$/

/** "We're a small startup"; nothing of startup environments or of startups as customers. */
export function readStartup(at: Surroundings): Finding | null {
  const { word, before, after, isHead } = at
  if (word.endsWith('s') && !oneOfMany.test(before)) return null
  if (/^-(?!up)/.test(after) || notItself.test(after) || speaksOfOthers(at)) return null
  const own = subject.exec(before)
  if (own !== null) return plain('startup', before.length - own.index)
  return label.test(before) && (isHead || qualified.test(before)) ? plain('startup') : null
}

const number = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,6})`
const counted = new RegExp(
  String.raw`(?:${number}\s?(?:-|–|to)\s?)?(?<![\d.$#])(${number})\s?\+?\s?[-\s]?(?:[a-z-]+\s)?$`,
)
const ownCompany =
  /^[-\s]*(?:[\w&/+-]+[-\s]){0,4}?(?:start-?up|company|business|firm|organi[sz]ation)\b(?!['’-]|\s(?:culture|event|lunch|dinner))/
const self =
  /(?:\bwe(?:['’]?re| are|['’]ve| have| employ| currently)\b|\b(?:company|startup|start-up|business|firm|organization|group) (?:of|with)\b|\bhas\b|\b(?:grew|(?:have|has|['’]ve) grown)\b[^,]{0,40}|\bemploys\b|\bcurrently\b|\btotal of\b|\bteam of\b)[^,;:]{0,40}$/
const notThem =
  /\b(?:first|over the next|hire[ds]?|hiring|add(?:ing|ed)?|up to|not|engineering|engineers|developers|dev|eng|tech(?:nical)?|product|design|data|software|team of|teams? (?:is|has)|million|billion|looking|serves?|users|more|another|by the end|will (?:be|grow)|plan)\b/

const isSaid =
  /^(?:\s*(?:$|[.,;:!)|(–—&+-])|\s+(?:and|in|with|who|across|strong|total|based|doing|that|spanning|spread|all|working|from|now|but|of|so|today|world|global|at|on|as|right|distributed|the|we|plus|around|located|currently|including|here|big|large|already|over|between|altogether)\b)/

const headCount = (people: number, left: number, right: number): Finding | null =>
  people === 0 ? null : { kind: 'head-count', value: String(people), left, right }

const saidOfAll =
  /(?:\b(?:we(?:['’]?re| are)|team:)|(?:^|[.!?;,(–—-] ?)(?:our|the|our (?:whole|entire)|the (?:whole|entire)) team (?:is|has|counts|consists of)|\b(?:bootstrapped|profitable|(?:backed|funded)),) (?:(?:currently|now|only|about|around|over|already|a team of|just|still|approximately|roughly|nearly|under|in total|at|~|<) ?){0,3}$/
/** A cell of a header: "| <50 employees |". */
const cellOf = /(?:^|[|(])\s*(?:(?:about|under|over|~|<|>) ?)?$/
/** "We're a 12-person team", "join our 12-person team". */
const ownTeam =
  /\b(?:we(?:['’]?re| are) (?:(?:currently|now|still|just|only|basically) )?an? (?:[\w-]+,? ){0,3}|our (?:[\w-]+,? ){0,2})$/

/** "We are 35 people", "a 12-person startup", "we have 80 employees": the company, not a team of it. */
export function readHeadCount(at: Surroundings): Finding | null {
  const { word, before, after } = at
  const tail = counted.exec(before.slice(-28))
  const written = tail?.[1]
  if (tail === null || written === undefined || speaksOfOthers(at)) return null
  const people = Number(written.replaceAll(',', ''))
  const front = before.slice(0, before.length - tail[0].length)
  const company = /^(?:person|people|employee)$/.test(word) ? ownCompany.exec(after) : null
  const isDirect =
    word !== 'person' && (saidOfAll.test(front) || (at.isHead && cellOf.test(front) && cellEnd.test(after)))
  const isSelf = isDirect || (word !== 'person' && self.test(front) && !notThem.test(front) && isSaid.test(after))
  const team = word === 'person' && ownTeam.test(front) ? /^[-\s]+team\b(?! of\b)/.exec(after) : null
  if (company === null && team === null && !isSelf) return null
  return headCount(people, tail[0].length, (company ?? team)?.[0].length ?? 0)
}

const aTeam =
  /\bwe(?:['’]?re| are) (?:(?:currently|now|still|just|also|already) )?an? (?:(?!eng|dev|product|tech|design|data|software|research|sales|support)[\w-]+,? (?:and )?){0,5}$/
const teamNumber =
  /^ (?:about |around |over |just |only |roughly |nearly |some |~ ?)?(\d{1,4})\+?(?= (?:people|persons?|employees|humans|folks)\b|\s*(?:$|[.,;:!)(–—-])| (?:and|in|with|who|across|based|spread|located|working|from|distributed|strong|building|now|split)\b)/

/** "We're a fully remote team of 18": the whole of it, not the engineers. */
export function readTeam(at: Surroundings): Finding | null {
  const own = aTeam.exec(at.before)
  const counted = teamNumber.exec(at.after)
  if (own === null || counted === null || speaksOfOthers(at)) return null
  return headCount(Number(counted[1]), 0, counted[0].length)
}

const amongUs =
  /\bthere(?:['’]?re| are) (?:(?:currently|now|only|just|already|about|around|roughly|over|nearly|~) ?){0,2}(\d{1,4}) $/

/** "There are 12 of us", not those of one team or place. */
export function readOfUs({ before, after }: Surroundings): Finding | null {
  const counted = amongUs.exec(before)
  if (counted === null || /^ (?:on|in the|working on|here)\b/.test(after)) return null
  return headCount(Number(counted[1]), counted[0].length, 0)
}

const labelled =
  /^\s*[:=]\s*(?:about |around |~ ?|< ?)?(?:\d{1,6}\s?(?:-|–|to)\s?)?(\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.%k])/

const labelStart = /(?:^|[|,:(])[\s*•-]*(?:total |current )?$/

/** "Company size: 11-50": the upper end, as of other ranges. */
export function readCompanySize({ before, after }: Surroundings): Finding | null {
  const counted = labelStart.test(before) ? labelled.exec(after) : null
  return counted === null ? null : headCount(Number((counted[1] ?? '').replaceAll(',', '')), 0, counted[0].length)
}

const batchAfter =
  /^(?:[-\s]*(?:['’]s|in|for|backed|funded|company|startup|batch|,|\(|-|–|:|alum(?:ni|nus)?)){0,3}[-\s(,]*(?:(?:(s|w|f|x|p|su|sp|fa|wi|summer|winter|fall|spring)[\s']?['’]?)(?:20)?(\d{2})\b)(?!\d)/
const letters: Record<string, string> = {
  su: 'S',
  summer: 'S',
  wi: 'W',
  winter: 'W',
  fa: 'F',
  fall: 'F',
  sp: 'X',
  spring: 'X',
}
const pastOfSomeone =
  /\b(?:previous(?:ly)?|former(?:ly)?|founded|co-?founded|founders?|sold|customers?|clients|ex-|alum\w*|acquired|worked|such as|like|including|investors? in|early at)\b/

/** "(YC S21)", "YC-backed"; nothing of a founder's earlier company. */
export function readBatch(at: Surroundings): Finding | null {
  const { before, after, isHead } = at
  if (!isHead && pastOfSomeone.test(before)) return null
  const batch = batchAfter.exec(after)
  if (batch !== null) {
    const [evidence, season = '', year = ''] = batch
    return {
      kind: 'yc-batch',
      value: `${letters[season] ?? season.toUpperCase()}${year}`,
      left: 0,
      right: evidence.length,
    }
  }
  const isBacked =
    /^[-\s](?:backed|funded|start-?up\b|company\b(?! jobs))/.test(after) &&
    !isPlural(after.replace(/^[-\s](?:backed|funded)/, ''))
  const isBackedBy = /\b(?:backed|funded) by (?:[^.;:]{0,60}\s)?$/.test(before)
  return (isBacked || isBackedBy) && !speaksOfOthers(at) ? plain('yc-batch') : null
}
