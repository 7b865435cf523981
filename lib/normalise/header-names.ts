import { maskUrls } from '@/lib/normalise/header-segments'

const withoutUrls = (text: string): string =>
  maskUrls(text)
    .replace(/\(\s*\)|\[\s*\]|<\s*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^(?:[\s\-–—:*,(=»☆★+]|\.(?!net)|(?<=^[+])\])+|[\s\-–—:*,.=»☆★]+$/gi, '')
    .trim()

const pronoun =
  /^(?:we|i|our|my|it|this|if|the company|h(?:i|ello|ey)(?!\s)|if you|you|they|there|come|join|looking|help|want|at|a|an|located|based|apply|are|do|what|who|about|description|note|remote)(?=[\s'’,]|$)/i

/** The name of an employer in a part of a header; null when none is plausible. */
export function cleanCompany(text: string): string | null {
  const named = withoutUrls(text)
    .replace(/^(?:company|employer)\s*:\s*/i, '')
    .replace(/[\s|(]+$/, '')
    .replace(/\s*\((?:https?|www)[^)]*\)?|\s*\([^\s()]+\.[a-z]{2,}(?:\/[^\s()]*)?\)?/gi, '')
    .replace(/\s+(?:is|are)\s+(?:currently |now |still |actively )?(?:hiring|looking|seeking).*$/i, '')
    .replace(/\s+(?:hiring|careers|jobs)$/i, '')
    .trim()
  const fallback = text.match(/(?:https?:\/\/)?(?:www\.)?([\w-]+\.[\w.-]+)/)?.[1] ?? ''
  const company = named === '' ? fallback : named
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
