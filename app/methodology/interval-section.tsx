import { Formula, Prose, Section } from '@/app/_components/prose'
import { FigureTable } from '@/app/_components/tables/figure-table'
import { sections } from '@/app/methodology/contents'
import { formulas } from '@/app/methodology/formulas'
import { computeExample, exampleEmployers } from '@/app/methodology/worked-example'
import { fewForLogit, leastForLogit, leastFreedom, thinBelow } from '@/lib/query/statistics'

const percent = (share: number) => `${(share * 100).toFixed(1)}\u202f%`
const range = ({ low, high }: { low: number; high: number }) => `${percent(low)} to ${percent(high)}`

const ExampleTable = () => (
  <div className="max-w-md">
    <FigureTable
      rows={exampleEmployers}
      caption="A made-up month with five employers"
      showsCaption
      keyOf={({ name }) => name}
      columns={[
        { id: 'employer', heading: 'Employer', cell: ({ name }) => name },
        { id: 'n', heading: 'Vacancies, n', className: 'number', cell: ({ vacancies }) => vacancies },
        { id: 'y', heading: 'Naming the skill, y', className: 'number', cell: ({ named }) => named },
      ]}
    />
  </div>
)

/** The estimator in words, formulas and one example whose figures the code computes while the page is made. */
export function IntervalSection() {
  const example = computeExample()
  return (
    <Section id="interval" title={sections.interval}>
      <Prose>
        <p>
          Postings of one employer share text: if one of them names Kubernetes, the others are likely to. Fifty such
          postings tell less than fifty from different employers. So the 95{'\u202f'}% interval treats employers, not
          postings, as the independent units.
        </p>
        <p>
          With n vacancies of an employer in the population, y of them naming the skill, m employers, and sums over all
          employers, the share and its variance are
        </p>
        <Formula>{formulas.share}</Formula>
        <Formula>{formulas.variance}</Formula>
        <p>
          the linearised variance of a ratio with employers as clusters (Cochran 1977, <cite>Sampling Techniques</cite>,
          3rd ed., section 3.12). The effective sample size is the number of independent vacancies that would be as
          precise, at most the vacancies there are (Korn and Graubard 1998, <cite>Survey Methodology</cite> 24):
        </p>
        <Formula>{formulas.effectiveSize}</Formula>
        <p>
          Where that says nothing (all or none name the skill, or there is one employer only), every employer is taken
          to repeat itself (Kish 1965, <cite>Survey Sampling</cite>, section 5.4):
        </p>
        <Formula>{formulas.kish}</Formula>
        <p>
          The interval is taken on the scale of log-odds, where an estimate from few and unequal employers is closer to
          normal, and turned back into shares, L giving 1 / (1 + exp(−L)). a and b are the effective vacancies that name
          the skill and those that do not, each with half a vacancy added, which takes away most of the bias of a
          logarithm of odds (Anscombe 1956, <cite>Biometrika</cite> 43; Gart and Zweifel 1967, <cite>Biometrika</cite>{' '}
          54):
        </p>
        <Formula>{formulas.logOdds}</Formula>
        <p>
          (compared with others for clustered samples in Dean and Pagano 2015,{' '}
          <cite>Journal of Survey Statistics and Methodology</cite> 3). Where there are no odds, nₑ p (1 − p) below{' '}
          {leastForLogit}, as when none or all name the skill, it is Wilson’s (1927) for p and nₑ:
        </p>
        <Formula>{formulas.wilson}</Formula>
        <p>
          From {leastForLogit} to below {fewForLogit} the half weighs too much on its own side, and each end is the
          farther one of both. No interval leaves out its own share, nor anything but 0 to 1: an end on the wrong side
          of p is p. What it was before is told under{' '}
          <a className="link" href="/changes#method">
            changes of method
          </a>
          .
        </p>
        <p>
          The reach r would be z = 1.959964 if nₑ were known. But nₑ is an estimate too, and a poor one where few
          employers write most of the vacancies. So r grows from z towards Student’s quantile t, as far as employers
          repeat themselves, in the manner of Korn and Graubard:
        </p>
        <Formula>{formulas.reach}</Formula>
        <p>
          t has f degrees of freedom, from the k employers that the estimate rests on: the smaller of Kish’s effective
          numbers of employers behind the vacancies that name the skill and behind those that do not.
        </p>
        <Formula>{formulas.employersBehind}</Formula>
        <Formula>{formulas.freedom}</Formula>
        <p>
          Student’s quantile is taken from its expansion around the normal one (Abramowitz and Stegun 1964,{' '}
          <cite>Handbook of Mathematical Functions</cite>, 26.7.5), which is off by less than 0.02 from {leastFreedom}{' '}
          degrees of freedom on. Where none or all name the skill, r is z.
        </p>
        <Formula>{formulas.student}</Formula>
        <p>
          The half, like the choice of log-odds, is from simulation: the largest employers rule a variance even more
          than a share. <code>npm run eval -- statistics</code> draws made-up employers of a known share over what
          readers see: sizes and likeness of the recorded threads by month, quarter, year and as a whole, and of uneven
          boards; shares from 0.5{'\u202f'}% to 90{'\u202f'}%; nₑ from {thinBelow}, below which points are hollow, to
          500. Where at least five effective vacancies name the skill and five do not, these intervals are made to hold
          the true share in 93 to 97 of 100 samples. With fewer they cannot be: so few counts are possible that coverage
          jumps, mostly upwards to 97{'\u202f'}% and more, so that the interval is too wide rather than too narrow;
          below it falls only where employers repeat themselves most. Cells whose figures are mostly called thin are
          counted apart. The command prints every cell, and draws the recorded employers themselves anew beside them: of
          some 65 such cells with five expected or more 58 lie within, none below, and the others by the border of 97
          {'\u202f'}%, at most 0.3 points above it; with fewer, the truth was held in as few as 85 of 100 samples where
          0.2 vacancies are expected, and in 91 for the family of observability in 200 employers out of all years.
        </p>
        <p>
          Below an effective sample of {thinBelow} a point is drawn hollow and its number is called thin. A period
          without any vacancy has no share; it is never shown as 0{'\u202f'}%.
        </p>
      </Prose>
      <ExampleTable />
      <Prose>
        <p data-testid="worked-example">
          Here p = {example.sums.named} / {example.sums.vacancies} = {percent(example.share)} and v ={' '}
          {example.variance.toFixed(5)}, so the {example.sums.vacancies} vacancies are worth{' '}
          {example.effectiveN.toFixed(1)} independent ones; with {example.freedom.toFixed(1)} degrees of freedom r ={' '}
          {example.reach.toFixed(2)}. With nₑ p (1 − p) = {example.behind.toFixed(1)} each end is the farther one of
          log-odds and Wilson’s, and the interval is {range(example.interval)}. Taking every vacancy for independent
          would have given {range(example.plainInterval)}: much narrower, and wrong, because employer A alone decides
          the figure. With fewer than {thinBelow} effective vacancies this point would be drawn hollow.
        </p>
      </Prose>
    </Section>
  )
}
