import { Prose, Section } from '@/app/_components/prose'
import { sections } from '@/app/methodology/contents'
import { startupDefinition } from '@/lib/domain/startup'

export function StartupsSection() {
  return (
    <Section id="startups" title={sections.startups}>
      <Prose>
        <p>
          With the filter “startups” {startupDefinition}. The filter narrows both sides of the share, and it takes in
          all postings of such an employer in those months, also those that say nothing of it.
        </p>
        <p>
          Only what an employer says of itself counts, and the words are stored with it. “Startup” said of customers,
          investors or a candidate’s past does not count, nor does the size of one team in it. An employer that does not
          say what it is counts as no startup, so the rest are not “large companies”. Read by eye on Hacker News, about
          97 of 100 signals found were right, and about 1 in 20 sentences that say so was missed.
        </p>
      </Prose>
    </Section>
  )
}

export function AlternativesSection() {
  return (
    <Section id="alternatives" title={sections.alternatives}>
      <Prose>
        <p>
          “AWS, GCP or Azure” asks for one of three. Each of them counts as named, and the posting keeps that they are
          alternatives: a list of skills with an “or” in it, or behind “one of”. The page of a skill tells in how many
          of the vacancies that name it something else would do, and what. Only names as written are alternatives, not
          what they imply. A list that mixes kinds, “Python, Postgres or MySQL”, is taken as it is written, so a rare
          pair may be no true choice.
        </p>
      </Prose>
    </Section>
  )
}
