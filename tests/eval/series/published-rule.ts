import { htmlToText } from '@/lib/normalise/html-to-text'

/**
 * Ways to count a term in a comment. `pieces` is that of HN Hiring Trends (ryanwi/hiringtrends, lib/hiringtrends/
 * job_posting.rb): the HTML of a comment, as the API gives it, is lower-cased and cut at white space and at
 * ! | \ ; : , . ? / ' ( ) [ ]; a term counts when one of its spellings equals a piece, or pieces in a row. HN writes / as
 * `&#x2F;` and a paragraph as `<p>`, so the word before a slash, an ampersand or a quotation mark, and the words at both
 * ends of a paragraph, are in no piece of their own. `words` looks in the plain text for a spelling with no letter, digit,
 * _, + or # at its ends, as most other series do.
 */
export const rules = ['pieces', 'words'] as const
export type Rule = (typeof rules)[number]

export interface Term {
  /** As the series names it. */
  name: string
  /** Our skill. */
  skill: string
  /** Spellings that the series counts, in lower case. */
  spellings: readonly string[]
}

const cuts = /[\s!|\\;:,.?/'()[\]]+/

const inPieces = (text: string): string => ` ${text.toLowerCase().split(cuts).join(' ').trim()} `

const isWordCharacter = /[\p{L}\p{N}_+#]/u

function standsAlone(text: string, spelling: string): boolean {
  for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
    const before = text.charAt(at - 1)
    const behind = text.charAt(at + spelling.length)
    if (!isWordCharacter.test(before) && !isWordCharacter.test(behind)) return true
  }
  return false
}

/** A test of terms against one comment, whose text is made ready once. */
export function readComment(html: string, rule: Rule): (term: Term) => boolean {
  if (rule === 'words') {
    const text = htmlToText(html).toLowerCase()
    return ({ spellings }) => spellings.some((spelling) => standsAlone(text, spelling))
  }
  const text = inPieces(html)
  return ({ spellings }) => spellings.some((spelling) => text.includes(inPieces(spelling)))
}

/** The terms that are compared unless others are asked for, with what the series counts for each. */
export const terms: readonly Term[] = [
  { name: 'AWS', skill: 'aws', spellings: ['aws'] },
  { name: 'Azure', skill: 'azure', spellings: ['azure'] },
  { name: 'GCP', skill: 'gcp', spellings: ['gcp'] },
  { name: 'Docker', skill: 'docker', spellings: ['docker'] },
  { name: 'Kubernetes', skill: 'kubernetes', spellings: ['kubernetes'] },
  { name: 'Terraform', skill: 'terraform', spellings: ['terraform'] },
  { name: 'Ansible', skill: 'ansible', spellings: ['ansible'] },
  { name: 'Prometheus', skill: 'prometheus', spellings: ['prometheus'] },
  { name: 'Kafka', skill: 'kafka', spellings: ['kafka'] },
  { name: 'Postgresql', skill: 'postgresql', spellings: ['postgres', 'postgresql'] },
  { name: 'Redis', skill: 'redis', spellings: ['redis'] },
  { name: 'Python', skill: 'python', spellings: ['python'] },
  { name: 'Java', skill: 'java', spellings: ['java'] },
]
