import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { SeriesPage } from '@/app/_components/series-page'
import { SkillDefinition } from '@/app/_components/skill-definition'
import { readFigureCard } from '@/app/_data/page-card'
import type { PageSearch } from '@/app/_data/page-filters'
import { readSeriesPage } from '@/app/_data/series-page-data'
import { toSearchParams } from '@/lib/query/parse-filters'
import { skillMeant } from '@/lib/tagger/skill-spellings'
import { skillById } from '@/lib/tagger/taxonomy'

export const dynamic = 'force-dynamic'

interface SkillPageProps {
  params: Promise<{ id: string }>
  searchParams: PageSearch
}

export async function generateMetadata({ params, searchParams }: SkillPageProps): Promise<Metadata> {
  const skill = skillById((await params).id)
  if (skill === undefined) return { title: 'Unknown skill' }
  return {
    title: skill.name,
    description: `The share of backend vacancies that name ${skill.name}, month by month, with regions and postings.`,
    ...(await readFigureCard(searchParams, () => `skill:${skill.id}`)),
  }
}

/** A skill by another spelling is the page of that skill: /skills/K8s. */
function goToMeant(id: string, search: Awaited<PageSearch>): never {
  const meant = skillMeant(decodeURIComponent(id))
  if (meant === undefined) notFound()
  const query = toSearchParams(search).toString()
  redirect(`/skills/${encodeURIComponent(meant)}${query === '' ? '' : `?${query}`}`)
}

export default async function SkillPage({ params, searchParams }: SkillPageProps) {
  const { id } = await params
  const skill = skillById(id)
  if (skill === undefined) return goToMeant(id, await searchParams)
  const data = await readSeriesPage(`skill:${id}`, `/skills/${id}`, searchParams)
  return <SeriesPage data={data} definition={<SkillDefinition skill={skill} filters={data.pageFilters} />} />
}
