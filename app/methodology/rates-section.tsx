import { Formula, Prose, Section } from '@/app/_components/prose'
import { PageLink } from '@/app/_components/site/page-link'
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

function RateCells({ rate: { rate, low, high, right, n } }: { rate: Rate }) {
  return (
    <>
      <td className="number">{rate === null ? '–' : percent(rate)}</td>
      <td className="number text-quiet">
        {low === null || high === null ? '–' : `${(low * 100).toFixed(1)} to ${percent(high)}`}
      </td>
      <td className="number text-quiet">
        {formatCount(right)} of {formatCount(n)}
      </td>
    </>
  )
}

const ColumnHeads = ({ rate, of }: { rate: string; of: string }) => (
  <>
    <th scope="col" className="number">
      {rate}
    </th>
    <th scope="col" className="number">
      95&#8239;% interval
    </th>
    <th scope="col" className="number">
      {of}
    </th>
  </>
)

function FindingRow({ name, finding, isTotal = false }: { name: string; finding: Finding; isTotal?: boolean }) {
  return (
    <tr className={isTotal ? 'font-semibold' : undefined}>
      <th scope="row" className="first min-w-36">
        {name}
      </th>
      <RateCells rate={finding.precision} />
      <RateCells rate={finding.recall} />
      <td className="number">{finding.f1 === null ? '–' : finding.f1.toFixed(3)}</td>
    </tr>
  )
}

function FindingsTable() {
  const caption = 'What is found: precision, recall and F1 on the hand-labelled test postings'
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table className="figure-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              What is found
            </th>
            <ColumnHeads rate="Precision" of="Right of found" />
            <ColumnHeads rate="Recall" of="Found of named" />
            <th scope="col" className="number">
              F1
            </th>
          </tr>
        </thead>
        <tbody>
          <FindingRow name="Skills, all" finding={publishedRates.skills} isTotal />
          {families.map((family) => {
            const finding = publishedRates.families[family]
            return finding === undefined ? null : (
              <FindingRow key={family} name={familyNames[family]} finding={finding} />
            )
          })}
          <FindingRow name="Countries" finding={publishedRates.countries} />
          <FindingRow name="Seniority" finding={publishedRates.seniority} />
        </tbody>
      </table>
    </div>
  )
}

const decisions: { name: string; rate: Rate }[] = [
  { name: 'Backend: strict, broad or no', rate: publishedRates.role },
  { name: 'Remote, hybrid, on site or not said', rate: publishedRates.remote },
  { name: 'Level of a skill that was rightly found', rate: publishedRates.level },
]

function DecisionsTable() {
  const caption = 'What is decided: share of right decisions on the hand-labelled test postings'
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table className="figure-table max-w-prose">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="first">
              What is decided
            </th>
            <ColumnHeads rate="Right" of="Right of all" />
          </tr>
        </thead>
        <tbody>
          {decisions.map(({ name, rate }) => (
            <tr key={name}>
              <th scope="row" className="first min-w-36">
                {name}
              </th>
              <RateCells rate={rate} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

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
          engineer, read each posting whole and labelled it without running the tagger. The reader’s own errors are not
          measured, because nobody read them a second time independently; level and the broad role are the least
          certain. Skills that the taxonomy does not hold are left out.
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
