import { euMemberStates } from '@/lib/domain/european-union'
import { findMatches } from '@/lib/domain/find-matches'
import type { Place } from '@/lib/domain/posting'
import { findPlaces, type PlaceMatch } from '@/lib/normalise/places/find-places'
import { findCities, findRegionOf } from '@/lib/normalise/places/geonames'

export interface ResolvedPlaces {
  places: Place[]
  /** ISO 3166-1 alpha-2 and `EU`, sorted, without repeats. */
  countries: string[]
  /** Somewhere it was said that the job may be done anywhere. */
  isWorldwide: boolean
}

const british = /£|\bUK\b|\bGBP\b|\bUnited Kingdom\b|\bEngland\b|\bLondon\b/
const american = /\bMA\b|\bBoston\b|\bMassachusetts\b|\bUSA?\b/

/** "Cambridge" alone: England when the posting speaks of pounds or of London and of nothing American. */
function settleMeaning(match: PlaceMatch, context: string): PlaceMatch {
  const other = match.others.find((meaning) => meaning.kind === 'city')
  if (other === undefined || other.countries[0] !== 'GB' || american.test(context) || !british.test(context))
    return match
  return { ...match, countries: other.countries, region: other.region, city: other.city }
}

function toPlaces(match: PlaceMatch, text: string): Place[] {
  const words = text.slice(match.start, match.end)
  if (match.countries.length === 0) return [{ text: words, country: null, region: null, city: null }]
  return match.countries.map((country) => ({
    text: words,
    country,
    region: match.region ?? (match.city === null ? null : findRegionOf(match.city, country)),
    city: match.city,
  }))
}

/** A place field that no table knows: taken when all GeoNames cities of that name lie in one country. */
function resolveWholeField(field: string): Place[] {
  const name = field.trim()
  if (
    !/^\p{Lu}[\p{L}.' -]{2,40}$/u.test(name) ||
    /^\p{Lu}{2,4}$/u.test(name) ||
    /remote|hybrid|site|office|home|flexible|various|multiple/i.test(name)
  )
    return []
  const cities = findCities(name)
  const [first] = cities
  if (first === undefined || cities.some((city) => city.country !== first.country)) return []
  const region = findRegionOf(first.name, first.country)
  return [{ text: name, country: first.country, region, city: first.name }]
}

const europe: ReadonlySet<string> = new Set([
  ...euMemberStates,
  ...'EU GB CH NO IS LI MC SM AD GI JE GG IM RS BA ME MK AL XK UA MD'.split(' '),
])

const isEuropean = (match: PlaceMatch | undefined): boolean =>
  match !== undefined && europe.has(match.countries[0] ?? '')
const isWholeCountry = (match: PlaceMatch | undefined): boolean =>
  match !== undefined && match.countries.length > 0 && match.region === null && match.city === null

/**
 * "Slovenia, Europe" and "Ghent (EU)": the continent adds nothing to a country in it. In "UK, Europe, US" it is an item
 * of a list.
 */
function isTrailingContinent(index: number, matches: readonly PlaceMatch[], text: string): boolean {
  const [before, match, after] = [matches[index - 1], matches[index], matches[index + 1]]
  if (before === undefined || match === undefined || !match.isWide || !isEuropean(before)) return false
  const isListed =
    isWholeCountry(before) &&
    after !== undefined &&
    isWholeCountry(after) &&
    text.slice(match.end, after.start) === ', '
  return (
    !isListed &&
    /^(?:europe|eu)$/i.test(text.slice(match.start, match.end)) &&
    [', ', ' ('].includes(text.slice(before.end, match.start))
  )
}

function summarise(places: Place[], isWorldwide: boolean): ResolvedPlaces {
  const [first] = places
  if (first === undefined) return { places, countries: [], isWorldwide }
  if (places.length === 1) return { places, countries: first.country === null ? [] : [first.country], isWorldwide }
  const unique = new Map(places.map((place) => [`${place.country}|${place.region}|${place.city}`, place]))
  const codes = new Set(places.map((place) => place.country).filter((country) => country !== null))
  return { places: [...unique.values()].slice(0, 100), countries: [...codes].sort(), isWorldwide }
}

/**
 * Places of the fields that name them. `context` (the posting's first lines) settles names that are two cities.
 */
export function resolvePlaces(fields: readonly string[], context: string): ResolvedPlaces {
  const places: Place[] = []
  let isWorldwide = false
  for (const field of fields) {
    const matches = findPlaces(field, { isField: true })
    if (matches.length === 0) places.push(...resolveWholeField(field))
    for (const [index, match] of matches.entries()) {
      if (isTrailingContinent(index, matches, field) || isZoneOfKnown(match, matches, field)) continue
      if (isFarZone(match, field)) continue
      const around = zoneAround(match, field)
      if (around !== null)
        places.push({ text: field.slice(match.start, match.end), country: 'EU', region: null, city: null })
      if (around === 'instead') continue
      if (match.countries.length === 0) isWorldwide = true
      places.push(...toPlaces(settleMeaning(match, context), field))
    }
  }
  return summarise(places, isWorldwide)
}

const hoursAround = /^\s?\(?(?:time ?zone )?(?:\+ ?\/? ?-|-\/\+|±) ?\d/i
const similarZone = /^,? \(?or (?:a )?(?:similar|adjacent|close|near(?:by)?|compatible|overlapping) time ?zones?\b/i

/** "Remote (London +/- 2 hours)" is a European time zone `instead` of a place; "London or similar timezone" is both. */
function zoneAround(match: PlaceMatch, text: string): 'instead' | 'also' | null {
  if (match.isWide || !/^[ (+±,-]/.test(text.charAt(match.end)) || !isEuropean(match)) return null
  const after = text.slice(match.end, match.end + 40)
  if (hoursAround.test(after)) return 'instead'
  return similarZone.test(after) ? 'also' : null
}

const zone = /^(?:utc|gmt|cet|cest|eet|eest|wet|bst|est|edt|pst|pdt|cst|mst)$|time/i
const offset = /([+-−–±])\s?0?(\d{1,2})(?!\d|\s?[k%])/g

/** "UTC-8 to UTC-3" and "GMT+8" limit the hours of a job, but not to Europe; "UTC-6 to +5" holds Europe's too. */
function isFarZone(match: PlaceMatch, text: string): boolean {
  if (!match.isWide || !/^(?:utc|gmt)/i.test(text.slice(match.start, match.end))) return false
  const words = text.slice(Math.max(0, match.start - 12), match.end + 20)
  if (/\+ ?\/? ?-|±/.test(words)) return false
  const offsets = [...findMatches(words, offset)].map(([, sign, digits]) => (sign === '+' ? 1 : -1) * Number(digits))
  return offsets.length > 0 && (Math.max(...offsets) < -1 || Math.min(...offsets) > 3)
}

const isZone = (match: PlaceMatch, text: string): boolean =>
  match.isWide && zone.test(text.slice(match.start, match.end))

const sharedHours = /overlap|(?:business|working|work|core|office) (?:hours|day)/i

/**
 * "Remote (US, 4 hours overlap with GMT)": a time zone counts only where no place says it better. The European one of
 * "Oslo or remote (CET ± 2)" is another place to work than the city.
 */
function isZoneOfKnown(match: PlaceMatch, matches: readonly PlaceMatch[], text: string): boolean {
  if (!isZone(match, text)) return false
  const known = matches.filter((other) => other !== match && other.countries.length > 0 && !isZone(other, text))
  if (known.length === 0) return false
  if (!isEuropean(match) || sharedHours.test(text.slice(Math.max(0, match.start - 40), match.end + 30))) return true
  if (/eu/i.test(text.slice(match.start, match.end))) return false
  const before = Math.max(0, ...known.filter((other) => other.end <= match.start).map((other) => other.end))
  return !/remote/i.test(text.slice(before, match.start))
}

const firmCue =
  /\b(?:must (?:be|reside|live)|only (?:in|within|from|for|open to|hiring)|(?:be|live|reside|located|residing|living) (?:in|within)|authorized to work in|authorization in|eligible to work in|right to work in|work permit for|citizens? of|candidates? (?:in|from|within)|remote(?:ly)? (?:\(|in|within|from|across|-|–|anywhere in))\s*(?:the\s+)?([^.;\n]{2,80})/gi
const firmPhrases =
  /\b(US|U\.S\.|USA|UK|EU|Canada|Europe|Germany|India|Australia|North America)[- ](?:[Oo]nly|ONLY|based (?:candidates?|only|applicants?)|citizens?|residents?|persons? only|time ?zones?|work authorization)\b/g
const listCue =
  /\b(?:following|these|select(?:ed)?) (?:countries|states|locations|regions)(?: only)?:? ([^.;\n]{2,250})/gi
const labelCue =
  /(?:^|\n)[\s•*-]*(?:job )?(?:location|locations|where|office|offices|place|standort|ort|lieu)(?:\(s\))? ?[:=–-] ?([^\n]{2,120})/gi
const looseCue =
  /\b(?:based|located|headquartered|headquarters|hq|offices?|office is|team is|hiring|position is|role is|job is|work(?:ing)? (?:from|out of)|live|relocate|move)\s+(?:(?:here|right|located|based|currently) )?(?:in|at|to|near|outside|around) (?:(?:the|beautiful|downtown|sunny|central|our|lovely) )*([^.;\n]{2,80})/gi
const officeCue =
  /\b(?:[Oo]ur|[Tt]he|in|[Ii]n) ((?:[A-Z][A-Za-zÀ-ž.]+[ ,/&]*){1,4}) ?(?:offices?|HQ|headquarters|location|team)\b/g

/** Cities, states and countries of the first lines, for headers whose parts could not be told apart. */
export function findPlacesInHead(text: string): ResolvedPlaces {
  const head = text.split('\n', 3).join('\n').slice(0, 300)
  const matches = findPlaces(head, { isField: false }).filter((match) => !match.isWide && match.countries.length > 0)
  return summarise(
    matches.flatMap((match) => toPlaces(settleMeaning(match, text.slice(0, 3_000)), head)),
    false,
  )
}

/** Places that the body names with words such as "based in" or, for remote jobs, only with firm limits. */
export function findPlacesInBody(text: string, options: { isRemote: boolean }): ResolvedPlaces {
  const places: Place[] = []
  const body = text.slice(0, 8_000)
  const read = (words: string): void => {
    for (const match of findPlaces(words, { isField: false }))
      if (match.countries.length > 0) places.push(...toPlaces(settleMeaning(match, body), words))
  }
  for (const [, words = ''] of findMatches(body, firmCue)) read(words)
  for (const [, words = ''] of findMatches(body, firmPhrases)) read(words)
  for (const [, words = ''] of findMatches(body, listCue)) read(words)
  if (!options.isRemote)
    for (const cue of [labelCue, looseCue, officeCue]) for (const [, words = ''] of findMatches(body, cue)) read(words)
  return summarise(places, false)
}
