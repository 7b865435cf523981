import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { SeriesPage } from '@/app/_components/series-page'
import { SetDefinition } from '@/app/_components/skill-definition'
import { capitalise } from '@/lib/query/first-letter'
import { seriesHref, seriesName } from '@/app/_data/names'
import { readFigureCard } from '@/app/_data/page-card'
import type { PageSearch } from '@/app/_data/page-filters'
import { readSeriesPage } from '@/app/_data/series-page-data'
import { defaultFilters } from '@/lib/query/filters'
import { toSearchParams } from '@/lib/query/parse-filters'
import { parseSet } from '@/lib/query/parse-set'
import { printSet } from '@/lib/query/set-expression'
import { skillNames } from '@/lib/tagger/skill-spellings'

export const dynamic = 'force-dynamic'

interface SetPageProps {
  params: Promise<{ text: string }>
  searchParams: PageSearch
}

/** The set of an address as it is canonically written; null when it is none. */
async function readSetText(params: SetPageProps['params']): Promise<{ given: string; canonical: string | null }> {
  const given = decodeURIComponent((await params).text)
  const parsed = parseSet(given, skillNames.skills, skillNames.spellings)
  return { given, canonical: parsed.ok ? printSet(parsed.set) : null }
}

export async function generateMetadata({ params, searchParams }: SetPageProps): Promise<Metadata> {
  const { canonical } = await readSetText(params)
  if (canonical === null) return { title: 'Unknown set' }
  const name = seriesName(`set:${canonical}`)
  return {
    title: name.startsWith('any ') ? capitalise(name) : name,
    description: `The share of backend vacancies that name ${name}, month by month, with regions and postings.`,
    ...(await readFigureCard(searchParams, () => `set:${canonical}`)),
  }
}

export default async function SetPage({ params, searchParams }: SetPageProps) {
  const { given, canonical } = await readSetText(params)
  if (given.trim() === '') notFound()
  // The overview says what of an address cannot be read, and where.
  if (canonical === null) redirect(`/?${new URLSearchParams({ set: given }).toString()}`)
  const series = `set:${canonical}` as const
  const path = seriesHref(series, defaultFilters)
  if (given !== canonical) {
    const query = toSearchParams(await searchParams).toString()
    redirect(query === '' ? path : `${path}?${query}`)
  }
  const data = await readSeriesPage(series, path, searchParams)
  return <SeriesPage data={data} definition={<SetDefinition series={series} filters={data.pageFilters} />} />
}
