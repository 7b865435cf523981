import { findMatches } from '@/lib/domain/find-matches'
import type { Salary } from '@/lib/domain/posting'

const currencyBySign: Record<string, string> = {
  $: 'USD',
  us$: 'USD',
  usd$: 'USD',
  c$: 'CAD',
  ca$: 'CAD',
  cad$: 'CAD',
  a$: 'AUD',
  au$: 'AUD',
  aud$: 'AUD',
  nz$: 'NZD',
  s$: 'SGD',
  sg$: 'SGD',
  hk$: 'HKD',
  r$: 'BRL',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₪': 'ILS',
  zł: 'PLN',
  rs: 'INR',
  'rs.': 'INR',
  euro: 'EUR',
  euros: 'EUR',
}
const isoCurrencies =
  'usd|eur|gbp|chf|cad|aud|nzd|sek|nok|dkk|pln|czk|huf|ron|inr|jpy|sgd|hkd|cny|rmb|krw|ils|zar|brl|mxn|aed|thb|myr|idr|php|twd|vnd|try|uah|rub'

const sign = `(?:(?:usd|us|cad|ca|c|aud|au|a|nzd|nz|sgd|sg|s|hkd|hk|r)\\s?\\$|[$€£¥₹₪]|zł|euros?|rs\\.?|${isoCurrencies})`
const amount = `\\d{1,3}(?:[.,'’ ]\\d{3})+(?!\\d)|\\d+(?:[.,]\\d{1,2})?`
const scale = `k|tsd\\.?|thousand|lpa|lakhs?|lacs?`
const period = `(?:\\s*(?:/|per|an?|a)\\s*|\\s+)(hours?|hr|h|day|month|mo|year|yr|annum|pa|week)\\b|\\s*(p\\.?a\\.?|annually|yearly|hourly|monthly|daily|p/h|p/a|ph|pd)(?![\\p{L}])`

const money = new RegExp(
  `(?<![\\p{L}\\d.,])(${sign})?\\s{0,2}(${amount})\\s?(${scale})?\\s?(?:(${sign})(?![\\p{L}]))?` +
    `(?:\\s?(?:-|–|—|to|~|until|bis|and)\\s?(${sign})?\\s{0,2}(${amount})\\s?(${scale})?\\s?(?:(${sign})(?![\\p{L}]))?)?` +
    `(?![\\p{L}\\d%])(?!\\s?(?:million|billion|mm?\\b|bn?\\b|%))\\+?(?:${period})?`,
  'giu',
)

const periodByWord: Record<string, Salary['period'] | null> = {
  hour: 'hour',
  hours: 'hour',
  hr: 'hour',
  h: 'hour',
  hourly: 'hour',
  'p/h': 'hour',
  ph: 'hour',
  day: 'day',
  daily: 'day',
  pd: 'day',
  month: 'month',
  mo: 'month',
  monthly: 'month',
  week: null,
}
const periodOf = (word: string | undefined): Salary['period'] | null =>
  word === undefined
    ? 'year'
    : periodByWord[word.toLowerCase()] === undefined
      ? 'year'
      : (periodByWord[word.toLowerCase()] ?? null)

function readAmount(digits: string, scaleWord: string | undefined): number {
  // "70.000" and "70,000" group thousands; "62.5" does not.
  const isGrouped = /[.,'’ ]\d{3}(?!\d)/.test(digits)
  const value = Number(isGrouped ? digits.replace(/[^\d]/g, '') : digits.replace(',', '.'))
  if (scaleWord === undefined) return value
  return /^l/i.test(scaleWord) ? value * 100_000 : value * 1_000
}

const isoOf = (word: string): string => {
  const folded = word
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/^(nz|sg|hk)d\$$/, '$1$')
  return currencyBySign[folded] ?? (folded === 'rmb' ? 'CNY' : folded.toUpperCase())
}

const strongCurrencies = new Set(['USD', 'EUR', 'GBP', 'CHF', 'CAD', 'AUD', 'NZD', 'SGD'])
const bounds: Record<Salary['period'], { least: number; most: number }> = {
  year: { least: 8_000, most: 1_500_000 },
  month: { least: 400, most: 60_000 },
  day: { least: 50, most: 5_000 },
  hour: { least: 5, most: 700 },
}

/** Plausible pay; weak currencies (rupees, yen, crowns) may be a thousand times larger. */
function isPlausible({ min, max, currency, period: per }: Salary): boolean {
  const { least, most } = bounds[per]
  return min >= least && max <= most * (strongCurrencies.has(currency) ? 1 : 300) && max <= min * 6
}

interface Options {
  /** For amounts written without a currency; null leaves them unread. */
  defaultCurrency: string | null
}

function readMatch(match: RegExpMatchArray, options: Options): Salary | null {
  const [, sign1, low = '', scale1, sign2, sign3, high, scale2, sign4, word1, word2] = match
  const isRange = high !== undefined
  const currencyWord = sign1 ?? sign2 ?? sign3 ?? sign4
  const isScaled = scale1 !== undefined || scale2 !== undefined
  if (currencyWord === undefined && !isScaled) return null
  const currency = currencyWord === undefined ? options.defaultCurrency : isoOf(currencyWord)
  const per = periodOf(word1 ?? word2)
  if (currency === null || per === null) return null
  const first = readAmount(low, scale1 ?? (isRange && Number(low.replace(/\D/g, '')) < 1_000 ? scale2 : undefined))
  const second = isRange
    ? readAmount(high, scale2 ?? (readAmount(high, undefined) < 1_000 ? scale1 : undefined))
    : first
  const salary: Salary = { min: Math.min(first, second), max: Math.max(first, second), currency, period: per }
  return isPlausible(salary) ? salary : null
}

/**
 * Pay written in a salary field or a header: "$120k-$160k", "€70.000–90.000", "£500/day", "120-160K USD", "100k+".
 * Per year unless it says otherwise; one figure is both ends; shares, funding and week rates are not read.
 */
export function readSalary(text: string, options: Options): Salary | null {
  for (const match of findMatches(text, money)) {
    const salary = readMatch(match, options)
    if (salary !== null) return salary
  }
  return null
}

const cue =
  /salar|compensation|\bpay\b|\bpays\b|\bbase\b|\bote\b|wage|per (?:year|hour|annum|day|month)|\/ ?(?:yr|hr|year|hour|day|month)\b|gehalt|lön|rémunération|salario/i
const notPay =
  /rais|fund|revenue|\barr\b|valuation|series [a-f]|invest|sales of|budget|bonus of|referral|stipend|allowance|401|learning/i
const someMoney =
  /[$€£₹]|\d(?:\s?(?:k\b|usd|eur|gbp|chf|cad|aud|sek|nok|dkk|pln)|(?<=(?:usd|eur|gbp|chf|cad|aud|sek) ?\d))/gi
const hasMoney = new RegExp(someMoney, 'i')

/** The lines in which money is named. */
function* findLinesOfMoney(text: string): Generator<string> {
  let from = 0
  for (const { index } of findMatches(text, someMoney)) {
    if (index < from) continue
    const end = text.indexOf('\n', index)
    yield text.slice(text.lastIndexOf('\n', index) + 1, end === -1 ? text.length : end)
    if (end === -1) return
    from = end + 1
  }
}

/** Pay named somewhere in a posting: lines that speak of pay, or a range in money; never one of funding. */
export function findSalary(text: string, options: Options): Salary | null {
  for (const line of findLinesOfMoney(text)) {
    for (const sentence of line.split(/(?<=[.!?;])\s|\s\|\s/)) {
      if (!hasMoney.test(sentence) || notPay.test(sentence)) continue
      const isAboutPay = cue.test(sentence)
      for (const match of findMatches(sentence, money)) {
        const isRange = match[6] !== undefined
        const salary = isAboutPay || isRange ? readMatch(match, isAboutPay ? options : { defaultCurrency: null }) : null
        if (salary !== null) return salary
      }
    }
  }
  return null
}

/** Whether words of a header speak of pay. */
export const namesSalary = (text: string): boolean =>
  /(?:[$€£₹]\s?\d|\d\s?(?:[€£]|k\b|usd\b|eur\b|gbp\b))|\bsalary|\bcompensation|\bcompetitive pay/i.test(text)
