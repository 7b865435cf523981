import { findPlaces } from '@/lib/normalise/places/find-places'
import { namesAgent, namesRole } from '@/lib/normalise/role-words'
import { namesSalary } from '@/lib/normalise/salary'

/** A part of a header line, with what its words are about. One part may be several things at once. */
export interface Segment {
  text: string
  isUrl: boolean
  isRole: boolean
  /** A noun for the one who does the job is there ("engineer"), not only a field ("infrastructure"). */
  isAgent: boolean
  isRemote: boolean
  isSalary: boolean
  /** Places named; null when none. */
  places: readonly { start: number; end: number }[]
  /** Words left when places, remote words, pay, visa and other notes are taken away. */
  rest: string
}

const remoteWords =
  /\b(?:remote(?:ly)?|on-?\s?site|hybrid|wfh|work(?:ing)? from (?:home|anywhere)|telecommut\w+|distributed|anywhere|in[- ]person|in[- ](?:the[- ])?office|office[- ]based|local(?:s)? only|worldwide|global(?:ly)?)\b/i

const urlPattern =
  /\b(?:https?:\/\/|www\.)[^\s)>\]|]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|io|co|org|net|ai|dev|app|tech|us|uk|de|eu|fr|nl|ca|me|so|in|to|xyz|health|jobs|careers|gg|ly|fm|tv|is|it|se|ch|no|at|be|es)(?:\/\S*)?(?=[\s,;)]|$)/gi
const bareUrl = /^\(?(?:https?:\/\/|www\.)\S+\)?$|^\S+\.(?:com|io|org|net|dev|app)(?:\/\S*)?$/i

const notes =
  /\b(?:full[- ]?time(?:rs?)?|part[- ]?time|ft|pt|fte|perm(?:anent)?|contract(?:or|ors|ing|s)?(?:[- ]to[- ]hire)?|contract-to-perm|w2|1099|c2c|intern(?:s|ship|ships)?|co-?op|freelance(?:rs?)?|temporary|visas?|sponsor(?:ship|ed|s|ing)?|transfers?|h-?1-?b1?|tn|e-?3|eb-?\d|work (?:permit|authorization)|(?:un)?available|welcome|assistance|relo(?:cat\w+)?|help|equity|stock|options?|benefits|bonus|competitive|salary|compensation|market|ok(?:ay)?|possible|preferred|required|only|friendly|first|considered|negotiable|flexible|optional|allowed|fully|100%|employees?|employment|candidates?|citizens?(?:hip)?|clearance|residents?|us[- ]based|time ?zones?|tz|hours?|hrs?|overlap|within|compatible|eligible|located|location|offices?|hq|headquarters?|head ?quartered|based|greater|downtown|area|region|metro|east|west|north|south|coast|coasts|eastern|western|central|pacific|mountain|near|close|immediate(?:ly)?|start|asap|now|yes|no|not|all|levels?|any|multiple|various|several|many|other|others|more|work|working|permanent|temporarily|currently|covid(?:-?19)?|pandemic|post|during|after|until|for|from|or|and|in|at|the|of|to|with|if|but|also|a|an|is|are|we|you|us|great|good|very|month|months|days?|weeks?|year|years|per|hybrid|mostly|team|teams)\b/gi

/** Splits the words of a header part by what they say. */
export function readSegment(text: string): Segment {
  const withoutUrls = text.replace(urlPattern, ' ')
  const places = findPlaces(withoutUrls.length === text.length ? text : maskUrls(text), { isField: true })
  let rest = maskUrls(text)
  for (const place of [...places].reverse()) rest = rest.slice(0, place.start) + ' ' + rest.slice(place.end)
  rest = rest
    .replace(new RegExp(remoteWords, 'gi'), ' ')
    .replace(notes, ' ')
    .replace(/[$€£₹]?\s?\d[\d.,]*\s?[k%+]?(?:\s?[-–]\s?[$€£]?\d[\d.,]*\s?[k%+]?)?/gi, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
  return {
    text,
    isUrl: bareUrl.test(text),
    isRole: namesRole(rest),
    isAgent: namesAgent(rest),
    isRemote: remoteWords.test(text),
    isSalary: namesSalary(text),
    places,
    rest,
  }
}

/** Addresses as blanks of the same length, so that offsets stay true. */
export const maskUrls = (text: string): string => text.replace(urlPattern, (url) => ' '.repeat(url.length))

const spaced =
  /\s+(?:[•·–—|]|--+|-|\/\/|\/|::|->|=>|~|\*)\s+|\s*[;•—]\s*|(?<=[\p{L})])-\s+(?=\p{Lu})|(?<=[\p{Ll})]) -(?=\p{Lu})/u

/** Cuts a header line at its separators: bars when it has them, else dashes, slashes, semicolons and sentences. */
export function cutHeader(line: string): { parts: string[]; isPiped: boolean } {
  const piped = line.split(/\s*(?:\|+|¦|│|｜|‖)\s*/).filter((part) => part.trim() !== '')
  if (piped.length > 1) return { parts: piped.map((part) => part.trim()), isPiped: true }
  const parts = line.split(spaced).flatMap(cutSentences)
  return { parts: parts.map((part) => part.trim()).filter((part) => part !== ''), isPiped: false }
}

// "San Francisco, CA. Full time. H1B okay." and "Pittsburgh PA: invivodata", but not "St. Louis" or "e.g. x".
const cutSentences = (part: string): string[] =>
  part.split(/(?<=[\p{L})]{3}|\b[A-Z]{2})[.!]\s+(?=[\p{Lu}(])|(?<=[\p{L})]):\s+(?=\S)/u)
