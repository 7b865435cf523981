import { Formula, Prose, Section } from '@/app/_components/prose'
import { sections } from '@/app/methodology/contents'
import { formulas } from '@/app/methodology/formulas'
import { computeTrends, exampleQuarters } from '@/app/methodology/trend-example'
import { essentialShare, trendPoints, usualMonths, verdictDefinitions } from '@/lib/domain/claim'
import { formatSigned } from '@/lib/query/numbers'
import { thinBelow } from '@/lib/query/statistics'

/** How a claim is judged: the rule, its numbers, and the interval of a trend. */
export function ClaimsSection() {
  const { slope } = computeTrends()
  return (
    <Section id="claims" title={sections.claims}>
      <Prose>
        <p>
          A{' '}
          <a className="link" href="/claims">
            claim
          </a>{' '}
          is supported when {verdictDefinitions.supported}; refuted when {verdictDefinitions.refuted}; undecided when{' '}
          {verdictDefinitions.undecided} (below {thinBelow} effective vacancies). It is judged under each composition
          view and for each source. Views that are too thin have no say in the headline; when the others disagree, it
          depends on the view, and when one source alone supports what another refutes, on the source. What the views
          hold fixed is as it stood in the period before (of equal length unless the claim names it), and for a trend in
          its first year; the same employers are those that posted there and in the period, or in the last year. A trend
          is thin where its first year or its last is.
        </p>
        <p>
          A share is that of the last {usualMonths.share} whole months, a trend that of the last{' '}
          {usualMonths.trend / 12} years, unless the claim names its months. Where the article says “essential” we take
          at least {Math.round(essentialShare * 100)}
          {'\u202f'}%.
        </p>
        <p>
          A trend is the slope of the least-squares line through points of {trendPoints.months} months, at time t in
          years, with p the share of a point, d what an employer moves it by, and m employers:
        </p>
        <Formula>{formulas.trendSlope}</Formula>
        <Formula>{formulas.trendVariance}</Formula>
        <Formula>{formulas.satterthwaite}</Formula>
        <p>
          Its interval is b ± t √v, with Student’s quantile for f degrees of freedom (Satterthwaite 1946,{' '}
          <cite>Biometrics Bulletin</cite> 2): a trend that a handful of employers carry is as uncertain as a handful.
          The change of a mean between two periods is the same with c = ± 1; that of a share has the interval of a
          change above. The effective size of a mean is Kish’s. At least {trendPoints.least} points are needed, and
          those without vacancies are left out. The Mann-Kendall test of the same points stands in the file beside it
          and has no say: it takes points for independent that share employers, and so finds too many trends. Nothing is
          corrected for the number of claims, since the same claim must get the same verdict whoever makes it.
        </p>
        <p data-testid="slope-example">
          For example, of ten vacancies an employer in each of eight quarters,{' '}
          {exampleQuarters.map(({ employer, named }) => `${employer} names it in ${named.join(', ')}`).join('; ')}. The
          slope is {formatSigned(slope.value, 1)} points a year, from {formatSigned(slope.low, 1)} to{' '}
          {formatSigned(slope.high, 1)}, so that it rises is supported.
        </p>
      </Prose>
    </Section>
  )
}
