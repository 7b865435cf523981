// The vocabulary of job titles, shared by the header reader and the role rules. Plain alternatives before one
// ending: the expression runs over every line, and this form is the fastest.

const nouns =
  'engineer developer developper dev programmer hacker coder designer architect scientist analyst manager director lead ' +
  'administrator sysadmin dba sre sdet sde swe tester consultant researcher specialist technician recruiter marketer ' +
  'writer advocate evangelist generalist technologist rubyist pythonista cofounder co-founder quant intern statistician ' +
  'mathematician physicist economist integrator postdoc animator illustrator copywriter ingenieur ingénieur ingenieure ingénieure developpeur développeur developpeuse développeuse desarrollador desarrolladore ' +
  'desarrolladora programador programadore programadora ingeniero ingeniera ontwikkelaar'

const phrases = [
  'engineering (?:roles?|positions?|team|manager|lead)',
  'c[tp]o',
  'vp (?:of )?\\w+',
  'head of \\w+',
  'chief \\w+ officer',
  'product owner',
  'webmaster',
  // Not “the market leader”.
  '(?:team|tech\\w*|group|squad|engineering|project|practice) leaders?',
  'software ?(?:entwickler|architekt|ingenieur)\\w*',
]

/** “Developer communities” are no developers. */
const attribute = '(?:events?|communit(?:y|ies)|conferences?|tooling|productivity|documentation)\\b'

/** Nouns for the one who does the job: "engineer", "SRE", "head of platform". */
const agentPattern = new RegExp(
  `(?<!\\w\\.|@)\\b(?:(?:${nouns.replaceAll(' ', '|')})s?|${phrases.join('|')})\\b(?!@| ${attribute})`,
  'i',
)

// Compounds: "Softwareentwicklerin", "Systemutvecklare".
const compoundPattern = /(?:entwickler(?:in(?:nen)?)?|utvecklare|ontwikkelaars?)\b/i

/** Words that stand for roles without naming one: "multiple positions", "various roles". */
const roleList = '(?:roles?|positions?|openings?|jobs?|vacanc(?:y|ies))'

const rolePattern = new RegExp(
  `\\b(?:${roleList}|devops|full[- ]?stack|front[- ]?end|back[- ]?end|qa|machine learning|data science|infrastructure|engineering|development|software)\\b`,
  'i',
)

/** Whether words read like a job title or a list of them. */
export const namesRole = (text: string): boolean => namesAgent(text) || rolePattern.test(text)

/** Whether a noun for a person doing a job is there: stricter than `namesRole`. */
export const namesAgent = (text: string): boolean => agentPattern.test(text) || compoundPattern.test(text)
