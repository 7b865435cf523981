import { PageLink } from '@/app/_components/site/page-link'
import { families, familyNames } from '@/lib/domain/skill'

export default function FamilyNotFound() {
  return (
    <main className="column flex-1 py-12">
      <h1 className="text-headline">There is no such family of skills</h1>
      <p className="mt-3">The families are:</p>
      <ul className="mt-2 columns-1 sm:columns-2">
        {families.map((family) => (
          <li key={family}>
            <PageLink className="link" href={`/families/${family}`}>
              {familyNames[family]}
            </PageLink>
          </li>
        ))}
      </ul>
    </main>
  )
}
