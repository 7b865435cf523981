import { addMonths, type Month } from '@/lib/domain/month'
import { levels, type Level } from '@/lib/domain/skill'
import type { StoredText } from '@/lib/db/posting-texts'
import type { Tagger } from '@/lib/tagger/create-tagger'
import { findSource } from '@/scrapers/registry'

/** Vacancies of one month that name a series, under either taxonomy. */
export interface MonthlyMove {
  month: Month
  vacancies: number
  before: number
  after: number
}

export interface SeriesEffect {
  /** `skill:<id>` or `family:<id>`. */
  series: string
  /** Postings that would name it and do not; that name it and would not; that would name it at another level. */
  gained: number
  lost: number
  moved: number
  /** Share of strict backend vacancies in the last 12 months with data; null without any. */
  shareBefore: number | null
  shareAfter: number | null
  /** Months whose figure moves, oldest first. */
  months: MonthlyMove[]
}

export interface PostingEffect {
  id: string
  source: string
  externalId: string
  month: Month
  gained: string[]
  lost: string[]
  moved: string[]
}

export interface TaxonomyEffect {
  /** Postings looked at; all that count, or the sample. */
  postings: number
  series: SeriesEffect[]
  changedPostings: PostingEffect[]
}

type LevelBySeries = Map<string, Level>

function seriesOf(text: StoredText, tagger: Tagger): LevelBySeries {
  const fields = findSource(text.sourceId)?.readFields?.(text.text) ?? text.given
  const tags = tagger.tag({ text: text.text, title: fields?.title ?? null, company: fields?.company ?? null })
  const closed = tagger.closeTags(tags)
  return new Map(levels.flatMap((level) => closed[level].map((series) => [series, level] as const)))
}

function comparePosting(before: LevelBySeries, after: LevelBySeries) {
  return {
    gained: [...after.keys()].filter((series) => !before.has(series)),
    lost: [...before.keys()].filter((series) => !after.has(series)),
    moved: [...after].flatMap(([series, level]) => {
      const old = before.get(series)
      return old === undefined || old === level ? [] : [series]
    }),
  }
}

/** Counts by month and series. */
class Tally {
  private readonly counts = new Map<string, number>()

  add(month: Month, series: string): void {
    this.counts.set(`${month} ${series}`, this.get(month, series) + 1)
  }

  get(month: Month, series: string): number {
    return this.counts.get(`${month} ${series}`) ?? 0
  }
}

const vacancies = ''

class Effects {
  readonly changedPostings: PostingEffect[] = []
  private readonly before = new Tally()
  private readonly after = new Tally()
  private readonly seen = new Set<string>()
  private readonly months = new Set<Month>()
  private readonly sums = new Map<string, { gained: number; lost: number; moved: number }>()

  /** A vacancy counts once a month, by its first posting, as in every figure. */
  count(text: StoredText, before: LevelBySeries, after: LevelBySeries): void {
    const key = `${text.month} ${text.vacancyId}`
    if (!text.isBackend || this.seen.has(key)) return
    this.seen.add(key)
    this.months.add(text.month)
    this.before.add(text.month, vacancies)
    for (const series of before.keys()) this.before.add(text.month, series)
    for (const series of after.keys()) this.after.add(text.month, series)
  }

  note({ id, sourceId, externalId, month }: StoredText, change: ReturnType<typeof comparePosting>): void {
    const kinds = ['gained', 'lost', 'moved'] as const
    if (kinds.every((kind) => change[kind].length === 0)) return
    this.changedPostings.push({ id, source: sourceId, externalId, month, ...change })
    for (const kind of kinds) {
      for (const series of change[kind]) {
        const sum = this.sums.get(series) ?? { gained: 0, lost: 0, moved: 0 }
        sum[kind]++
        this.sums.set(series, sum)
      }
    }
  }

  list(): SeriesEffect[] {
    const months = [...this.months].toSorted()
    const last = months.at(-1)
    const window = last === undefined ? [] : months.filter((month) => month > addMonths(last, -12))
    const total = (tally: Tally, series: string) => window.reduce((sum, month) => sum + tally.get(month, series), 0)
    const share = (tally: Tally, series: string) =>
      window.length === 0 ? null : total(tally, series) / total(this.before, vacancies)
    const size = ({ gained, lost, moved }: SeriesEffect) => gained + lost + moved
    return [...this.sums]
      .map(([series, sum]) => ({
        series,
        ...sum,
        shareBefore: share(this.before, series),
        shareAfter: share(this.after, series),
        months: months
          .map((month) => ({
            month,
            vacancies: this.before.get(month, vacancies),
            before: this.before.get(month, series),
            after: this.after.get(month, series),
          }))
          .filter((move) => move.before !== move.after),
      }))
      .toSorted((a, b) => size(b) - size(a) || (a.series < b.series ? -1 : 1))
  }
}

/**
 * What changing from one taxonomy to another would move: postings, and the monthly figures of strict backend
 * vacancies, with employers, places and roles as they are stored. Nothing is written.
 */
export async function measureEffect(
  texts: AsyncIterable<StoredText>,
  taggers: { before: Tagger; after: Tagger },
  onPosting: (count: number) => void = () => undefined,
): Promise<TaxonomyEffect> {
  const effects = new Effects()
  let postings = 0
  for await (const text of texts) {
    const before = seriesOf(text, taggers.before)
    const after = seriesOf(text, taggers.after)
    effects.count(text, before, after)
    effects.note(text, comparePosting(before, after))
    postings++
    onPosting(postings)
  }
  return { postings, series: effects.list(), changedPostings: effects.changedPostings }
}
