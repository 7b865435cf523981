import type { NormalisedPosting, PostingInput } from '@/lib/domain/posting'
import type { NamedSeries } from '@/lib/query/engine'
import type { PostingToStore } from '@/lib/db/posting-to-store'
import { normalise } from '@/lib/normalise/normalise'
import { readSignals, tagFields } from '@/lib/reading/read-posting'
import { closeTags } from '@/lib/tagger/closure'
import type { Tagging } from '@/lib/tagger/tag'

/** Every code that a region filter may ask for: countries, subdivisions and the country of each; `EU` only as written. */
export function closeRegions({ places, countries }: Pick<NormalisedPosting, 'places' | 'countries'>): string[] {
  const codes = new Set(countries)
  for (const place of places) {
    if (place.country !== null) codes.add(place.country)
    if (place.region !== null) {
      codes.add(place.region)
      codes.add(place.region.slice(0, 2))
    }
  }
  return [...codes].sort()
}

const isSeriesKey = (key: string): key is NamedSeries => /^(?:skill|family):/.test(key)

/** What is derived from a posting and its tagging; a pure function, so that a replay gives the same facts. */
export function derivePosting(input: PostingInput, tagging: Tagging = tagFields(input)): PostingToStore {
  const normalised = normalise(input, tagging.tags)
  const closed = closeTags(tagging.tags)
  const series = {
    required: closed.required.filter(isSeriesKey),
    preferred: closed.preferred.filter(isSeriesKey),
    mentioned: closed.mentioned.filter(isSeriesKey),
  }
  // Not the month in which it counts, which in an open source is that of our first sight, set when it is stored.
  const signals = readSignals(input, input.postedAt.getUTCFullYear())
  return { input, normalised, series, regions: closeRegions(normalised), signals, anyOf: tagging.anyOf }
}
