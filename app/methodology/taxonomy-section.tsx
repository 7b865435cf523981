import { Prose, Section } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'
import { sections } from '@/app/methodology/contents'
import { families, type Family, familyNames } from '@/lib/domain/skill'
import { formatCount } from '@/lib/query/numbers'
import { skills, taxonomyVersion } from '@/lib/tagger/taxonomy'

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en')

function FamilySkills({ family }: { family: Family }) {
  const members = skills.filter((skill) => skill.family === family).toSorted(byName)
  return (
    <details className="border-t border-rule py-2" data-family={family}>
      <summary className="flex items-baseline gap-3">
        <span aria-hidden className="inline-block size-2.5 bg-hue" />
        <span className="link">{familyNames[family]}</span>
        <span className="tabular text-small text-quiet">{formatCount(members.length)} skills</span>
      </summary>
      <p className="py-2 text-small">
        {members.map((skill, index) => (
          <span key={skill.id}>
            {index > 0 && ', '}
            <PageLink className="link" href={`/skills/${skill.id}`}>
              {skill.name}
            </PageLink>
          </span>
        ))}
      </p>
    </details>
  )
}

export function TaxonomySection() {
  return (
    <Section id="taxonomy" title={sections.taxonomy}>
      <Prose>
        <p>
          {formatCount(skills.length)} skills in {families.length} families, taxonomy version {taxonomyVersion}. Each
          skill is one entry of data with its spellings, what it implies and what tells it from other meanings of the
          word. A skill that is not in the list is not counted; it can be added in one line, after which all history is
          tagged again. Each has the year in which it became public: a posting that names it before is a sign of error,
          and how many do stands on its page.
        </p>
      </Prose>
      <div className="max-w-prose border-b border-rule">
        {families.map((family) => (
          <FamilySkills key={family} family={family} />
        ))}
      </div>
    </Section>
  )
}
