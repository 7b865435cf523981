import { Formula, Prose, Section } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'
import { type Column, FigureTable, intervalHeading } from '@/app/_components/tables/figure-table'
import { sections } from '@/app/methodology/contents'
import { formulas } from '@/app/methodology/formulas'
import { families, familyNames } from '@/lib/domain/skill'
import { type Finding, isCurrent, publishedRates, type Rate } from '@/lib/evaluation/rates'
import { formatCount } from '@/lib/query/numbers'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** One decimal: what separates rates near 100 % would vanish without it. */
const percent = (rate: number) => `${(rate * 100).toFixed(1)}\u202f%`

/** The columns of a rate: itself, its interval, and the cases it rests on. */
function rateColumns<Row>(
  id: string,
  { headings: [rate, cases], of }: { headings: [rate: string, cases: string]; of: (row: Row) => Rate },
): Column<Row>[] {
  const column = (
    name: string,
    heading: string,
    cell: (rate: Rate) => string,
    cellClassName?: string,
  ): Column<Row> => ({
    id: `${id} ${name}`,
    heading,
    className: 'number',
    ...(cellClassName === undefined ? {} : { cellClassName }),
    cell: (row) => cell(of(row)),
  })
  return [
    column('rate', rate, ({ rate: value }) => (value === null ? '–' : percent(value))),
    column(
      'interval',
      intervalHeading,
      ({ low, high }) => (low === null || high === null ? '–' : `${(low * 100).toFixed(1)} to ${percent(high)}`),
      'text-quiet',
    ),
    column('cases', cases, ({ right, n }) => `${formatCount(right)} of ${formatCount(n)}`, 'text-quiet'),
  ]
}

interface FindingRow {
  name: string
  finding: Finding
}

const allSkills: FindingRow = { name: 'Skills, all', finding: publishedRates.skills }

const findings: FindingRow[] = [
  allSkills,
  ...families.flatMap((family) => {
    const finding = publishedRates.families[family]
    return finding === undefined ? [] : [{ name: familyNames[family], finding }]
  }),
  { name: 'Countries', finding: publishedRates.countries },
  { name: 'Seniority', finding: publishedRates.seniority },
]

const FindingsTable = () => (
  <FigureTable
    rows={findings}
    caption="What is found: precision, recall and F1 on the hand-labelled test postings"
    keyOf={({ name }) => name}
    rowClassOf={(row) => (row === allSkills ? 'font-semibold' : undefined)}
    columns={[
      { id: 'name', heading: 'What is found', cellClassName: 'min-w-36', cell: ({ name }) => name },
      ...rateColumns('precision', {
        headings: ['Precision', 'Right of found'],
        of: ({ finding }: FindingRow) => finding.precision,
      }),
      ...rateColumns('recall', {
        headings: ['Recall', 'Found of named'],
        of: ({ finding }: FindingRow) => finding.recall,
      }),
      {
        id: 'f1',
        heading: 'F1',
        className: 'number',
        cell: ({ finding: { f1 } }) => (f1 === null ? '–' : f1.toFixed(3)),
      },
    ]}
  />
)

interface DecisionRow {
  name: string
  rate: Rate
}

const decisions: DecisionRow[] = [
  { name: 'Backend: strict, broad or no', rate: publishedRates.role },
  { name: 'Remote, hybrid, on site or not said', rate: publishedRates.remote },
  { name: 'Level of a skill that was rightly found', rate: publishedRates.level },
]

const DecisionsTable = () => (
  <div className="max-w-prose">
    <FigureTable
      rows={decisions}
      caption="What is decided: share of right decisions on the hand-labelled test postings"
      keyOf={({ name }) => name}
      columns={[
        { id: 'name', heading: 'What is decided', cellClassName: 'min-w-36', cell: ({ name }) => name },
        ...rateColumns('right', { headings: ['Right', 'Right of all'], of: ({ rate }: DecisionRow) => rate }),
      ]}
    />
  </div>
)

/** Families of which the sample cannot say anything. */
const unseen = families.filter((family) => publishedRates.families[family] === undefined).map((id) => familyNames[id])

/** Error rates on postings that no rule was tuned on, with how they were made and what they cannot say. */
export function RatesSection() {
  const { date, postings } = publishedRates
  return (
    <Section id="rates" title={sections.rates}>
      <Prose>
        <p>
          Measured on {day.format(new Date(`${date}T00:00:00Z`))} on {formatCount(postings)} postings that were labelled
          by hand and that no rule was tuned on, with taxonomy {publishedRates.taxonomyVersion} and rules{' '}
          {publishedRates.rulesVersion}. Precision is the share of what was found that is right; recall is the share of
          what was to be found that was found; F1 is their harmonic mean.
        </p>
        <Formula>{formulas.precision}</Formula>
        <Formula>{formulas.recall}</Formula>
        <Formula>{formulas.f1}</Formula>
        {!isCurrent(publishedRates, { taxonomyVersion, rulesVersion }) && (
          <p className="border-l-2 border-ink pl-4" role="note">
            These rates are of an earlier version. This site now reads with taxonomy {taxonomyVersion} and rules{' '}
            {rulesVersion}, which have not been measured yet.
          </p>
        )}
      </Prose>
      <FindingsTable />
      <DecisionsTable />
      <Prose>
        <p>
          How they were made: 400 postings were drawn at random from recorded ones, four from Hacker News of 2011 to
          2024 to one from job boards; every third of each group was set aside for this test. One reader, an AI
          engineer, read each posting whole and labelled it without running the tagger. Whether it is backend was read
          by two more, who knew the definitions above alone; what most of the three say counts. The errors of the other
          labels are not measured, because nobody read them a second time independently; level and the broad role are
          the least certain. Skills that the taxonomy does not hold are left out.
        </p>
        <p>
          The interval is Wilson’s, from the number of cases alone. Names in one posting resemble each other, and some
          employers appear twice, so the true range is a little wider. Where a family has a few cases, its rate says
          little: read the counts.{' '}
          {unseen.length > 0 && `The sample names no skill of these families: ${unseen.join(', ')}. `}
          The counts of a single skill stand on its page, and any posting can be{' '}
          <PageLink className="link" href="/try">
            tried
          </PageLink>
          .
        </p>
      </Prose>
    </Section>
  )
}
