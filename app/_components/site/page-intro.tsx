import { DroppedNote } from '@/app/_components/site/dropped-note'
import type { Population } from '@/lib/query/engine'
import type { NameBook } from '@/lib/query/sentences'
import { describeCounts, describeFigure, describeNarrowing, type Figure } from '@/lib/query/sentences'
import type { Filters } from '@/lib/query/filters'
import { publishedWay } from '@/lib/query/ways'
import { formatCount } from '@/lib/query/numbers'

const sharedBy = ({ sources, vacancies }: Population, names: NameBook): string => {
  const words = sources.map(({ source, vacancies: count }) =>
    sources.length === 1
      ? names.source(source)
      : `${names.source(source)} (${Math.round((count / vacancies) * 100)}\u202f%)`,
  )
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

interface PageIntroProps {
  headline: string
  /** What the headline counts; null where it tells of several figures. */
  figure: Figure | null
  /** Kind of thing the headline tells of, above it: "Infrastructure as code". */
  kicker?: string
  population: Population
  names: NameBook
  dropped: readonly string[]
  filters: Filters
  /** What else is to be said of the figures. */
  children?: React.ReactNode
}

/** The finding, what it was counted over, and what of the address could not be used. */
export function PageIntro({ headline, figure, kicker, population, names, dropped, filters, children }: PageIntroProps) {
  const counts =
    population.vacancies === 0
      ? describeCounts(population)
      : `${describeCounts(population)}, from ${sharedBy(population, names)}; ${formatCount(population.postings)} ${population.postings === 1 ? 'posting' : 'postings'} before duplicates.`
  // The way of counting and the data version have notes of their own.
  const narrowing = population.vacancies === 0 ? [] : describeNarrowing({ ...publishedWay(filters), asOf: null }, names)
  return (
    <div className="column pt-8 pb-6 sm:pt-12">
      {kicker !== undefined && <p className="mb-1 text-small font-semibold text-hue-ink">{kicker}</p>}
      <h1 className="max-w-[26ch] text-headline md:max-w-[32ch]">{headline}</h1>
      <p className="mt-3 max-w-[72ch] text-quiet">
        {narrowing.length > 0 && `${narrowing.join(' · ')}: `}
        {counts}
        {population.vacancies > 0 &&
          ` The headline counts ${figure === null ? 'the last 12 months' : describeFigure(figure)}.`}
      </p>
      {children}
      <DroppedNote dropped={dropped} />
    </div>
  )
}
