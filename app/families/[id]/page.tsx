import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SeriesPage } from '@/app/_components/series-page'
import { FamilyDefinition } from '@/app/_components/skill-definition'
import { readFigureCard } from '@/app/_data/page-card'
import type { PageSearch } from '@/app/_data/page-filters'
import { readSeriesPage } from '@/app/_data/series-page-data'
import { Family, familyNames, familyPhrases } from '@/lib/domain/skill'

export const dynamic = 'force-dynamic'

interface FamilyPageProps {
  params: Promise<{ id: string }>
  searchParams: PageSearch
}

export async function generateMetadata({ params, searchParams }: FamilyPageProps): Promise<Metadata> {
  const family = Family.safeParse((await params).id)
  if (!family.success) return { title: 'Unknown family' }
  return {
    title: familyNames[family.data],
    description: `The share of backend vacancies that name ${familyPhrases[family.data]}, month by month.`,
    ...(await readFigureCard(searchParams, () => `family:${family.data}`)),
  }
}

export default async function FamilyPage({ params, searchParams }: FamilyPageProps) {
  const family = Family.safeParse((await params).id)
  if (!family.success) notFound()
  const data = await readSeriesPage(`family:${family.data}`, `/families/${family.data}`, searchParams)
  return <SeriesPage data={data} definition={<FamilyDefinition family={family.data} filters={data.pageFilters} />} />
}
