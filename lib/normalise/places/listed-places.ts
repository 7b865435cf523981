import { Segment } from '@/lib/normalise/header-segments'
import { findPlaces } from '@/lib/normalise/places/find-places'

const longestLine = 200
const partBreak = /[()[\]{}|]|https?:\S*|\s[-–—@]+\s|:\s/
const itemBreak = /[,;]\s/

/** Words that name places and say nothing else, but for the terms of a job: "remote in Europe OR onsite". */
const namesPlaceAlone = (words: string): boolean => new Segment(words).rest.length === 0 && namesPlace(words)

// A bare code may be a degree ("BS/MS") or a practice ("CI/CD") here.
const namesPlace = (words: string): boolean => findPlaces(words, { isField: false }).length > 0

function findIn(part: string): string[] {
  if (!namesPlace(part)) return []
  return namesPlaceAlone(part) ? [part] : part.split(itemBreak).filter(namesPlaceAlone)
}

/**
 * Places that stand beside the titles of a list, in brackets or behind a bar or a dash: "- Rails developer (remote in
 * Europe)". `listed` are titles as the text has them, in its order. `share` is that of the titles with a place.
 */
export function findListedPlaces(text: string, listed: readonly string[]): { placeTexts: string[]; share: number } {
  const placeTexts: string[] = []
  let [from, placed] = [0, 0]
  for (const title of listed) {
    const at = text.indexOf(title, from)
    if (at === -1) continue
    const end = text.indexOf('\n', at)
    const line = text.slice(at, Math.min(end === -1 ? text.length : end, at + longestLine))
    from = at + title.length
    if (!partBreak.test(line)) continue
    const [, ...parts] = line.split(partBreak)
    const found = parts.filter((part) => part.trim().length > 1).flatMap((part) => findIn(part.trim()))
    if (found.length > 0) placed += 1
    placeTexts.push(...found)
  }
  return { placeTexts, share: listed.length === 0 ? 0 : placed / listed.length }
}
