import { findPlaces } from '@/lib/normalise/places/find-places'
import { namesAgent, namesRole } from '@/lib/normalise/role-words'
import { namesSalary } from '@/lib/normalise/salary'

const remoteWords =
  /\b(?:remote(?:ly)?|on-?\s?site|hybrid|wfh|work(?:ing)? from (?:home|anywhere)|telecommut\w+|distributed|anywhere|in[- ]person|in[- ](?:the[- ])?office|office[- ]based|local(?:s)? only|worldwide|global(?:ly)?)\b/i

const domains =
  'com|io|co|org|net|ai|dev|app|tech|us|uk|de|eu|fr|nl|ca|me|so|in|to|xyz|health|jobs|careers|gg|ly|fm|tv|is|it|se|ch|no|at|be|es'
const urlPattern = new RegExp(
  `(?:https?:\\/\\/|www\\.)[^\\s)>\\]|]+|(?<![\\w.-])(?!(?:asp|ado|vb)\\.net\\b)[\\w-]+(?:\\.[\\w-]+)*\\.(?:${domains})(?:\\/[^\\s)>\\]|]*)?(?=[\\s,;)\\]]|$)`,
  'gi',
)

/** Words that describe the terms of a job; a part made of them alone is neither a company nor a title. */
const noteWords = new Set(
  (
    'full time fulltime timer timers part ft pt fte perm permanent contract contractor contractors contracting contracts to hire ' +
    'intern interns internship internships coop op freelance freelancer freelancers temporary visa visas sponsor sponsorship sponsored ' +
    'sponsors sponsoring transfer transfers h b hb permit authorization available unavailable welcome assistance relo relocation relocate ' +
    'relocating help equity stock options option benefits bonus competitive salary compensation market ok okay possible preferred required ' +
    'only friendly first considered negotiable flexible optional allowed fully employee employees employment candidate candidates citizen ' +
    'citizens citizenship clearance resident residents timezone timezones zone zones tz hour hours hr hrs overlap within compatible eligible ' +
    'located location locations office offices hq headquarters headquartered based greater downtown area region metro east west north south ' +
    'coast coasts eastern western central pacific mountain near close immediate immediately start asap now yes no not all levels level any ' +
    'multiple various several many other others more work working temporarily currently covid pandemic post during after until for from or ' +
    'and in at the of with if but also a an is are we you us great good very month months day days week weeks year years per mostly team ' +
    'teams remote remotely onsite on site hybrid wfh home anywhere telecommute telecommuting distributed person local locals worldwide ' +
    'global globally k yr annum p usd eur gbp wide open english this point h bs provided supported support sponsorships green card ' +
    'citizenship eu uk usa applicants welcomed encouraged local relocations packages package excellent'
  ).split(' '),
)

/** Addresses as blanks of the same length, so that offsets stay true. */
export const maskUrls = (text: string): string =>
  text.includes('.') ? text.replace(urlPattern, (url) => ' '.repeat(url.length)) : text

const word = /\p{L}[\p{L}'’&]*/gu
const plainWord = /[A-Za-z][A-Za-z'’&]*/g
// Unicode's classes cost several times as much; dashes, quotes and bullets do without.
const needsUnicode = /[^\x00-\x7f\xa0\xb7\u2010-\u2027]/

const isNoNote = (one: string): boolean => !noteWords.has(one.toLowerCase())

function findRest(masked: string, places: Segment['places']): string[] {
  let rest = masked
  if (places.length > 0) {
    rest = ''
    let from = 0
    for (const place of places) {
      rest += `${masked.slice(from, Math.max(from, place.start))} `
      from = place.end
    }
    rest += masked.slice(from)
  }
  const words = rest.match(needsUnicode.test(rest) ? word : plainWord)
  return words === null ? [] : words.filter(isNoNote)
}

/**
 * A part of a header line, with what its words are about, found when asked for. One part may be several things at once.
 */
export class Segment {
  private readonly masked: string
  /** Places named. */
  readonly places: readonly { start: number; end: number }[]
  private knownRest: readonly string[] | undefined
  private knownRole: boolean | undefined
  private knownAgent: boolean | undefined

  constructor(readonly text: string) {
    this.masked = maskUrls(text)
    this.places = findPlaces(this.masked, { isField: true })
  }

  /** Words left when addresses, places, remote words, pay, visa and other notes are taken away. */
  get rest(): readonly string[] {
    return (this.knownRest ??= findRest(this.masked, this.places))
  }

  get isUrl(): boolean {
    return this.masked.trim() === ''
  }

  /** An address is a part of it. */
  get hasUrl(): boolean {
    return this.masked !== this.text
  }

  get isRole(): boolean {
    return (this.knownRole ??= this.rest.length > 0 && namesRole(this.rest.join(' ')))
  }

  /** A noun for the one who does the job is there ("engineer"), not only a field ("infrastructure"). */
  get isAgent(): boolean {
    return (this.knownAgent ??= this.rest.length > 0 && namesAgent(this.rest.join(' ')))
  }

  get isRemote(): boolean {
    return remoteWords.test(this.text)
  }

  get isSalary(): boolean {
    return namesSalary(this.text)
  }
}

// Looking behind comes after the mark itself: at every character it would be dear.
const separators =
  /\s+(?:[•·–—|]|--+|-|\/\/|\/|::|->|=>|~|\*)\s+|\s*[;•—]\s*|-(?<=[\p{L})]-)\s+(?=\p{Lu})| -(?<=[\p{Ll})] -)(?=\p{Lu})/u
// "San Francisco, CA. Full time. H1B okay." and "Pittsburgh PA: invivodata", but not "St. Louis" or "e.g. x".
const sentenceEnds = /[.!](?<=(?:[\p{L})]{3}|\b[A-Z]{2})[.!])\s+(?=[\p{Lu}(])|:(?<=[\p{L})]:)\s+(?=\S)/u

const bars = /[|¦│｜‖]+/

export interface HeaderCut {
  parts: string[]
  isPiped: boolean
}

function tidyParts(parts: readonly string[]): string[] {
  const tidy: string[] = []
  for (const part of parts) {
    const trimmed = part.trim()
    if (trimmed !== '') tidy.push(trimmed)
  }
  return tidy
}

/** Cuts a header line at its separators: bars when it has them, else dashes, slashes, semicolons and sentences. */
export function cutHeader(line: string): HeaderCut {
  if (bars.test(line)) return { parts: tidyParts(line.split(bars)), isPiped: true }
  return { parts: tidyParts(line.split(separators).flatMap((part) => part.split(sentenceEnds))), isPiped: false }
}
