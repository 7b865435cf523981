import { emailSpans } from '@/lib/normalise/email-spans'

// Personal data that no figure needs. Phone numbers go by rules of our own instead of libphonenumber-js: without a
// country that finds international numbers only, with one it takes the ids of job boards for numbers, and either way it
// takes 0.2 ms a text.

const emailMark = '[e-mail]'
const phoneMark = '[phone]'

const mayHoldPhone = /\d[\d\s().\-–/·]{4,}\d/

// Digits with what people put between them; the ends are checked apart. What it begins with stands first, for looking
// behind is dear at every character.
const phoneCandidate =
  /(?=[+(\d])(?<![\p{L}\p{N}_/=#&@$€£¥%.,-])(?:\+|\(\+?|00)?\d(?:[ \t\u00a0().\-–/·]{0,3}\d){6,16}(?![\p{L}\p{N}_%$€£¥]|[.,]\d|-\d)(?:\s?(?:ext\.?|extension)\s?\d{1,6})?/gu
const phoneCue =
  /\b(?:tele)?(?:phone|fon|fax|tel|tlf|mobile?|cell|call|text|sms|whats ?app|signal|handy|ring)\b\.?(?:\s(?:us|me|number|no|nr|at|on|is|or))*\s?\.?[:#-]?\s?$/iu

/** Day, month and year in any order, years and months: numbers that look like those of phones. */
const dateLike =
  /(?<!\d)(?:\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d)(?!\d)/
const groupedThousands = /^\d{1,3}(?:[ .\u00a0]\d{3})+$/
const usForm = /^(?:1[ .-]?)?(?:\(\d{3}\)[ .-]{0,2}\d{3}[ .-]\d{4}|\d{3}([.-])\d{3}\1\d{4})$/

/** Numbers of North America and Russia have eleven digits; elsewhere nine to fifteen (ITU-T E.164), the prefix included. */
function isInternational(text: string, digits: string): boolean {
  if (!/^(?:\(?\+|00)/.test(text)) return false
  const number = text.startsWith('00') ? digits.slice(2) : digits
  return /^[17]/.test(number) ? number.length === 11 : number.length >= 9 && number.length <= 15
}

/** With the zero of a trunk line before: `030 / 1234567`, `06 12 34 56 78`. */
const isNational = (text: string, digits: string): boolean =>
  /^\(?0\d/.test(text) &&
  /\D/.test(text.slice(2)) &&
  digits.length >= 9 &&
  digits.length <= 12 &&
  !/^\d{5}-\d{4}$/.test(text)

function isPhone(text: string, before: string): boolean {
  const number = text.replace(/\s?(?:ext|extension)\.?\s?\d+$/, '')
  const digits = number.replaceAll(/\D/g, '')
  if (isInternational(number, digits)) return true
  if (dateLike.test(number) || groupedThousands.test(number) || /\d\s?[-–]\s?\d{1,3}$/.test(number)) return false
  if (usForm.test(number) || isNational(number, digits)) return true
  return digits.length >= 7 && digits.length <= 15 && phoneCue.test(before)
}

const stripPhones = (text: string): string =>
  text.replaceAll(phoneCandidate, (found, ...rest: unknown[]) => {
    const at = rest.find((value) => typeof value === 'number') ?? 0
    const open = found.startsWith('(') && !found.includes(')') ? '(' : ''
    const number = found.slice(open.length)
    return isPhone(number, text.slice(Math.max(0, at - 40), at)) ? `${open}${phoneMark}` : found
  })

function stripEmails(text: string): string {
  let stripped = ''
  let end = 0
  for (const span of emailSpans(text)) {
    stripped += text.slice(end, span.start) + emailMark
    end = span.end
  }
  return end === 0 ? text : stripped + text.slice(end)
}

/**
 * Puts `[e-mail]` and `[phone]` in the place of e-mail addresses, plain or spelled out, and of phone numbers. Salaries,
 * dates, years, versions and ids stay. Idempotent.
 */
export function stripContacts(text: string): string {
  const withoutEmails = stripEmails(text)
  return mayHoldPhone.test(withoutEmails) ? stripPhones(withoutEmails) : withoutEmails
}
