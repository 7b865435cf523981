import type { Metadata } from 'next'
import { findHeadline } from '@/app/_data/finding'
import { type PageSearch, readPageQuery } from '@/app/_data/page-filters'
import { getDemandEngine } from '@/lib/db/engine'
import type { DemandEngine, SeriesKey } from '@/lib/query/engine'
import { canonicalFilters, type Filters } from '@/lib/query/filters'
import { describeCitation, describeLevels } from '@/lib/query/sentences'

export const siteTitle = 'Skilltide: what backend vacancies ask for'

/** What stands in a link's preview whatever the page. */
export const plainCard = { siteName: 'Skilltide', type: 'website', locale: 'en' } as const

/** What a link to the page shows where it is shared. */
export const toCard = (title: string, description: string): Metadata => ({
  description,
  openGraph: { ...plainCard, title, description },
})

/**
 * The card of a page of one figure: its headline, and the figure as it can be quoted, by the query of the address. Nothing
 * when there is no figure, so that what is said of the page in general stands.
 */
export async function readFigureCard(
  search: PageSearch,
  chooseSeries: (engine: DemandEngine, filters: Filters) => SeriesKey | Promise<SeriesKey>,
): Promise<Metadata> {
  const query = await readPageQuery(search)
  if (query.choices.to === null) return {}
  const engine = getDemandEngine()
  const filters = canonicalFilters(query.filters)
  const { figure, levels, sentence } = await findHeadline(engine, filters, await chooseSeries(engine, filters))
  if (figure === null) return {}
  const required = levels === null ? null : describeLevels({ name: figure.name, any: figure.share, ...levels, filters })
  const sentences = [
    describeCitation(figure, query.names),
    ...(required === null ? [] : [`${required.finding}${required.rest}`]),
    `Data version ${filters.asOf ?? query.dataVersion}.`,
  ]
  return toCard(sentence, sentences.join(' '))
}
