import { Formula, Prose, Section } from '@/app/_components/prose'
import { sections } from '@/app/methodology/contents'
import { essentialShare, trendPoints, usualMonths, verdictDefinitions } from '@/lib/domain/claim'
import { thinBelow } from '@/lib/query/statistics'

/** How a claim is judged: the rule, its numbers, and the interval of a trend. */
export function ClaimsSection() {
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
          view and for each source; views that are too thin have no say in the headline.
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
        <Formula>b = Σ c p, c = (t − t̄) / Σ (t − t̄)²</Formula>
        <Formula>v = m / (m − 1) · Σ u², u = Σ c d</Formula>
        <p>
          Its interval is b ± t √v, with Student’s quantile for (Σ u²)² / Σ u⁴ degrees of freedom (Satterthwaite 1946,{' '}
          <cite>Biometrics Bulletin</cite> 2): a trend that a handful of employers carry is as uncertain as a handful.
          At least {trendPoints.least} points are needed. The Mann-Kendall test of the same points stands in the file
          beside it and has no say. Nothing is corrected for the number of claims, since the same claim must get the
          same verdict whoever makes it.
        </p>
      </Prose>
    </Section>
  )
}
