/**
 * The rule by which HN Hiring Trends counts a term (ryanwi/hiringtrends, lib/hiringtrends/job_posting.rb): the HTML of a
 * comment, as the API gives it, is lower-cased and cut at white space and at ! | \ ; : , . ? / ' ( ) [ ]; a term counts
 * when one of its spellings equals a piece. HN writes / as `&#x2F;` and a paragraph as `<p>`, so the word before a slash,
 * an ampersand or a quotation mark, and the words at both ends of a paragraph, are in no piece of their own.
 */
const cuts = /[\s!|\\;:,.?/'()[\]]/

export const piecesOf = (html: string): Set<string> => new Set(html.toLowerCase().split(cuts))

export interface Term {
  /** As the series names it. */
  name: string
  /** Our skill. */
  skill: string
  /** Spellings that the series counts, in lower case. */
  spellings: readonly string[]
}

/** The terms that the issue names, with what the series counts for each. */
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

export const countsByRule = (pieces: ReadonlySet<string>, term: Term): boolean =>
  term.spellings.some((spelling) => pieces.has(spelling))
