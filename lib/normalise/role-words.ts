// The vocabulary of job titles, shared by the header reader and the role rules. Source strings without flags, so
// that each user composes its own expression.

const nouns = [
  'engineers?',
  'engineering (?:roles?|positions?|team|manager|lead)',
  'developers?',
  'devs?',
  'programmers?',
  'hackers?',
  'coders?',
  'designers?',
  'architects?',
  'scientists?',
  'analysts?',
  'managers?',
  'directors?',
  'leads?',
  'leaders?',
  'administrators?',
  'sysadmins?',
  'dbas?',
  'sres?',
  'sdets?',
  'sdes?',
  'swes?',
  'testers?',
  'consultants?',
  'researchers?',
  'specialists?',
  'technicians?',
  'recruiters?',
  'marketers?',
  'writers?',
  'advocates?',
  'evangelists?',
  'generalists?',
  'technologists?',
  'co-?founders?',
  'cto',
  'cpo',
  'vp (?:of )?\\w+',
  'head of \\w+',
  'chief \\w+ officer',
  'product owner',
  'webmaster',
  'quants?',
  'interns?',
  'software ?(?:entwickler|architekt|ingenieur)\\w*',
  '\\w*entwickler(?:in(?:nen)?)?',
  '\\w*utvecklare',
  '\\w*ontwikkelaars?',
  'd[ée]veloppeu(?:r|se)s?',
  'ing[ée]nieure?s?',
  'desarrollador(?:e?s|a)?',
  'programador(?:e?s|a)?',
  'ingenier[oa]s?',
]

/** Nouns for the one who does the job: "engineer", "Entwicklerin", "SRE". */
export const roleNoun = `(?:${nouns.join('|')})`

/** Words that stand for roles without naming one: "multiple positions", "various roles". */
export const roleList = '(?:roles?|positions?|openings?|jobs?|vacanc(?:y|ies))'

const rolePattern = new RegExp(
  `\\b(?:${roleNoun}|${roleList}|devops|full[- ]?stack|front[- ]?end|back[- ]?end|qa|machine learning|data science|infrastructure|engineering|development|software)\\b`,
  'i',
)
const agentPattern = new RegExp(`\\b${roleNoun}\\b`, 'i')

/** Whether words read like a job title or a list of them. */
export const namesRole = (text: string): boolean => rolePattern.test(text)

/** Whether a noun for a person doing a job is there: stricter than `namesRole`. */
export const namesAgent = (text: string): boolean => agentPattern.test(text)
