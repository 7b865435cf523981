import type { NormalisedPosting, PostingInput, RemoteKind, Salary } from '@/lib/domain/posting'
import type { SkillTag } from '@/lib/domain/skill'
import { readCompany } from '@/lib/normalise/company'
import { duplicateKeyOf } from '@/lib/normalise/duplicate-key'
import { readHeader } from '@/lib/normalise/header'
import { detectLanguage } from '@/lib/normalise/language'
import {
  findPlacesInBody,
  findPlacesInHead,
  resolvePlaces,
  type ResolvedPlaces,
} from '@/lib/normalise/places/resolve-places'
import { findRemote, readRemote } from '@/lib/normalise/remote'
import { classifyRole } from '@/lib/normalise/role'
import { findAdvertisedRoles } from '@/lib/normalise/role-body'
import { findSalary, readSalary } from '@/lib/normalise/salary'
import { readSeniority } from '@/lib/normalise/seniority'

export type NormaliseInput = Pick<
  PostingInput,
  'title' | 'company' | 'text' | 'placeTexts' | 'remoteText' | 'salaryText'
>

/** A posting that came without a title brings its fields in its first lines. */
function withHeader(input: NormaliseInput): NormaliseInput {
  if (input.title !== null) return input
  const header = readHeader(input.text)
  if (header === null) return input
  return {
    title: header.title,
    company: input.company ?? header.company,
    text: input.text,
    placeTexts: input.placeTexts.length > 0 ? input.placeTexts : header.placeTexts,
    remoteText: input.remoteText ?? header.remoteText,
    salaryText: input.salaryText ?? header.salaryText,
  }
}

function decideRemote(posting: NormaliseInput): RemoteKind {
  const fields = [posting.remoteText, posting.title, ...posting.placeTexts].filter((field) => field !== null)
  const said = readRemote(fields.join(' | '))
  return said === 'unknown' ? findRemote(posting.text) : said
}

function decidePlaces(posting: NormaliseInput, remote: RemoteKind): ResolvedPlaces {
  const fields = [...posting.placeTexts, ...(posting.remoteText === null ? [] : [posting.remoteText])]
  const resolved = resolvePlaces([...new Set(fields)], posting.text.slice(0, 3_000))
  if (resolved.countries.length > 0 || resolved.isWorldwide) return resolved
  const found = findPlacesInBody(posting.text, { isRemote: remote === 'remote' })
  if (found.countries.length > 0) return found
  return remote === 'remote' ? resolved : findPlacesInHead(posting.text)
}

const euroArea = new Set('AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK EU'.split(' '))
const currencyByCountry: Record<string, string> = {
  US: 'USD',
  GB: 'GBP',
  CA: 'CAD',
  AU: 'AUD',
  CH: 'CHF',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  PL: 'PLN',
  IN: 'INR',
  SG: 'SGD',
}

function currencyOf(countries: readonly string[]): string | null {
  const [first] = countries
  if (first === undefined) return null
  if (countries.every((country) => euroArea.has(country))) return 'EUR'
  return countries.length === 1 ? (currencyByCountry[first] ?? null) : null
}

/** A bare dollar sign means the dollar of the only country named. */
function localiseDollar(salary: Salary | null, countries: readonly string[], written: string): Salary | null {
  const local = currencyOf(countries)
  const isBare = salary?.currency === 'USD' && !/us\s?\$|\busd\b/i.test(written)
  if (salary === null || !isBare || countries.length !== 1 || local === null) return salary
  return ['CAD', 'AUD', 'SGD'].includes(local) ? { ...salary, currency: local } : salary
}

function decideSalary(posting: NormaliseInput, countries: readonly string[]): Salary | null {
  const options = { defaultCurrency: currencyOf(countries) }
  const given = posting.salaryText === null ? null : readSalary(posting.salaryText, options)
  return localiseDollar(given ?? findSalary(posting.text, options), countries, posting.salaryText ?? posting.text)
}

/** Runs of anything but white space; the text is tidy, so space and line break are all there is. */
function countWords(text: string): number {
  let count = 0
  let isInWord = false
  for (let index = 0; index < text.length; index += 1) {
    const isBlank = text.charCodeAt(index) <= 0x20
    if (!isBlank && !isInWord) count += 1
    isInWord = !isBlank
  }
  return count
}

/**
 * Reads what a posting says into the product's own terms: employer, role, level, places, remote, pay, language.
 * Pure and total: the same input gives the same result, and no string makes it throw.
 */
export function normalise(input: NormaliseInput, tags: SkillTag[]): NormalisedPosting {
  const posting = withHeader(input)
  const remote = decideRemote(posting)
  const { places, countries } = decidePlaces(posting, remote)
  const isTitleGiven = input.title !== null
  const advertised = findAdvertisedRoles(posting.text)
  const { title, text } = posting
  return {
    company: posting.company === null ? null : readCompany(posting.company),
    title,
    role: classifyRole({ title, isTitleGiven, text, skills: tags.map((tag) => tag.skill), advertised }),
    seniority: readSeniority({ title, isTitleGiven, text, advertised }),
    places,
    countries,
    remote,
    salary: decideSalary(posting, countries),
    language: detectLanguage(posting.text),
    wordCount: countWords(posting.text),
    duplicateKey: duplicateKeyOf(posting.text),
  }
}
