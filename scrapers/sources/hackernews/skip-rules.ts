import type { Comment } from '@/scrapers/sources/hackernews/schema'

/**
 * Comments that are no advertisements, by rules that err on the side of keeping: 1 to 2 % of the comments of a thread
 * are talk, and one that slips through is classified by its text like any other.
 */
const jobWord =
  /\b(hir(?:e|es|ing)|jobs?|careers?|looking for|seeking|join (?:us|our)|engineers?|developers?|programmers?|designers?|scientists?|analysts?|managers?|interns?|internships?|remote|onsite|full[- ]?time|co-?founder|positions?|roles?|openings?|apply)\b/i
const link = /https?:|www\.|\b[\w-]+\.(?:com|io|org|net|co|ai|dev|jobs)\b|@|\[at\]|\(at\)/i
const seekerTemplate = [/^\W*willing to relocate\W*:/im, /^\W*(?:technologies|r[ée]sum[ée](?:\s*\/\s*cv)?|cv)\W*:/im]
const seekerOpening = /^\W*(?:seeking work\b|(?:i am |i'm )?(?:currently )?looking for (?:a )?(?:new )?(?:job|work)\b)/i

const minimumLength = 20
const remarkLength = 300

const isRemark = (text: string): boolean =>
  text.length < remarkLength && !text.includes('|') && !link.test(text) && (text.startsWith('>') || !jobWord.test(text))

const isQuestion = (text: string): boolean =>
  text.length < remarkLength && !/[|\n]/.test(text) && !link.test(text) && /\?\W*$/.test(text)

const isSeeker = (text: string): boolean => seekerOpening.test(text) || seekerTemplate.every((line) => line.test(text))

/** Why a comment with no usable text or by the thread's own account is left out; null when its text decides. */
export function skipReasonOfComment(comment: Comment): string | null {
  const text = comment.text?.trim() ?? ''
  if (text === '') return 'deleted'
  if (/^\W*\[(?:dead|deleted|flagged|removed)\]\W*$/i.test(text)) return 'dead'
  if (comment.author === 'whoishiring') return 'by the account that opens the threads'
  return null
}

/** Why a plain text is left out as no advertisement; null when it is kept. */
export function skipReasonOfText(text: string): string | null {
  if (text === '') return 'deleted'
  if (text.length < minimumLength && !text.includes('|') && !link.test(text)) return 'too short to advertise anything'
  if (isSeeker(text)) return 'a person seeking work'
  if (isQuestion(text)) return 'a question'
  return isRemark(text) ? 'a remark' : null
}
