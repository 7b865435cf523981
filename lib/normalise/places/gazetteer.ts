import countries from 'i18n-iso-countries'
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import { keyOfName } from '@/lib/normalise/places/fold-name'
import { smallShortNames } from '@/lib/normalise/places/place-words'
import { hashWord } from '@/lib/normalise/places/scan-words'
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

/** Names by their words: the meanings of the name that ends here, and the words with which it may go on. */
export interface NameNode {
  meanings: readonly PlaceMeaning[]
  next: ReadonlyMap<string, NameNode>
}

export interface Gazetteer {
  byFirstWord: ReadonlyMap<string, NameNode>
  /** Whether a word of this hash (`scanWords`) and first letter may begin a name, or be a code; never wrong when false. */
  mayBegin: (hash: number, first: number) => boolean
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

interface GrowingNode {
  meanings: PlaceMeaning[]
  next: Map<string, GrowingNode>
}

/** Bits of hashes: few enough to stay in the cache, enough that one word in thirty passes by chance. */
const filterSize = 1 << 16
// "in", "or" and "us" are codes and short names in capitals, and words otherwise.
const beginsInCapitals = 1
const beginsName = 2

class GazetteerBuilder {
  readonly byFirstWord = new Map<string, GrowingNode>()
  private readonly filter = new Uint8Array(filterSize)

  readonly mayBegin = (hash: number, first: number): boolean => {
    const known = this.filter[hash & (filterSize - 1)] ?? 0
    return known === beginsName || (known === beginsInCapitals && first >= 0x41 && first <= 0x5a)
  }

  private nodeOf(words: readonly string[]): GrowingNode {
    let nodes = this.byFirstWord
    let node: GrowingNode = { meanings: [], next: nodes }
    for (const word of words) {
      node = nodes.get(word) ?? { meanings: [], next: new Map() }
      nodes.set(word, node)
      nodes = node.next
    }
    return node
  }

  addFirstWord(word: string, inCapitals: boolean): void {
    const at = hashWord(word) & (filterSize - 1)
    this.filter[at] = Math.max(this.filter[at] ?? 0, inCapitals ? beginsInCapitals : beginsName)
  }

  add(name: string, meaning: Omit<PlaceMeaning, 'isCapitals'>): void {
    const key = keyOfName(name)
    if (key === '') return
    const words = key.split(' ')
    const known = this.nodeOf(words).meanings
    const isRepeat = known.some(
      (other) =>
        other.kind === meaning.kind &&
        other.region === meaning.region &&
        `${other.countries}` === `${meaning.countries}`,
    )
    if (isRepeat) return
    const isCapitals = isShortCapitals(name)
    known.push({ ...meaning, isCapitals })
    this.addFirstWord(words[0] ?? key, isCapitals && !smallShortNames.has(key))
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
  for (const code of listCodes()) builder.addFirstWord(code.toLowerCase(), true)
  return builder
}

let gazetteer: Gazetteer | undefined

/** Names of places that need no context, built at first use (about 10 ms). */
export const getGazetteer = (): Gazetteer => (gazetteer ??= buildGazetteer())

const stateCodes = new Set(
  [...readLines(subdivisionLines)].map(({ code }) => code).filter((code) => /^(US|CA|AU)-/.test(code)),
)

/** All that `findState` and `findCountryCode` know. */
function* listCodes(): Generator<string> {
  for (const code of stateCodes) yield code.slice(3)
  yield* Object.keys(countries.getAlpha2Codes())
  yield* Object.keys(countries.getAlpha3Codes())
  yield* ['UK', 'EU']
}

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
  // Software engineers, far oftener than Sweden.
  if (letters === 'SWE') return null
  if (letters.length === 2) return countries.isValid(letters) ? letters : null
  return letters.length === 3 ? (countries.alpha3ToAlpha2(letters) ?? null) : null
}
