import { NearNames } from '@/app/_components/near-names'
import { PageLink } from '@/app/_components/site/page-link'
import { skills } from '@/lib/tagger/taxonomy'

export default function SkillNotFound() {
  return (
    <main className="column flex-1 py-12">
      <h1 className="text-headline">No skill of that name is counted</h1>
      <NearNames folder="/skills" known={skills.map(({ id, name }) => ({ id, name }))} />
      <p className="mt-3">
        <PageLink className="link" href="/methodology#taxonomy">
          All {skills.length} skills
        </PageLink>{' '}
        stand under methodology, those that vacancies named of late on the{' '}
        <PageLink className="link" href="/">
          overview
        </PageLink>
        .
      </p>
    </main>
  )
}
