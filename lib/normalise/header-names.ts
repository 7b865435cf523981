import { maskUrls } from '@/lib/normalise/header-segments'

const emptyBrackets = /\(\s*\)|\[\s*\]|<\s*>/g
const bracket = /[([<]/
const looseEnds = /^(?:[\s\-–—:*,(=»☆★+]|\.(?!net)|(?<=^[+])\])+|[\s\-–—:*,.=»☆★]+$/gi
/** What the ends of nearly all names and titles are: nothing there to take off. */
const firmEnds = /^[\p{L}\d](?:.*[\p{L}\d)!?'’"”+#&/])?$/su

/** White space of a name or a title as single blanks. */
const collapse = (text: string): string => (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text)

function withoutUrls(text: string): string {
  const masked = maskUrls(text)
  const bare = collapse(bracket.test(masked) ? masked.replace(emptyBrackets, ' ') : masked)
  return firmEnds.test(bare) ? bare : bare.replace(looseEnds, '').trim()
}

const pronoun =
  /^(?:we|i|our|my|it|this|if|the company|h(?:i|ello|ey)(?!\s)|if you|you|they|there|come|join|looking|help|want|at|a|an|located|based|apply|are|do|what|who|about|description|note|remote)(?=[\s'’,]|$)/i

/** A name without what is said around it: "Company: Acme (acme.com) is hiring". */
function withoutSurroundings(name: string): string {
  const unlabelled = name.replace(/^(?:company|employer)\s*:\s*/i, '')
  const open = /[\s|(]$/.test(unlabelled) ? unlabelled.replace(/[\s|(]+$/, '') : unlabelled
  const bare = open.includes('(')
    ? open.replace(/\s*\((?:https?|www)[^)]*\)?|\s*\([^\s()]+\.[a-z]{2,}(?:\/[^\s()]*)?\)?/gi, '')
    : open
  if (!bare.includes(' ')) return bare
  return bare
    .replace(/\s+(?:is|are)\s+(?:currently |now |still |actively )?(?:hiring|looking|seeking).*$/i, '')
    .replace(/\s+(?:hiring|careers|jobs)$/i, '')
    .trim()
}

const hostIn = (text: string): string => text.match(/(?:https?:\/\/)?(?:www\.)?([\w-]+\.[\w.-]+)/)?.[1] ?? ''

/** The name of an employer in a part of a header; null when none is plausible. */
export function cleanCompany(text: string): string | null {
  const named = withoutSurroundings(withoutUrls(text))
  const company = named === '' ? hostIn(text) : named
  const isPlausible =
    company.length > 1 && company.length <= 80 && company.split(' ').length <= 9 && /[\p{L}\d]/u.test(company)
  return isPlausible && !pronoun.test(company) ? company : null
}

/** Some authors write on behind the last bar: the title ends with its sentence. */
const firstSentence = (text: string): string =>
  text.length <= 100
    ? text
    : (text.split(/(?<=[a-z)]{3})[.!?]\s|\s(?:The ideal|We are|We['’]re|You will)\s/)[0] ?? text)

/** A title without addresses and the words around it. */
export const cleanTitle = (text: string): string =>
  withoutUrls(firstSentence(text))
    .replace(/^.{0,60}?\b(?:hiring(?: for)?|looking for|seeking|searching for|recruiting)\b[:\s]+/i, '')
    .replace(/^(?:roles?|positions?|(?:job )?titles?|jobs?)\s*:?\s*(?=:|$)/i, '')
    .replace(/^(?:for )?(?:(?:an?|the|some|our) (?=\p{L}))?/iu, '')
    .trim()
