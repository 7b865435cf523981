import { findMatches } from '@/lib/domain/find-matches'
import type { StartupSignal } from '@/lib/domain/startup'
import {
  type Finding,
  readBatch,
  readCompanySize,
  readEarlyStage,
  readHeadCount,
  readOfUs,
  readSeed,
  readSeries,
  readStartup,
  readTeam,
  type Surroundings,
} from '@/lib/normalise/startup-rules'

/** Words that any signal holds: one pass finds them, and only their surroundings are looked at. */
const triggers =
  /\b(?:(?:pre[- ]?)?seed|series[- ][a-k]\d?|early[- ]stages?|start-?ups?|y[ -]?c(?:ombinator)?|people|employees?|person|strong|team of|of us|company size|head ?count)(?![a-z])/gi
/** A batch in brackets behind the employer's name needs no "YC". */
const bareBatch = /^[^\n|]{0,60}?\(([SWFX])['’]?(\d{2})\)/

const reach = 120
const sentenceEnd = /[.!?;|]\s|\n/g

/** Where the sentence of an offset begins, no further back than `reach`. */
function sentenceStart(text: string, offset: number): number {
  const first = Math.max(0, offset - reach)
  let start = first
  for (const end of findMatches(text.slice(first, offset), sentenceEnd)) start = first + end.index + end[0].length
  return start
}

/** Lower case of the same length, so that offsets hold; the few letters that grow are left as they are. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replaceAll(/[A-Z]+/g, (word) => word.toLowerCase())
}

function surroundingsOf(text: string, start: number, end: number, headEnd: number): Surroundings {
  const lineEnd = text.slice(end, end + reach / 2).indexOf('\n')
  return {
    word: text.slice(start, end).toLowerCase(),
    before: lowerCase(text.slice(sentenceStart(text, start), start)),
    after: lowerCase(text.slice(end, lineEnd === -1 ? end + reach / 2 : end + lineEnd)),
    isHead: start < headEnd,
  }
}

function readTrigger(at: Surroundings): Finding | null {
  if (at.word.endsWith('seed')) return readSeed(at)
  if (at.word.startsWith('series')) return readSeries(at)
  if (at.word.startsWith('early')) return readEarlyStage(at)
  if (at.word.startsWith('start')) return readStartup(at)
  if (at.word.startsWith('y')) return readBatch(at)
  if (at.word === 'team of') return readTeam(at)
  if (at.word === 'of us') return readOfUs(at)
  if (/^(?:company|head)/.test(at.word)) return readCompanySize(at)
  return readHeadCount(at)
}

type Field = StartupSignal['field']

function readField(text: string, field: Field): StartupSignal[] {
  const lineEnd = text.indexOf('\n')
  const headEnd = field !== 'text' || lineEnd === -1 ? text.length : lineEnd
  const found: StartupSignal[] = []
  const add = ({ kind, value }: Pick<Finding, 'kind' | 'value'>, start: number, end: number) =>
    found.push({ kind, value, field, span: { start, end, text: text.slice(start, end) } })
  const bare = field === 'title' ? null : bareBatch.exec(text)
  if (bare !== null) {
    const [whole, season = '', year = ''] = bare
    add({ kind: 'yc-batch', value: `${season}${year}` }, whole.lastIndexOf('(') + 1, whole.length - 1)
  }
  // "Startup" inside "early-stage startup" is no second signal; a "150-person startup" says two things.
  let readTo = 0
  for (const { 0: word, index } of findMatches(text, triggers)) {
    if (index < readTo) continue
    // Most postings speak of people, few with a number.
    if (/^(?:pe|em|str)/i.test(word) && !/\d[^\n]{0,24}$/.test(text.slice(Math.max(0, index - 26), index))) continue
    const finding = readTrigger(surroundingsOf(text, index, index + word.length, headEnd))
    if (finding === null) continue
    const end = index + word.length + finding.right
    add(finding, index - finding.left, end)
    if (finding.kind !== 'head-count') readTo = end
  }
  return found
}

/**
 * What a posting says of its employer that bears on whether it is a startup: each kind and value once, by its first
 * evidence, in the order of the text, then of the employer's name and the title. Linear, total, pure.
 */
export function readStartupSignals(posting: {
  text: string
  company: string | null
  title: string | null
}): StartupSignal[] {
  const all = [
    ...readField(posting.text, 'text'),
    ...(posting.company === null ? [] : readField(posting.company, 'company')),
    ...(posting.title === null ? [] : readField(posting.title, 'title')),
  ]
  const known = new Set<string>()
  return all.filter(({ kind, value }) => {
    const key = `${kind} ${value}`
    const isNew = !known.has(key)
    known.add(key)
    return isNew
  })
}
