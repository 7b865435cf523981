import countries from 'i18n-iso-countries'
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import { keyOfName } from '@/lib/normalise/places/fold-name'
import { cityLines } from '@/lib/normalise/places/city-list'
import { areaLines, countryAliasLines, subdivisionLines } from '@/lib/normalise/places/region-list'

/** One meaning of a name. An area may be several countries, or none (worldwide). */
export interface PlaceMeaning {
  kind: 'city' | 'region' | 'country' | 'area'
  countries: readonly string[]
  region: string | null
  city: string | null
  /** Only in capitals: short names such as SF, LA and US are words otherwise. */
  isCapitals: boolean
}

export interface Gazetteer {
  names: ReadonlyMap<string, readonly PlaceMeaning[]>
  /** Most words of any name that begins with this word. */
  longestByFirstWord: ReadonlyMap<string, number>
}

function* readLines(table: string): Generator<{ code: string; names: string[] }> {
  for (const line of table.trim().split('\n')) {
    const colon = line.indexOf(': ')
    const names = line.slice(colon + 2).split(',')
    yield { code: line.slice(0, colon), names: names.map((name) => name.trim()).filter((name) => name !== '') }
  }
}

const isShortCapitals = (name: string): boolean => /^[A-Z]{2,5}$/.test(name) || /^(?:[A-Z]\.){2,}$/.test(name)

const countryOf = (code: string): string => code.slice(0, 2)
const regionOf = (code: string): string | null => (code.length > 2 ? code : null)

class GazetteerBuilder {
  readonly names = new Map<string, PlaceMeaning[]>()
  readonly longestByFirstWord = new Map<string, number>()

  add(name: string, meaning: Omit<PlaceMeaning, 'isCapitals'>): void {
    const key = keyOfName(name)
    const known = this.names.get(key) ?? []
    const isRepeat = known.some(
      (other) =>
        other.kind === meaning.kind &&
        other.region === meaning.region &&
        `${other.countries}` === `${meaning.countries}`,
    )
    if (key === '' || isRepeat) return
    known.push({ ...meaning, isCapitals: isShortCapitals(name) })
    this.names.set(key, known)
    const words = key.split(' ')
    const first = words[0] ?? key
    this.longestByFirstWord.set(first, Math.max(words.length, this.longestByFirstWord.get(first) ?? 0))
  }
}

function addCountries(builder: GazetteerBuilder): void {
  countries.registerLocale(english)
  const none = { region: null, city: null }
  for (const { code, names } of readLines(countryAliasLines))
    for (const name of names) builder.add(name, { kind: 'country', countries: [code], ...none })
  for (const [code, given] of Object.entries(countries.getNames('en', { select: 'all' })))
    for (const name of given) builder.add(name, { kind: 'country', countries: [code], ...none })
}

function buildGazetteer(): Gazetteer {
  const builder = new GazetteerBuilder()
  // Order is meaning: the first meaning of a name is the one without context.
  for (const { code, names } of readLines(areaLines)) {
    const members = code === '-' ? [] : code.split(' ')
    for (const name of names) builder.add(name, { kind: 'area', countries: members, region: null, city: null })
  }
  for (const { code, names } of readLines(cityLines))
    for (const entry of names) {
      const [name = entry, spelling = name] = entry.split('=')
      const city = spelling === '' ? null : spelling
      const kind = city === null ? 'region' : 'city'
      builder.add(name, { kind, countries: [countryOf(code)], region: regionOf(code), city })
    }
  for (const { code, names } of readLines(subdivisionLines))
    for (const name of names)
      builder.add(name, { kind: 'region', countries: [countryOf(code)], region: code, city: null })
  addCountries(builder)
  return builder
}

let gazetteer: Gazetteer | undefined

/** Names of places that need no context, built at first use (about 10 ms). */
export const getGazetteer = (): Gazetteer => (gazetteer ??= buildGazetteer())

const stateCodes = new Set(
  [...readLines(subdivisionLines)].map(({ code }) => code).filter((code) => /^(US|CA|AU)-/.test(code)),
)

/** ISO 3166-2 code behind a two or three letter state or province, US before Canada before Australia; or null. */
export function findState(letters: string): string | null {
  for (const country of ['US', 'CA', 'AU']) {
    const code = `${country}-${letters}`
    if (stateCodes.has(code)) return code
  }
  return null
}

/** ISO 3166-1 alpha-2 behind capital letters ("DE", "UK", "GER", "USA"), or null. */
export function findCountryCode(letters: string): string | null {
  if (letters === 'UK') return 'GB'
  if (letters === 'EU') return 'EU'
  if (letters.length === 2) return countries.isValid(letters) ? letters : null
  return letters.length === 3 ? (countries.alpha3ToAlpha2(letters) ?? null) : null
}
