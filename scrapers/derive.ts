import type { NormalisedPosting, PostingInput } from '@/lib/domain/posting'
import type { SkillTag } from '@/lib/domain/skill'
import type { NamedSeries } from '@/lib/query/engine'
import type { PostingToStore } from '@/lib/db/posting-to-store'
import { normaliseAll } from '@/lib/normalise/normalise'
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

const isSeriesKey = (key: string): key is NamedSeries => key.startsWith('skill:') || key.startsWith('family:')

function nameSeries(tags: readonly SkillTag[]): PostingToStore['series'] {
  const { required, preferred, mentioned } = closeTags(tags)
  return {
    required: required.filter(isSeriesKey),
    preferred: preferred.filter(isSeriesKey),
    mentioned: mentioned.filter(isSeriesKey),
  }
}

/** A posting with what its tagging found. */
export interface TaggedPosting extends Tagging {
  input: PostingInput
}

export const tagPosting = (input: PostingInput): TaggedPosting => ({ input, ...tagFields(input) })

/** What is derived from tagged postings; a pure function of each, so that a replay gives the same facts. */
export const deriveTagged = (postings: readonly TaggedPosting[]): PostingToStore[] =>
  normaliseAll(postings).map(({ posting: { input, tags, anyOf }, normalised }) => ({
    input,
    normalised,
    series: nameSeries(tags),
    regions: closeRegions(normalised),
    // Not the month in which it counts, which in an open source is that of our first sight, set when it is stored.
    signals: readSignals(input, input.postedAt.getUTCFullYear()),
    anyOf,
  }))

/** The facts of postings: tagged, normalised, and what follows from both. */
export const derivePostings = (inputs: readonly PostingInput[]): PostingToStore[] =>
  deriveTagged(inputs.map(tagPosting))
