import {
  findCandidates,
  isAllCapitals,
  isCapital,
  isJoined,
  type Candidate,
  type FindOptions,
} from '@/lib/normalise/places/candidates'
import { splitWords, type Word } from '@/lib/normalise/places/fold-name'
import { type Gazetteer, getGazetteer, type PlaceMeaning } from '@/lib/normalise/places/gazetteer'
import { findCityIn } from '@/lib/normalise/places/geonames'
import { bareStates, notCities, wordyCodes } from '@/lib/normalise/places/place-words'
import { scanWords, type ScannedWords } from '@/lib/normalise/places/scan-words'

/** A place found in a text. `countries` is empty for worldwide or continents; `isWide` tells areas from cities. */
export interface PlaceMatch {
  start: number
  end: number
  countries: readonly string[]
  region: string | null
  city: string | null
  isWide: boolean
  /** Other meanings of the same name, for a caller that knows more of the context. */
  others: readonly PlaceMeaning[]
}

/** Walks the candidates of one text from left to right and joins each city with what stands behind it. */
class PlaceReader {
  readonly matches: PlaceMatch[] = []
  private at = 0

  constructor(
    private readonly text: string,
    private readonly words: readonly Word[],
    private readonly candidates: readonly Candidate[],
    private readonly options: FindOptions,
  ) {}

  read(): PlaceMatch[] {
    while (this.at < this.candidates.length) {
      const candidate = this.candidates[this.at]
      if (candidate === undefined) break
      this.at += 1
      const city = candidate.meanings.find((meaning) => meaning.kind === 'city')
      if (city !== undefined) this.readCity(candidate, city)
      else if (
        !this.readRegionAsCity(candidate) &&
        !this.readCityOfCountryName(candidate) &&
        !this.readUnknownCity(candidate)
      )
        this.readAlone(candidate)
    }
    return this.matches
  }

  private startOf(candidate: Candidate): number {
    return this.words[candidate.from]?.start ?? 0
  }

  private endOf(candidate: Candidate): number {
    return this.words[candidate.to - 1]?.end ?? 0
  }

  private textOf(candidate: Candidate): string {
    return this.text.slice(this.startOf(candidate), this.endOf(candidate))
  }

  private push(
    from: Candidate,
    to: Candidate,
    place: Pick<PlaceMatch, 'countries' | 'region' | 'city'>,
    others: readonly PlaceMeaning[] = [],
  ): void {
    this.matches.push({ start: this.startOf(from), end: this.endOf(to), isWide: false, others, ...place })
  }

  /** The next candidate when only a comma, a bracket or a space stands before it. */
  private follower(after: Candidate): { candidate: Candidate; gap: string } | null {
    const candidate = this.candidates[this.at]
    if (candidate === undefined) return null
    const gap = this.text.slice(this.endOf(after), this.startOf(candidate))
    return /^(?:\.?,?\s{0,2}\(?|\s?-\s?)$/.test(gap) && gap !== '' ? { candidate, gap } : null
  }

  private readCity(candidate: Candidate, city: PlaceMeaning): void {
    const next = this.follower(candidate)
    const joined = next === null ? null : this.joinCity(candidate, next.candidate)
    if (next === null || joined === null) {
      this.push(
        candidate,
        candidate,
        city,
        candidate.meanings.filter((meaning) => meaning !== city),
      )
      return
    }
    this.at += 1
    this.push(candidate, next.candidate, joined)
    this.skipRepeats(next.candidate, joined.countries)
    if (next.gap.includes('(')) this.readBracketed(candidate, next.candidate)
  }

  /** What "Cambridge" is before "MA", "Massachusetts" or "UK"; null when the two do not belong together. */
  private joinCity(
    candidate: Candidate,
    qualifier: Candidate,
  ): Pick<PlaceMatch, 'countries' | 'region' | 'city'> | null {
    const cities = candidate.meanings.filter((meaning) => meaning.kind === 'city')
    const codes = codesOfQualifier(qualifier)
    for (const code of codes) {
      const city = code === null ? undefined : cities.find((one) => one.region === code || one.countries[0] === code)
      if (city !== undefined) return city
    }
    // "SF, LA": the second is a city of its own, not Louisiana.
    if (qualifier.meanings.some((meaning) => meaning.kind === 'city')) return null
    for (const code of codes) {
      const country = code?.slice(0, 2)
      if (code === null || country === undefined || code === 'EU') continue
      const region = code.length > 2 ? code : null
      const name = findCityIn(this.textOf(candidate), country, region)
      const isOverruled = name !== null && (region !== null || country !== 'US')
      if (isOverruled) return { countries: [country], region, city: name }
    }
    return null
  }

  /** "Portland, OR, USA": the country after the state says nothing new. */
  private skipRepeats(last: Candidate, countries: readonly string[]): void {
    const next = this.follower(last)
    if (next === null) return
    const codes = codesOfQualifier({ ...next.candidate, state: null })
    const isCity = next.candidate.meanings.some((meaning) => meaning.kind === 'city')
    if (isCity || !codes.some((code) => code !== null && countries.includes(code.slice(0, 2)))) return
    this.at += 1
    const place = this.matches.pop()
    if (place !== undefined) this.matches.push({ ...place, end: this.endOf(next.candidate) })
  }

  /** "Cambridge (MA/UK)": every further code in the brackets is the same city again. */
  private readBracketed(city: Candidate, first: Candidate): void {
    for (let last = first; ;) {
      const next = this.candidates[this.at]
      if (next === undefined || !/^ ?(?:\/|,|&|or|and) ?$/.test(this.text.slice(this.endOf(last), this.startOf(next))))
        return
      const joined = this.joinCity(city, next)
      if (joined === null) return
      this.push(city, next, joined)
      this.at += 1
      last = next
    }
  }

  /** "Surrey, BC": the name of a region is that of a city where a state of another country follows. */
  private readRegionAsCity(candidate: Candidate): boolean {
    const [meaning] = candidate.meanings
    const next = meaning?.kind === 'region' ? this.follower(candidate) : null
    const region = next?.candidate.state ?? null
    const country = region?.slice(0, 2) ?? ''
    const own = meaning?.countries[0]
    // "Ontario, CA" is in Canada.
    if (next === null || region === null || country === own || next.candidate.country === own) return false
    const city = next.gap.startsWith(',') ? findCityIn(this.textOf(candidate), country, region) : null
    if (city === null) return false
    this.at += 1
    this.push(candidate, next.candidate, { countries: [country], region, city })
    this.skipRepeats(next.candidate, [country])
    return true
  }

  /** "South Jordan, Utah": the name of a country is the end of that of a city, where a state follows. */
  private readCityOfCountryName(candidate: Candidate): boolean {
    const before = this.words[candidate.from - 1]
    if (candidate.meanings[0]?.kind !== 'country' || before === undefined || !isCapital(before)) return false
    if (!isJoined(this.text, this.words, candidate.from - 1, candidate.to)) return false
    const next = this.follower(candidate)
    const region = next?.gap.startsWith(',') ? codesOfQualifier(next.candidate).find(isRegionCode) : undefined
    if (next === null || region === undefined || region === null) return false
    const country = region.slice(0, 2)
    const city = findCityIn(this.text.slice(before.start, this.endOf(candidate)), country, region)
    if (city === null) return false
    this.at += 1
    const place = { countries: [country], region, city }
    this.matches.push({ start: before.start, end: this.endOf(next.candidate), isWide: false, others: [], ...place })
    this.skipRepeats(next.candidate, [country])
    return true
  }

  /** A city outside the table, before a state or a country: "Walnut Creek, CA". */
  private readUnknownCity(qualifier: Candidate): boolean {
    const before = this.words[qualifier.from - 1]
    if (before === undefined || !isCapital(before)) return false
    const gap = this.text.slice(before.end, this.startOf(qualifier))
    if (!/^(?:,? ?\(?|, {1,2})$/.test(gap) || gap === '') return false
    const codes = codesOfQualifier(qualifier)
    for (let count = 3; count > 0; count -= 1) {
      const from = qualifier.from - count
      const run = this.words.slice(Math.max(from, 0), qualifier.from)
      if (from < 0 || !run.every(isCapital) || !isJoined(this.text, this.words, from, qualifier.from)) continue
      const start = run[0]?.start ?? 0
      const name = this.text.slice(start, before.end)
      // "Canada, Mexico" and "Wales, UK": what was read as a place is no village of the same name.
      const isPlace = (this.matches.at(-1)?.end ?? 0) > start
      for (const code of codes) {
        if (code === null || code === 'EU' || (isPlace && code.length === 2)) continue
        const region = code.length > 2 ? code : null
        const city = notCities.has(name.toLowerCase()) ? null : findCityIn(name, code.slice(0, 2), region)
        if (city === null) continue
        const place = { countries: [code.slice(0, 2)], region, city }
        this.matches.push({ start, end: this.endOf(qualifier), isWide: false, others: [], ...place })
        this.skipRepeats(qualifier, place.countries)
        return true
      }
    }
    return this.readStateAfterComma(qualifier, gap)
  }

  private readStateAfterComma(qualifier: Candidate, gap: string): boolean {
    if (qualifier.state === null || !gap.startsWith(',') || wordyCodes.has(this.textOf(qualifier))) return false
    const before = this.words[qualifier.from - 1]
    if (before === undefined || isAllCapitals(before)) return false
    // "Tel Aviv-Yafo, Tel Aviv District, IL": the country of the city before it.
    if (this.matches.some((match) => match.countries[0] === qualifier.country)) return false
    this.push(qualifier, qualifier, { countries: [qualifier.state.slice(0, 2)], region: qualifier.state, city: null })
    this.skipRepeats(qualifier, [qualifier.state.slice(0, 2)])
    return true
  }

  private readAlone(candidate: Candidate): void {
    const [meaning, ...others] = candidate.meanings
    if (meaning !== undefined) {
      const place = { countries: meaning.countries, region: meaning.region, city: meaning.city }
      const isWide = meaning.kind === 'area'
      this.matches.push({ start: this.startOf(candidate), end: this.endOf(candidate), isWide, others, ...place })
      return
    }
    if (!this.options.isField) return
    const code = this.readBareCode(candidate)
    if (code === null) return
    // "Remote (NA, EU)": North America, not Namibia.
    if (code === 'NA') this.push(candidate, candidate, { countries: ['US', 'CA'], region: null, city: null })
    if (code === 'NA') return
    const region = code.length > 2 ? code : null
    this.push(candidate, candidate, { countries: [code.slice(0, 2)], region, city: null })
  }

  /** "Remote (US/CA/MX)" lists countries, "CA, WA or NY" states: the neighbours of a bare code decide. */
  private readBareCode(candidate: Candidate): string | null {
    const letters = this.textOf(candidate)
    const group = this.listAround(candidate)
    const isAmongCountries = group.some(
      (other) =>
        other !== candidate && other.state === null && (other.country !== null || other.meanings.some(isNation)),
    )
    if (candidate.country !== null && this.matches.some((match) => match.countries[0] === candidate.country))
      return candidate.country
    if (isAmongCountries && candidate.country !== null)
      return letters.length === 2 && wordyCodes.has(letters) && group.length < 3 ? null : candidate.country
    if (candidate.state === null || wordyCodes.has(letters) || letters.length !== 2) return null
    const isAmongStates = group.some((other) => other !== candidate && other.state !== null)
    return isAmongStates || bareStates.has(letters) ? candidate.state : null
  }

  private listAround(candidate: Candidate): Candidate[] {
    const index = this.candidates.indexOf(candidate)
    const group = [candidate]
    const isNext = (left: Candidate, right: Candidate): boolean =>
      /^ ?(?:[/,&+|;]|,? ?(?:or|and)) ?$/.test(this.text.slice(this.endOf(left), this.startOf(right)))
    for (let left = index; left > 0; left -= 1) {
      const [before, here] = [this.candidates[left - 1], this.candidates[left]]
      if (before === undefined || here === undefined || !isNext(before, here)) break
      group.push(before)
    }
    for (let right = index; right < this.candidates.length - 1; right += 1) {
      const [here, after] = [this.candidates[right], this.candidates[right + 1]]
      if (here === undefined || after === undefined || !isNext(here, after)) break
      group.push(after)
    }
    return group
  }
}

const isArea = (meaning: PlaceMeaning): boolean => meaning.kind !== 'city'
const isNation = (meaning: PlaceMeaning): boolean => meaning.kind === 'country' || meaning.kind === 'area'
const codesOf = (meaning: PlaceMeaning): string[] =>
  meaning.region === null ? [...meaning.countries] : [meaning.region]

const isRegionCode = (code: string | null): boolean => code !== null && code.length > 2

const codesOfQualifier = ({ state, country, meanings }: Candidate): (string | null)[] => [
  state,
  country,
  ...meanings.filter(isArea).flatMap(codesOf),
]

// The header and the fields made of it are the same words, and the same cities come again and again.
const rememberedFields = new Map<string, readonly PlaceMatch[]>()
const rememberedProse = new Map<string, readonly PlaceMatch[]>()
const mostRemembered = 2_048
const noPlaces: readonly PlaceMatch[] = []

/** A look at the words that costs next to nothing: most parts of a header name no place. */
function mayNamePlace(text: string, { count, starts, hashes }: ScannedWords, { mayBegin }: Gazetteer): boolean {
  for (let index = 0; index < count; index += 1)
    if (mayBegin(hashes[index] ?? 0, text.charCodeAt(starts[index] ?? 0))) return true
  return false
}

/**
 * Places named in a text, in their order. Known names come from a reviewed table; any other city counts only
 * before a state or country it lies in (GeoNames). Offsets are UTF-16.
 */
export function findPlaces(text: string, options: FindOptions): readonly PlaceMatch[] {
  // Before the scan: building the gazetteer scans names itself.
  const gazetteer = getGazetteer()
  const scanned = scanWords(text)
  if (scanned !== null && !mayNamePlace(text, scanned, gazetteer)) return noPlaces
  const remembered = options.isField ? rememberedFields : rememberedProse
  const known = remembered.get(text)
  if (known !== undefined) return known
  const found = readPlaces(text, splitWords(text, scanned), options)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(text, found)
  return found
}

function readPlaces(text: string, words: readonly Word[], options: FindOptions): PlaceMatch[] {
  const candidates = findCandidates(text, words, options)
  return candidates.length === 0 ? [] : settleGeorgia(new PlaceReader(text, words, candidates, options).read())
}

/** "Georgia" is the state, unless it stands among countries. */
function settleGeorgia(matches: PlaceMatch[]): PlaceMatch[] {
  return matches.map((match, index) => {
    const country = match.others.find((other) => other.kind === 'country')
    if (match.region !== 'US-GA' || match.city !== null || country === undefined) return match
    const isNationList = [matches[index - 1], matches[index + 1]].some(
      (near) =>
        near !== undefined && near.region === null && near.city === null && !near.isWide && near.countries[0] !== 'US',
    )
    return isNationList ? { ...match, countries: country.countries, region: null } : match
  })
}
