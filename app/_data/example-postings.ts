import { type ExcerptPart, excerptAround, maskContacts } from '@/app/_data/evidence'
import { type EvidencePosting, listEvidencePostings } from '@/lib/db/postings-store'
import { getPool } from '@/lib/db/pool'
import { describeSignal } from '@/lib/domain/startup'
import { formatMonth, type Month } from '@/lib/domain/month'
import { type Level, levels, type SkillTag } from '@/lib/domain/skill'
import type { SeriesKey } from '@/lib/query/engine'
import type { Filters } from '@/lib/query/filters'
import { isSet, namesOf } from '@/lib/query/series'
import { closeTags } from '@/lib/tagger/closure'
import { tag } from '@/lib/tagger/tag'

/** What a page shows of a posting: excerpts, never the whole advertisement. */
export interface ExamplePosting {
  id: string
  title: string | null
  company: string | null
  month: Month
  places: string[]
  remote: string
  url: string | null
  sourceName: string
  /** Postings of its vacancy, itself among them; 0 until it is grouped. */
  vacancyPostings: number
  /** What makes its employer a startup, with its words: "Series A (“our Series A”)". */
  signals: string[]
  /** Strongest level at which the posting asks for the series; null for a set, whose names may each have another. */
  level: Level | null
  excerpts: ExcerptPart[][]
}

/** Header lines repeat the whole advertisement's head; beyond this they are no title. */
const longestTitle = 140

/** True when the tag counts towards the series: it is the skill, implies it, or belongs to the family; of a set, towards one of its names. */
const countsFor = (series: SeriesKey) => (found: SkillTag) => {
  const counted = closeTags([found])[found.level]
  return namesOf(series).some((name) => counted.includes(name))
}

/** "Series A (“our Series A”)", with the month where another posting of the employer says so. */
const signalWords = (signal: EvidencePosting['signals'][number]): string => {
  const where = signal.isOwn ? '' : `, in its posting of ${formatMonth(signal.month)}`
  return `${describeSignal(signal)} (“${signal.evidence.replace(/\s+/g, ' ')}”${where})`
}

function toExample(posting: EvidencePosting, series: SeriesKey): ExamplePosting | null {
  const tags = tag({ text: posting.text, title: posting.title, company: posting.company }).filter(countsFor(series))
  const level = levels.find((candidate) => tags.some((found) => found.level === candidate))
  // The rules of the tagger may be newer than the stored facts; a posting without evidence is not shown as some.
  if (level === undefined) return null
  const strongestFirst = tags.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
  const spans = strongestFirst.flatMap((found) => found.spans)
  const title = posting.title === null ? null : maskContacts(posting.title)
  return {
    id: posting.id,
    title:
      title === null || title.length <= longestTitle
        ? title
        : `${title.slice(0, longestTitle).replace(/\s+\S*$/u, '')} …`,
    company: posting.company,
    month: posting.month,
    places: posting.places.slice(0, 3),
    remote: posting.remote,
    url: posting.url,
    sourceName: posting.sourceName,
    vacancyPostings: posting.vacancyPostings,
    signals: posting.signals.map(signalWords),
    level: isSet(series) ? null : level,
    excerpts: excerptAround(posting.text, spans),
  }
}

/** The newest postings behind a figure, with the words that made each count. */
export async function readExamples(filters: Filters, series: SeriesKey, limit = 5): Promise<ExamplePosting[]> {
  const postings = await listEvidencePostings(getPool(), { filters, series, limit: limit + 3 })
  return postings
    .map((posting) => toExample(posting, series))
    .filter((example) => example !== null)
    .slice(0, limit)
}
