import type { PostingInput } from '@/lib/domain/posting'
import { readHeaderLines } from '@/lib/normalise/header-lines'
import { cleanCompany, cleanTitle } from '@/lib/normalise/header-names'
import { cutHeader, type HeaderCut, maskUrls, Segment } from '@/lib/normalise/header-segments'
import { findPlaces } from '@/lib/normalise/places/find-places'
import { namesAgent } from '@/lib/normalise/role-words'

/** The fields of a posting that its first lines give, as written. */
export type PostingHeader = Pick<PostingInput, 'company' | 'title' | 'placeTexts' | 'remoteText' | 'salaryText'>

const longestPart = 220

const label =
  /^(?:[-*]\s*)?(company(?: name)?|employer|who|location\(?s?\)?|where|offices?|city|based in|roles?|positions?|title|job title|job|hiring(?: for)?|looking for|we are hiring|now hiring|remote|salary|compensation|pay|url|website|link|tech(?: stack)?|stack|type|employment type|visa)\s*(?::+|=|-(?=\s))\s*(.*)$/i

const sentenceAboutCompany =
  /^(?<company>(?:[\p{Lu}\d]|i[A-Z]|e[A-Z])[^|]{0,59}?)\s*(?:,|–|-)?\s+(?:is|are|['’]s)\s+(?:currently |now |still |also |actively |always |again |urgently )?(?:hiring|looking|seeking|searching|recruiting|growing|expanding|a|an|the|building|on)\b/u
const sentenceOfHiring =
  /\b(?:hiring(?! manager)|looking for|looking to hire|seeking|searching for|need(?:s|ing)?|recruiting|in search of|wants?)\b:?\s+(?<role>[^|.!?\n]{3,120})/i

interface Draft {
  company: string | null
  titles: string[]
  placeTexts: string[]
  remoteTexts: string[]
  salaryTexts: string[]
}

/** "Acme, Berlin, Germany" and "Acme (NYC)" in one part: the name ends where the places begin. */
function splitCompanyFromPlace(segment: Segment): { company: string; placeText: string } | null {
  const [first] = segment.places
  if (first === undefined || first.start < 2) return null
  const before = segment.text.slice(0, first.start)
  if (
    !/(?:,\s*|\(\s*|\)\s+|\[\s*|\s(?:in|at|@|-|–)\s+|\s[{☆★*]\s*|\s\((?:remote|onsite|hybrid)[\s,/-]*)$/i.test(before)
  )
    return null
  const company = before.replace(/(?:\s+(?:in|at|@))?[\s,(@[{☆★*–-]*$/i, '')
  return company === '' ? null : { company, placeText: segment.text.slice(first.start).replace(/[)\]\s]+$/, '') }
}

function addSegment(draft: Draft, segment: Segment): void {
  if (segment.isRemote) draft.remoteTexts.push(segment.text)
  if (segment.isSalary) draft.salaryTexts.push(segment.text)
  if (segment.places.length === 0) return
  if (segment.text.length <= 120) draft.placeTexts.push(segment.text)
  else for (const place of segment.places) draft.placeTexts.push(segment.text.slice(place.start, place.end))
}

function addLabelled(draft: Draft, name: string, value: string): void {
  const segment = new Segment(value.slice(0, longestPart))
  if (/^(?:company|employer|who)/i.test(name)) draft.company ??= cleanCompany(value)
  else if (/^(?:role|position|title|job|hiring|looking|we are|now)/i.test(name) && value !== '') {
    draft.titles.push(cleanTitle(value))
    addSegment(draft, segment)
  } else if (/^remote/i.test(name)) draft.remoteTexts.push(`remote: ${value}`)
  else if (/^(?:salary|compensation|pay)/i.test(name)) draft.salaryTexts.push(value)
  else if (/^(?:location|where|office|city|based)/i.test(name)) addSegment(draft, segment)
}

/** Words that no address and no label claims. */
const isFree = (segment: Segment): boolean =>
  !segment.isUrl && segment.rest.length > 0 && !label.test(segment.text) && segment.rest.length <= 12

const isUnmarked = (segment: Segment): boolean => !segment.isRole && !(segment.isSalary && segment.rest.length < 2)
const isFreeName = (segment: Segment): boolean => isFree(segment) && isUnmarked(segment)
const namesPlace = (segment: Segment): boolean => segment.places.length > 0

/** By custom the name comes first, even "Bridge Engineering" or "Boston Dynamics". */
function chooseAmongBars(segments: readonly Segment[], first: Segment): Segment | null {
  if (!label.test(first.text) && !first.isAgent && !first.isUrl && first.rest.length > 0) return first
  if (first.isAgent && / is hiring| hiring /i.test(first.text)) return first
  const isPlaceAlone = first.rest.length === 0 && namesPlace(first)
  if (isPlaceAlone && !segments.some(isFreeName) && segments.filter(namesPlace).length > 1) return first
  if (first.isUrl || (first.rest.length === 0 && first.hasUrl)) return first
  return first.isAgent && splitCompanyFromRole(first.text) !== null ? first : (segments.find(isFreeName) ?? null)
}

const isWrittenAsName = (text: string): boolean => /^[\p{Lu}\d]|^[a-z]+[A-Z.]/u.test(text) && !/[?!]$/.test(text)

/** First free words are the company, unless a role stands there and something else can be the name. */
function chooseCompany(segments: readonly Segment[], isPiped: boolean): Segment | null {
  const [first] = segments
  if (first === undefined) return null
  if (isPiped) return chooseAmongBars(segments, first)
  if (first.isAgent && splitCompanyFromRole(first.text) !== null) return first
  if (first.isRole && !namesAgent(splitCompanyFromPlace(first)?.company ?? 'developer')) return first
  for (const segment of segments) {
    const isShort = segment.rest.length <= (segment === first ? 7 : 5)
    if (isShort && isFree(segment) && isWrittenAsName(segment.text) && isUnmarked(segment)) return segment
  }
  return null
}

/** "Acme is hiring a Backend Engineer", "Senior Developer at Acme", "Acme: Rails developer". */
function splitCompanyFromRole(text: string): { company: string; title: string } | null {
  const hiring = text.match(/^(.{2,60}?)\s+(?:is|are)\s+(?:\w+ )?(?:hiring|looking for|seeking)\b:?\s*(.*)$/i)
  if (hiring) return { company: hiring[1] ?? '', title: hiring[2] ?? '' }
  const at = text.match(/^(.{4,80}?)\s+(?:at|@)\s+(\p{Lu}[^,|(]{1,50})/u)
  if (at && namesAgent(at[1] ?? '')) return { company: at[2] ?? '', title: at[1] ?? '' }
  const colon = text.match(/^([^:,|-]{2,40}?)\s*(?::|,| -)\s+(.*)$/)
  if (colon && !namesAgent(colon[1] ?? '') && namesAgent(colon[2] ?? '') && /^[\p{Lu}\d]/u.test(text))
    return { company: colon[1] ?? '', title: colon[2] ?? '' }
  return null
}

function readLine(draft: Draft, line: string, cut: HeaderCut = cutHeader(line)): void {
  const whole = line.includes('|') ? null : line.match(label)
  if (whole) {
    addLabelled(draft, whole[1] ?? '', whole[2] ?? '')
    return
  }
  const { parts, isPiped } = cut
  const segments = parts.map((part) => new Segment(part.slice(0, longestPart)))
  const companySegment = draft.company === null ? chooseCompany(segments, isPiped) : null
  for (const segment of segments) {
    const labelled = segment.text.match(label)
    if (labelled) addLabelled(draft, labelled[1] ?? '', labelled[2] ?? '')
    else if (segment === companySegment) readCompanySegment(draft, segment)
    else {
      addSegment(draft, segment)
      const isTitle = (segment.isAgent || (segment.isRole && isPiped)) && !isProse(segment.text)
      if (isTitle && !segment.isUrl && !isOnlyNotes(segment)) draft.titles.push(cleanTitle(segment.text))
    }
  }
}

/** "Acme is a modern software platform that helps…" names no role. */
const isProse = (text: string): boolean =>
  text.length > 60 &&
  /^(?:\S+ ){1,4}(?:is an?|is the|is|are|helps|provides|builds|makes|develops|creates|offers)\b|^(?:we|our)\b/i.test(
    text,
  )

const isOnlyNotes = (segment: Segment): boolean =>
  segment.rest.length === 0 && !/\b(?:roles?|positions?|interns?)\b/i.test(segment.text)

function readCompanySegment(draft: Draft, segment: Segment): void {
  const withRole = splitCompanyFromRole(segment.text)
  if (withRole !== null && (segment.isAgent || / hiring/i.test(segment.text))) {
    draft.company = cleanCompany(withRole.company)
    if (namesAgent(withRole.title)) draft.titles.push(cleanTitle(withRole.title))
    addSegment(draft, new Segment(withRole.title))
    return
  }
  const split = splitCompanyFromPlace(segment)
  draft.company = cleanCompany(split?.company ?? segment.text.split(/\s[-–—]\s(?=https?:)/)[0] ?? segment.text)
  if (split === null) {
    if (segment.isRemote && segment.places.length > 0) addSegment(draft, segment)
    return
  }
  const rest = new Segment(split.placeText)
  addSegment(draft, rest)
  if (rest.isAgent) draft.titles.push(cleanTitle(split.placeText))
}

function readSentence(draft: Draft, line: string): void {
  const company = line.match(sentenceAboutCompany)?.groups?.['company']
  if (company !== undefined && draft.company === null) {
    const segment = new Segment(company)
    const split = splitCompanyFromPlace(segment)
    draft.company = cleanCompany(split?.company ?? company)
    if (split !== null) draft.placeTexts.push(split.placeText)
  }
  const role = line.match(sentenceOfHiring)?.groups?.['role']
  const title = role?.split(clauseBehindTitle)[0] ?? ''
  if (namesAgent(title) && draft.titles.length === 0) draft.titles.push(cleanTitle(title))
}

// "A Java developer to join our team of engineers" is a Java developer.
const clauseBehindTitle = / (?:to|who|that|which|at our|for our|with (?:a|the|our|experience|strong)) /i

const isHeaderLike = (line: string): boolean => {
  if (line.length > 110 || /[a-z]{3}[.!?]$/.test(line)) return false
  if (label.test(line)) return true
  if (line.length > 60 && !line.includes(' - ') && !line.includes('|') && !namesAgent(line)) return false
  const segment = new Segment(line)
  return segment.isUrl || segment.rest.length === 0 || (segment.isAgent && line.length < 70 && !/[.!?]$/.test(line))
}

function isSentence(line: string, { parts, isPiped }: HeaderCut): boolean {
  return (
    !isPiped &&
    (line.length > 160 || (parts.length < 2 && line.split(' ').length > 8) || /\b(?:we|we['’]re|our|you)\b/i.test(line))
  )
}

/** Lines under a barred header: labels, and titles in a list when the header names none. */
function readLinesUnderBars(draft: Draft, lines: readonly string[]): void {
  const isUntitled = draft.titles.length === 0
  for (const line of lines) {
    const labelled = line.length <= 110 ? line.match(label) : null
    if (line.split('|').length > 2) readLine(draft, line)
    else if (labelled) addLabelled(draft, labelled[1] ?? '', labelled[2] ?? '')
    else if (isUntitled && line.length <= 70 && !/[.!?]$/.test(line) && namesAgent(line))
      draft.titles.push(cleanTitle(line))
    else if (isUntitled && draft.titles.length === 0) readSentence(draft, line.slice(0, 300))
  }
}

function readLinesUnderFirst(draft: Draft, lines: readonly string[]): void {
  for (const [index, line] of lines.entries()) {
    if (isHeaderLike(line)) readLine(draft, line)
    else if (index < 2) {
      readSentence(draft, line.slice(0, 300))
      if (draft.company === null) draft.company = readLeadingName(line)
    } else return
  }
}

/**
 * Places in the lines under a barred header that has its title: a second header for another place, or the place in a
 * line of its own.
 */
function readPlacesBelow(draft: Draft, lines: Generator<string, undefined>, text: string): void {
  const isPlaced = draft.placeTexts.length > 0
  if (!isShortBelow(text, isPlaced)) return
  for (let count = 0; count < mostLinesBelow; count += 1) {
    const line = lines.next().value ?? ''
    const isBarred = line.includes('|')
    if (line === '' || line.length > longestLineBelow || (isPlaced && !isBarred)) return
    const [, name = '', value = ''] = (isBarred ? null : line.match(label)) ?? []
    if (/^(?:location|where|office|city|based)/i.test(name)) addLabelled(draft, name, value)
    else if (name === '')
      for (const part of isBarred ? cutHeader(line).parts : [line]) {
        const segment = new Segment(part)
        if (segment.rest.length > 0) continue
        for (const place of segment.places) draft.placeTexts.push(part.slice(place.start, place.end))
      }
  }
}

/** Whether the second line is short and, if asked, has a bar; found without reading it as a header. */
function isShortBelow(text: string, needsBar: boolean): boolean {
  const start = text.indexOf('\n')
  const end = text.indexOf('\n', start + 1)
  const to = end === -1 ? text.length : end
  return start !== -1 && to - start <= longestLineBelow && (!needsBar || text.lastIndexOf('|', to) > start)
}

const mostLinesBelow = 3
const longestLineBelow = 140

function readLines(text: string): Draft {
  const lines = readHeaderLines(text)
  const draft: Draft = { company: null, titles: [], placeTexts: [], remoteTexts: [], salaryTexts: [] }
  const first = lines.next().value ?? ''
  const cut = cutHeader(first)
  if (isSentence(first, cut)) {
    readSentence(draft, first)
    draft.company ??= readLeadingName(first)
    for (const place of findPlaces(maskUrls(first.slice(0, 300)), { isField: false }).filter((found) => !found.isWide))
      draft.placeTexts.push(first.slice(place.start, place.end))
  } else readLine(draft, first, cut)
  if (first.includes('|') && draft.titles.length > 0) {
    readPlacesBelow(draft, lines, text)
    return draft
  }
  const others = [...lines]
  if (first.split('|').length > 2) readLinesUnderBars(draft, others.slice(0, 4))
  else readLinesUnderFirst(draft, others)
  return draft
}

const fillWord = /^(?:so|hm+|how|what|why|when|here|yes|no|now|well|ok|also|but|and|remote|onsite|full|new|update)\b/i

/** "Shapeways (create your own products) is looking…", "At Acme, we build…". */
function readLeadingName(line: string): string | null {
  const at = line.match(/^At ((?:\p{Lu}|\d)[\p{L}\d.&' -]{1,40}?),? we\b/u)?.[1]
  const leading = line.match(
    /^((?:\p{Lu}|\d)[\p{L}\d.&'-]*(?: (?:\p{Lu}|\d|&|of|for)[\p{L}\d.&'-]*){0,4})\s*(?:\([^)]{1,80}\))?(?:,| is| are| has| helps| makes| builds| -| –)/u,
  )?.[1]
  const name = at ?? leading ?? ''
  const [place] = findPlaces(name, { isField: true })
  const isPlace = at === undefined && place?.start === 0 && place.end === name.length
  return isPlace || namesAgent(name) || fillWord.test(name) ? null : cleanCompany(name)
}

/**
 * Headers that name no title, by text: they are asked for twice, once by the source and once, a page of postings later,
 * when the posting is normalised. Emptied when full; the longest texts are read twice.
 */
const untitled = new Map<string, PostingHeader | null>()
const mostUntitled = 1_024
const longestUntitled = 8_000

/**
 * Reads the first lines of a posting as Hacker News writes them: "Acme (YC S21) | Backend Engineer | Berlin or
 * REMOTE (EU) | €70k-90k" and the older "San Francisco, CA - Acme - Rails developer". Parts come in any order and
 * are told apart by their words; what is not said stays null. Null when no part was recognised.
 */
export function readHeader(text: string): PostingHeader | null {
  const before = untitled.get(text)
  if (before !== undefined) return before
  const header = toHeader(readLines(text))
  if ((header?.title ?? null) === null && text.length <= longestUntitled) {
    if (untitled.size >= mostUntitled) untitled.clear()
    untitled.set(text, header)
  }
  return header
}

function toHeader(draft: Draft): PostingHeader | null {
  const header: PostingHeader = {
    company: draft.company,
    title: joinTexts([...new Set(draft.titles.filter((title) => title !== ''))], ', '),
    placeTexts: [...new Set(draft.placeTexts)].slice(0, 30),
    remoteText: joinTexts(draft.remoteTexts, ' | '),
    salaryText: joinTexts(draft.salaryTexts, ' | '),
  }
  const isEmpty = header.company === null && header.title === null && header.remoteText === null
  return isEmpty && header.salaryText === null && header.placeTexts.length === 0 ? null : header
}

const joinTexts = (texts: readonly string[], separator: string): string | null =>
  texts.length === 0 ? null : texts.join(separator).slice(0, 500)
