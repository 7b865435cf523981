import { Definitions, Prose, Section } from '@/app/_components/prose'
import { sections } from '@/app/methodology/contents'
import { backendRoleDefinitions, remoteDefinitions, seniorityDefinitions } from '@/lib/domain/posting'
import { familyPhrases, levelDefinitions, opsFamilies } from '@/lib/domain/skill'
import { unitDefinitions } from '@/lib/query/filters'
import { leastShareOfSource } from '@/lib/query/sensitivity'

const percent = (share: number) => `${Math.round(share * 100)}\u202f%`

const entriesOf = (definitions: Record<string, string>) =>
  Object.entries(definitions).map(([term, meaning]) => ({ term, meaning }))

export function CountingSection() {
  return (
    <Section id="counting" title={sections.counting}>
      <Prose>
        <p>
          A <b>posting</b> is one advertisement as a source gave it. A <b>vacancy</b> is a posting with its copies: one
          employer, the same text. The unit of every figure is the <b>vacancy-month</b>: a vacancy counts once in each
          calendar month (UTC) in which it is posted or posted anew, and never twice in one month for its copies.
        </p>
        <p>
          An advertisement repeated in the March thread counts in March again, because the employer asked again. The
          number of postings before copies are grouped stands beside the number of vacancies in every file.
        </p>
        <p>
          The parameter <code>unit</code> counts otherwise. Each unit says what tells copies of one vacancy apart within
          a month; of copies that are not told apart the first by id speaks for all. For a source that lists what is
          open, the day of posting is the day on which it was first seen.
        </p>
      </Prose>
      <Definitions entries={entriesOf(unitDefinitions)} />
      <Prose>
        <p>
          “How sensitive is this figure?” under a headline counts it in each of these ways, with other populations, with
          the stock of boards and without each source that holds at least {percent(leastShareOfSource)} of its
          vacancies. Every line changes one thing of the published way (one-at-a-time analysis: Saltelli et al. 2008,{' '}
          <cite>Global Sensitivity Analysis</cite>), so what two changes do together is not in it. The lines share most
          of their vacancies: their intervals say how sure each is, not whether two of them differ.
        </p>
      </Prose>
    </Section>
  )
}

export function FamiliesSection() {
  const [first, second, third] = opsFamilies.map((family) => familyPhrases[family])
  return (
    <Section id="families" title={sections.families}>
      <Prose>
        <p>
          A family such as “{first}”, “{second}” or “{third}” is the union of its skills: a vacancy that names AWS,
          Azure and Google Cloud counts once. So the share of a family is never the sum of the shares of its skills, and
          shares are nowhere added up.
        </p>
        <p>
          A skill also counts what implies it: a vacancy that names EKS counts for Kubernetes and for AWS, whether or
          not it spells them out.
        </p>
      </Prose>
    </Section>
  )
}

export function LevelsSection() {
  return (
    <Section id="levels" title={sections.levels}>
      <Prose>
        <p>
          Each skill of a posting has one level, the strongest with which any of its mentions is put. “Named” means any
          level. Where these pages say that vacancies <i>require</i> a skill, they mean the level required and nothing
          else.
        </p>
      </Prose>
      <Definitions entries={entriesOf(levelDefinitions)} />
      <Prose>
        <p>
          Not counted at all: what is refused (“no PHP”), customers, partners and competitors, names of companies and
          products in another sense, parts of web and e-mail addresses.
        </p>
      </Prose>
    </Section>
  )
}

const roleTerms = { strict: 'backend', broad: 'broad backend', no: 'not backend' } as const

export function RolesSection() {
  return (
    <Section id="roles" title={sections.roles}>
      <Prose>
        <p>
          The population is backend engineering. Each posting is classified by its title first, then by its text; the
          words that decided it are stored with it. Unless a page says otherwise, the population is “backend”; “broad
          backend” takes in both of the first two.
        </p>
      </Prose>
      <Definitions
        entries={[
          { term: roleTerms.strict, meaning: backendRoleDefinitions.strict },
          { term: roleTerms.broad, meaning: backendRoleDefinitions.broad },
          { term: roleTerms.no, meaning: backendRoleDefinitions.no },
        ]}
      />
      <Prose>
        <p>
          One Hacker News comment often advertises several roles in one text. It counts as backend when one of them is,
          and then all skills of the text count, since the text does not say which role needs which.
        </p>
      </Prose>
    </Section>
  )
}

export function PlacesSection() {
  return (
    <Section id="places" title={sections.places}>
      <Prose>
        <p>
          Places are read as far as the text says and kept as ISO 3166 codes; a city counts for its subdivision and
          country. “EU”, “EMEA” or a European time zone is the code EU, and filtering by EU takes in its member states.
          A posting open to the whole world, or silent about its place, has no place and drops out when you filter by
          one. Only skills narrow the numerator; places narrow both sides of the share.
        </p>
      </Prose>
      <Definitions entries={entriesOf(remoteDefinitions)} />
      <Prose>
        <p>
          Seniority is read from the title, and from years of experience only when no level is named. A posting may
          advertise several levels and then counts in each.
        </p>
      </Prose>
      <Definitions entries={entriesOf(seniorityDefinitions)} />
    </Section>
  )
}

export function DuplicatesSection() {
  return (
    <Section id="duplicates" title={sections.duplicates}>
      <Prose>
        <p>
          Postings of one employer with the same text, apart from white space, case and punctuation, are one vacancy and
          count once a month. The copies stay in the data; the column ofPostings counts them. A text that was reworded
          is another vacancy, so some repeats of one opening still count more than once.
        </p>
      </Prose>
    </Section>
  )
}

export function LimitsSection() {
  return (
    <Section id="limits" title={sections.limits}>
      <Prose>
        <p>
          <b>Postings are not jobs.</b> An advertisement says what an employer writes down, which is less than what the
          work needs and sometimes more. One posting may fill ten seats or none.
        </p>
        <p>
          <b>Hacker News is one slice.</b> Its readers are mostly start-ups and technology companies, many in the United
          States, and who advertises there has changed since 2011. A change of a share can be a change of who posts.
        </p>
        <p>
          <b>Short texts name fewer skills.</b> An advertisement of sixty words leaves things out that one of six
          hundred says. Shares from sources with different lengths are not comparable, and sources are listed beside
          every figure so that they are not pooled in silence.
        </p>
        <p>
          <b>The newest month is partial</b> until it is over and read to its end. Its point is dashed, and it moves.
        </p>
        <p>
          <b>The tagger errs.</b> Rules decide whether “Go” is a language and whether a word is put as a need. Open the
          example postings of a skill to see the words that counted; each links to its original.
        </p>
      </Prose>
    </Section>
  )
}
