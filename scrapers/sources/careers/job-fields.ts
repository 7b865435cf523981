import { decodeHTML } from 'entities'
import { countryName, joinHtml, payText, placeOf, widestPay } from '@/scrapers/posting-fields'
import { isNode, listOf } from '@/scrapers/sources/careers/json-ld'
import type { JobPosting } from '@/scrapers/sources/careers/schema'

/** Words of a value that may be a text, a node with a name, or several of either. */
const wordsOf = (value: unknown): string[] =>
  listOf(value).flatMap((item) => {
    if (typeof item === 'string') return item.trim() === '' ? [] : [item.trim()]
    if (typeof item === 'number') return [String(item)]
    return isNode(item) ? wordsOf(item.name ?? item['@value'] ?? item.description ?? item.value) : []
  })

export const wordOf = (value: unknown): string | null => wordsOf(value)[0] ?? null

/** A text that holds escaped tags and no real ones was escaped once more than JSON needs. */
const unescapeOnce = (html: string): string =>
  /&lt;\/?[a-z]/i.test(html) && !/<[a-z/]/i.test(html) ? decodeHTML(html) : html

const parts: [keyof JobPosting, string][] = [
  ['responsibilities', 'Responsibilities'],
  ['qualifications', 'Qualifications'],
  ['skills', 'Skills'],
  ['experiencerequirements', 'Experience'],
  ['educationrequirements', 'Education'],
  ['jobbenefits', 'Benefits'],
]

const bare = (html: string): string => html.replaceAll(/<[^<>]*>|&\w+;|\W+/g, '').toLowerCase()

/** All parts of the description; one that the description repeats is said once. */
export function htmlOf(job: JobPosting): string {
  const description = unescapeOnce(job.description)
  const told = bare(description)
  const others = parts
    .map(([key, heading]) => ({ heading, html: wordsOf(job[key]).map(unescapeOnce).join('<br>') }))
    .filter(({ html }) => !told.includes(bare(html)))
  return joinHtml([{ html: description }, ...others])
}

interface JobPlace {
  name: string | null
  address: string | null
  country: string
}

function placeOfNode(value: unknown): JobPlace {
  if (!isNode(value)) return { name: null, address: wordOf(value), country: '' }
  const [address] = listOf(value.address ?? (value.addresslocality === undefined ? null : value))
  if (!isNode(address)) return { name: wordOf(value.name), address: wordOf(address), country: '' }
  const country = countryName(wordOf(address.addresscountry))
  return {
    name: wordOf(value.name),
    address: placeOf(wordOf(address.addresslocality), wordOf(address.addressregion), country),
    country,
  }
}

/**
 * Places of a job, then those where who works from afar may live. A site that repeats one address under all of its names
 * (Meta's) is taken by the names.
 */
export function placesOf(job: JobPosting): (string | null)[] {
  const places = listOf(job.joblocation).map(placeOfNode)
  const areByName =
    places.length > 1 &&
    new Set(places.map(({ address }) => address)).size === 1 &&
    new Set(places.map(({ name }) => name)).size === places.length
  const named = places.map(({ name, address, country }) => (areByName ? placeOf(name, country) : (address ?? name)))
  const areas = listOf(job.applicantlocationrequirements).map((area) => countryName(wordOf(area)))
  return [...named, ...areas].map((place) => (place === null ? null : decodeHTML(place)))
}

/** schema.org knows TELECOMMUTE; some sites write a word of their own. */
export const remoteOf = (job: JobPosting): string | null => {
  const word = wordOf(job.joblocationtype)
  return /telecommut|remote/i.test(word ?? '') ? 'Remote' : /hybrid/i.test(word ?? '') ? 'Hybrid' : null
}

export function salaryOf(job: JobPosting): string | null {
  const ranges = listOf(job.basesalary).map((salary) => {
    if (!isNode(salary)) return { min: wordOf(salary), currency: wordOf(job.salarycurrency) }
    const [value] = listOf(salary.value ?? salary)
    const amount = isNode(value) ? value : { value }
    return {
      min: wordOf(amount.minvalue ?? amount.value),
      max: wordOf(amount.maxvalue),
      currency: wordOf(salary.currency) ?? wordOf(amount.currency) ?? wordOf(job.salarycurrency),
      period: wordOf(amount.unittext ?? salary.unittext),
    }
  })
  return widestPay(ranges) ?? ranges.map(payText).find((pay) => pay !== null) ?? null
}

export const companyOf = (job: JobPosting): string | null => {
  const name = wordOf(job.hiringorganization)
  return name === null || /^https?:/i.test(name) ? null : decodeHTML(name)
}
