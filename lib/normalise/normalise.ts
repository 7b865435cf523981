import type { NormalisedPosting, PostingInput, RemoteKind, Salary } from '@/lib/domain/posting'
import type { SkillId, SkillTag } from '@/lib/domain/skill'
import { readCompany } from '@/lib/normalise/company'
import { duplicateKeyOf } from '@/lib/normalise/duplicate-key'
import { readHeader } from '@/lib/normalise/header'
import { detectLanguage } from '@/lib/normalise/language'
import { findListedPlaces } from '@/lib/normalise/places/listed-places'
import {
  findPlacesInBody,
  findPlacesInHead,
  resolvePlaces,
  type ResolvedPlaces,
} from '@/lib/normalise/places/resolve-places'
import { findAllowedRemote, findRemote, readRemote } from '@/lib/normalise/remote'
import { classifyRole } from '@/lib/normalise/role'
import { type AdvertisedRoles, findAdvertisedRoles } from '@/lib/normalise/role-body'
import type { RoleInput } from '@/lib/normalise/role-readings'
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
  if (said === 'unknown') return findRemote(posting.text)
  return said === 'onsite' ? findAllowedRemote(posting.text) : said
}

/** Places of the posting's fields and, where it came without a title, those beside the titles that its text lists. */
function decidePlaces({ input, posting, advertised, result: { remote } }: Draft): ResolvedPlaces {
  const { text, placeTexts, remoteText } = posting
  const context = text.slice(0, 3_000)
  const fields = new Set([...placeTexts, ...(remoteText === null ? [] : [remoteText])])
  const resolved = resolvePlaces([...fields], context)
  if (resolved.isWorldwide) return resolved
  const listed = input.title === null ? findListedPlaces(text, advertised.listed) : null
  const isForMost = remote !== 'remote' || resolved.countries.length > 0 || (listed?.share ?? 0) >= 0.5
  const all =
    listed === null || listed.placeTexts.length === 0 || !isForMost
      ? resolved
      : resolvePlaces([...fields, ...listed.placeTexts], context)
  if (all.countries.length > 0) return all
  const found = findPlacesInBody(text, { isRemote: remote === 'remote' })
  if (found.countries.length > 0) return found
  return remote === 'remote' ? resolved : findPlacesInHead(text)
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

/** Runs of anything but white space; the text is tidy, so space and line break are all there is. Without branches: where words end cannot be foretold. */
function countWords(text: string): number {
  let count = 0
  let wasBlank = 1
  for (let index = 0; index < text.length; index += 1) {
    const isBlank = (text.charCodeAt(index) - 0x21) >>> 31
    count += wasBlank & ~isBlank
    wasBlank = isBlank
  }
  return count
}

/** A posting while it is read; each rule fills in what it decides. */
interface Draft {
  readonly input: NormaliseInput
  readonly skills: readonly SkillId[]
  /** With the fields of its header line, where it came without a title. */
  posting: NormaliseInput
  advertised: AdvertisedRoles
  readonly result: NormalisedPosting
}

const begin = (input: NormaliseInput, tags: readonly SkillTag[]): Draft => ({
  input,
  skills: tags.map((tag) => tag.skill),
  posting: input,
  advertised: { listed: [], sought: [] },
  result: {
    company: null,
    title: null,
    role: { backend: 'no', reason: '' },
    seniority: [],
    places: [],
    countries: [],
    remote: 'unknown',
    salary: null,
    language: null,
    wordCount: 0,
    duplicateKey: '',
  },
})

/** What the rules for role and level read. */
const titled = ({ input, posting: { title, text }, advertised, skills }: Draft): RoleInput => ({
  title,
  isTitleGiven: input.title !== null,
  text,
  advertised,
  skills,
})

type Rule = (draft: Draft) => void

/** All that is decided, in this order: a rule may use what those before it found. */
const rules: readonly Rule[] = [
  (draft) => {
    draft.posting = withHeader(draft.input)
    draft.result.title = draft.posting.title
  },
  ({ posting: { company }, result }) => {
    result.company = company === null ? null : readCompany(company)
  },
  ({ posting, result }) => {
    result.remote = decideRemote(posting)
  },
  (draft) => {
    draft.advertised = findAdvertisedRoles(draft.posting.text)
  },
  (draft) => {
    const { places, countries } = decidePlaces(draft)
    draft.result.places = places
    draft.result.countries = countries
  },
  (draft) => {
    draft.result.role = classifyRole(titled(draft))
  },
  (draft) => {
    draft.result.seniority = readSeniority(titled(draft))
  },
  ({ posting, result }) => {
    result.salary = decideSalary(posting, result.countries)
  },
  ({ posting: { text }, result }) => {
    result.language = detectLanguage(text)
  },
  ({ posting: { text }, result }) => {
    result.wordCount = countWords(text)
  },
  ({ posting: { text }, result }) => {
    result.duplicateKey = duplicateKeyOf(text)
  },
]

/** What decides about the role of a posting, as `normalise` reads it. */
export function readRoleInput(input: NormaliseInput, tags: readonly SkillTag[]): RoleInput {
  const draft = begin(input, tags)
  draft.posting = withHeader(input)
  draft.advertised = findAdvertisedRoles(input.text)
  return titled(draft)
}

/** A posting and the skills found in it. */
export interface TaggedInput {
  input: NormaliseInput
  tags: readonly SkillTag[]
}

/**
 * Reads what postings say into the product's own terms: employer, role, level, places, remote, pay, language.
 * Pure and total: the same input gives the same result, whatever it stands beside, and no string makes it throw. One
 * rule reads all postings, then the next: the code of all rules is larger than a processor's cache, that of one is not.
 */
export function normaliseAll<Posting extends TaggedInput>(
  postings: readonly Posting[],
): { posting: Posting; normalised: NormalisedPosting }[] {
  const drafts = postings.map((posting) => ({ posting, draft: begin(posting.input, posting.tags) }))
  for (const rule of rules) for (const { draft } of drafts) rule(draft)
  return drafts.map(({ posting, draft }) => ({ posting, normalised: draft.result }))
}

/** The same for one posting. */
export function normalise(input: NormaliseInput, tags: readonly SkillTag[]): NormalisedPosting {
  const draft = begin(input, tags)
  for (const rule of rules) rule(draft)
  return draft.result
}
