import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SeriesPage } from '@/app/_components/series-page'
import { SkillDefinition } from '@/app/_components/skill-definition'
import type { PageSearch } from '@/app/_data/page-filters'
import { readSeriesPage } from '@/app/_data/series-page-data'
import { skillById } from '@/lib/tagger/taxonomy'

export const dynamic = 'force-dynamic'

interface SkillPageProps {
  params: Promise<{ id: string }>
  searchParams: PageSearch
}

export async function generateMetadata({ params }: SkillPageProps): Promise<Metadata> {
  const skill = skillById((await params).id)
  if (skill === undefined) return { title: 'Unknown skill' }
  return {
    title: skill.name,
    description: `The share of backend vacancies that name ${skill.name}, month by month, with regions and postings.`,
  }
}

export default async function SkillPage({ params, searchParams }: SkillPageProps) {
  const { id } = await params
  const skill = skillById(id)
  if (skill === undefined) notFound()
  const data = await readSeriesPage(`skill:${id}`, `/skills/${id}`, searchParams)
  return <SeriesPage data={data} definition={<SkillDefinition skill={skill} filters={data.pageFilters} />} />
}
