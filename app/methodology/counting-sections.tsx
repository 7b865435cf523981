import { Definitions, Formula, Prose, Section } from '@/app/_components/prose'
import { FigureTable } from '@/app/_components/tables/figure-table'
import { sections } from '@/app/methodology/contents'
import { formulas } from '@/app/methodology/formulas'
import { computeTrends, exampleTexts } from '@/app/methodology/trend-example'
import { backendRoleDefinitions, backendRoles, remoteDefinitions, seniorityDefinitions } from '@/lib/domain/posting'
import { familyPhrases, levelDefinitions, opsFamilies } from '@/lib/domain/skill'
import { scorecard } from '@/lib/normalise/role-scorecard'
import { unitDefinitions } from '@/lib/query/filters'
import { leastShareOfSource } from '@/lib/query/sensitivity'
import { readEnv } from '@/lib/env'
import { leastSharedWords, leastSimilarity } from '@/lib/vacancy/likeness'
import { shingleWords } from '@/lib/vacancy/shingles'
import { bandCount, bandRows, hashCount } from '@/lib/vacancy/signature'

const percent = (share: number) => `${Math.round(share * 100)}\u202f%`

/** Probability that two texts of a similarity share a band, in percent. */
const percentOfBands = (similarity: number) =>
  `${((1 - (1 - similarity ** bandRows) ** bandCount) * 100).toFixed(1)}\u202f%`

const entriesOf = (definitions: Record<string, string>) =>
  Object.entries(definitions).map(([term, meaning]) => ({ term, meaning }))

export function CountingSection() {
  return (
    <Section id="counting" title={sections.counting}>
      <Prose>
        <p>
          A <b>posting</b> is one advertisement as a source gave it. A <b>vacancy</b> is a posting with its copies:
          reposts and copies in other places (
          <a className="link" href="#duplicates">
            how they are told
          </a>
          ). The unit of every figure is the <b>vacancy-month</b>: a vacancy counts once in each calendar month (UTC) in
          which it is posted or posted anew, and never twice in one month for its copies.
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

interface Ground {
  name: string
  /** In the order of `backendRoles`. */
  weights: readonly number[]
}

const greatest = ({ weights }: Ground): number => Math.max(...weights.map(Math.abs))
const grounds = Object.entries(scorecard.grounds)
  .map(([name, weights]): Ground => ({ name, weights }))
  .toSorted((a, b) => greatest(b) - greatest(a))
const shownGrounds = 12
const formatWeight = (weight: number): string => (weight < 0 ? `−${(-weight).toFixed(2)}` : `+${weight.toFixed(2)}`)

const roleTerms = { strict: 'backend', broad: 'broad backend', no: 'not backend' } as const

export function RolesSection() {
  return (
    <Section id="roles" title={sections.roles}>
      <Prose>
        <p>
          The population is backend engineering. Names of roles in the title and in the text settle it where they say
          back end, full stack or server-side technology, or nothing but other jobs. A scorecard decides the rest
          (“Software Engineer”); the words that decided are stored with the posting. Unless a page says otherwise, the
          population is “backend”; “broad backend” takes in both of the first two.
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
        <p>
          The scorecard is multinomial logistic regression (Bishop 2006,{' '}
          <cite>Pattern Recognition and Machine Learning</cite>, section 4.3.4) over {grounds.length} grounds that are
          there or not: kinds of the roles named, signs of server-side and front-end work in the text, and skills. It is
          fitted to postings labelled by hand, without those that its{' '}
          <a className="link" href="#rates">
            rates
          </a>{' '}
          are measured on. No skill of the six families that the overview charts is among the grounds: what is measured
          must not decide who is counted.
        </p>
        <Formula>{formulas.roleScore}</Formula>
      </Prose>
      <FigureTable
        rows={grounds.slice(0, shownGrounds)}
        caption={`The ${shownGrounds} grounds that weigh most, and what each adds to the three classes`}
        keyOf={({ name }) => name}
        columns={[
          { id: 'ground', heading: 'Ground', cellClassName: 'min-w-36', cell: ({ name }) => name },
          ...backendRoles.map((role, at) => ({
            id: role,
            heading: roleTerms[role],
            className: 'number',
            cell: ({ weights }: Ground) => formatWeight(weights[at] ?? 0),
          })),
        ]}
      />
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
  const { jaccard, shingles } = computeTrends()
  const { titled, untitled } = leastSimilarity
  return (
    <Section id="duplicates" title={sections.duplicates}>
      <Prose>
        <p>
          Two postings are one vacancy when they are of one employer, at most {readEnv().SKILLTIDE_REPOST_DAYS} days
          apart, advertise no different jobs by their titles, and have like texts. Likeness is the Jaccard similarity of
          the sets A and B of all runs of {shingleWords} words (shingles: Broder 1997,{' '}
          <cite>Compression and Complexity of Sequences</cite>):
        </p>
        <Formula>{formulas.jaccard}</Formula>
        <p data-testid="likeness-example">
          “{exampleTexts[0]}” and “{exampleTexts[1]}” have {shingles[0]} and {shingles[1]} such runs and J ={' '}
          {jaccard.toFixed(2)}.
        </p>
        <p>
          It has to be {titled} where the source gives the title apart, for then the text is the description, and much
          of it the employer’s boilerplate; and {untitled} where the text holds everything, as in a comment, and is
          edited from month to month. White space, case and punctuation do not count, nor do the names of the places
          that a source gives beside the text. The window lets an advertisement skip one monthly thread; others have
          used 60 days (Lightcast) and six weeks (Nesta).
        </p>
        <p>
          <b>Titles.</b> Given titles must hold the same words but for places, remote work, gender and numbers of
          requisitions, so that another specialty, level or team is another vacancy, however like the text; only with
          the same text to the letter may one title say more than the other, and no other level. Titles read out of a
          text are at odds when both name a specialty and share none, and that only within a month. <b>Employers.</b>{' '}
          Postings of different employers, or of none, are one only if their texts are the same to the letter and have{' '}
          {leastSharedWords} words or more.
        </p>
        <p>
          <b>Groups.</b> A vacancy is what a chain of such pairs joins: an advertisement repeated each month is one
          vacancy for years. Where a chain would join two postings of one month whose titles are at odds, its likest
          pairs are joined first and those two stay apart (constrained single linkage: Wagstaff and others 2001). Pairs
          are found by {hashCount} MinHash values in b = {bandCount} bands of r = {bandRows} (Leskovec, Rajaraman and
          Ullman, <cite>Mining of Massive Datasets</cite>, section 3.4): two values agree with probability J, so two
          texts share a band with probability
        </p>
        <Formula>{formulas.bands}</Formula>
        <p>
          which is {percentOfBands(untitled)} at {untitled}; then they are compared in full. The result does not depend
          on the order in which postings came. The copies stay in the data; the column ofPostings counts them. The
          duplicates of a source are its postings less its vacancies, told as a share of its postings. Example postings
          link to all postings of their vacancy, with what joins each to the others and what differs;
          tests/eval/README.md says how often pairs judged by hand are told right.
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
        <p>
          <b>Needs and roles are read best in English,</b> and in part in German, Swedish, Dutch, French and Spanish. In
          a posting of another language names of skills count, but nearly all as mentioned only, and few of its roles
          are recognised.
        </p>
      </Prose>
    </Section>
  )
}
