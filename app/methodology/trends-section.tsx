import { Formula, Prose, Section } from '@/app/_components/prose'
import { computeComposition } from '@/app/methodology/composition-example'
import { sections } from '@/app/methodology/contents'
import { formulas } from '@/app/methodology/formulas'
import { computeTrends, exampleMonths, exampleVacancies, otherPValues } from '@/app/methodology/trend-example'
import { opsFamilies, familyNames } from '@/lib/domain/skill'
import { blurredFrom } from '@/lib/query/blur'
import { leastBoth, mostIntervals } from '@/lib/query/companion-lifts'
import { leastVacancies, monthsToHold, thresholds, trendLevel } from '@/lib/query/movers'
import { leastFreedom } from '@/lib/query/statistics'
import { leastValues, mostLags } from '@/lib/query/trends'

/** "0.92", "0.0009": small probabilities keep a digit that says something. */
const probability = (p: number) => (p < 0.01 ? p.toFixed(4) : p.toFixed(2))

/** Lift and blur index: how skills stand together. */
export function TogetherSection() {
  const { lift } = computeComposition()
  const { blur } = computeTrends()
  const counts = exampleVacancies.map(({ employer, families }) => `${employer} names ${families.join(', ')}`)
  return (
    <Section id="together" title={sections.together}>
      <Prose>
        <p>
          <b>Lift</b> is how much likelier two skills stand together than by chance, P(a and b) / (P(a) P(b)); with a
          and b the vacancies of an employer that name either, ab those that name both, n all of its own, and N those of
          all employers,
        </p>
        <Formula>{formulas.lift}</Formula>
        <p>
          Its interval is taken on the log scale, clustered by employer, by the delta method (Woodruff 1971). An
          employer moves log lift by d, from which follows v as for the views above, and the interval:
        </p>
        <Formula>{formulas.movedLift}</Formula>
        <Formula>{formulas.liftInterval}</Formula>
        <p>
          t has as many degrees of freedom as Kish’s number of employers that name both, (Σ ab)² / Σ ab², less one, and
          at least {leastFreedom}. Pairs with fewer than {leastBoth} vacancies have no interval, nor have those after
          the {mostIntervals} most frequent of a table. In the example above, the skill has a lift of{' '}
          {lift.lift?.toFixed(2)} on long texts, from {lift.low?.toFixed(2)} to {lift.high?.toFixed(2)}.
        </p>
        <p>
          The <b>blur index</b> is the number of ops families that a vacancy names:{' '}
          {opsFamilies.map((family) => familyNames[family]).join(', ')}. They are {opsFamilies.length}, so it runs from
          0 to {opsFamilies.length}; machine-learning libraries are a family of their own and no part of it. Vacancies
          that name {blurredFrom} or more are told as a share. Its mean, far from both ends, needs no log-odds:
        </p>
        <Formula>{formulas.meanInterval}</Formula>
        <p>
          d being summed over the vacancies of an employer, v as above, t with max( {leastFreedom}, (k − 1) / 2 )
          degrees of freedom as for shares, k here being the fewer of Kish’s numbers of employers behind all vacancies,
          (Σ n)² / Σ n², and behind the families that they name, (Σ y)² / Σ y²; the ends stay within the range of the
          index. Where all employers are alike there is no interval, for nothing then tells how sure the mean is.
        </p>
        <p data-testid="blur-example">
          For example, {counts.slice(0, -1).join('; ')} and {counts.at(-1)} families in their vacancies: the mean is{' '}
          {blur.mean?.toFixed(3)}, from {blur.meanLow?.toFixed(2)} to {blur.meanHigh?.toFixed(2)}, and{' '}
          {blur.blurred.vacancies} of {blur.blurred.ofVacancies} name {blurredFrom} or more.
        </p>
      </Prose>
    </Section>
  )
}

/** Movers and the test of trends. */
export function TrendsSection() {
  const { trend, adjusted, byEmployer } = computeTrends()
  return (
    <Section id="trends" title={sections.trends}>
      <Prose>
        <p>
          <b>Movers</b> compare the last 12 whole months with the 12 before, with the interval of a change as above. No
          season is taken out: each month of the year is in both. Skills that fewer than {leastVacancies} vacancies name
          in the two years together are left out. Rank 1 is the largest share; equal shares have the same rank.
        </p>
        <p>
          <b>Trends</b> are tested over the whole months of the range that have vacancies, at least {leastValues}, by
          the test of Mann and Kendall (Mann 1945, <cite>Econometrica</cite> 13; Kendall 1975): of n monthly shares x, S
          counts the pairs that rise less those that fall,
        </p>
        <Formula>{formulas.kendall}</Formula>
        <Formula>{formulas.kendallScore}</Formula>
        <Formula>{formulas.kendallP}</Formula>
        <p>
          with g the sizes of groups of equal months, and the 1 taken off S towards 0. Months depend on each other,
          since employers post the same text again; so the variance is stretched by h (Hamed and Rao 1998,{' '}
          <cite>Journal of Hydrology</cite> 204), from the correlations ρ of the ranks R of what Sen’s slope leaves
          over, at lags i of up to {mostLags} months; a ρ counts only beyond ± 1.96 / √n:
        </p>
        <Formula>{formulas.autocorrelation}</Formula>
        <Formula>{formulas.stretch}</Formula>
        <p>
          That is not enough. An employer whose text stays the same for years moves the months of all these years
          together, which the months themselves hardly show: of skills without any trend, drawn for the recorded
          employers, this test alone calls up to a third one, at a level of 5{'\u202f'}%. So a second test, whose units
          are employers, must find the trend too: that of Cochran (1954, <cite>Biometrics</cite> 10) and Armitage (1955,{' '}
          <cite>Biometrics</cite> 11) with the variance of clustered counts (Rao and Scott 1992, <cite>Biometrics</cite>{' '}
          48). With n vacancies in month t, y of them naming the skill,
        </p>
        <Formula>{formulas.cochranArmitage}</Formula>
        <Formula>{formulas.clusteredTrend}</Formula>
        <Formula>{formulas.employerP}</Formula>
        <p>
          a and w being the sums of c over an employer’s vacancies that name the skill, and over all its own, p the
          share over all months and m the number of employers. The p-value of both together is the larger one (Berger
          1982, <cite>Technometrics</cite> 24), and 1 where they point apart. <code>npm run eval -- statistics</code>{' '}
          prints how often trends are found that are none: by this p-value 0.4 to 5.4{'\u202f'}% over 60 months and
          more, depending on the skill, and up to 7.6{'\u202f'}% over 24, where the standard error of each figure is one
          point.
        </p>
        <p>
          The slope is Sen’s (1968, <cite>JASA</cite> 63), told a year, twelve times that of a month:
        </p>
        <Formula>{formulas.sen}</Formula>
        <p>
          Hundreds of skills are tested at once, so p-values are adjusted to hold the false discovery rate (Benjamini
          and Hochberg 1995, <cite>JRSS B</cite> 57): of k skills, the one with the i-th smallest p-value p₍ᵢ₎ has
        </p>
        <Formula>{formulas.falseDiscovery}</Formula>
        <p>and its trend is called one up to q = {trendLevel}.</p>
        <p data-testid="trend-example">
          For example, shares of {exampleMonths.join(', ')} % in twelve months have a slope of {trend.slope.toFixed(2)}{' '}
          points a month and p = {probability(trend.pValue)}; with three other skills whose p-values are{' '}
          {otherPValues.join(', ')}, q = {probability(adjusted)}, if employers say so too. The four employers of the
          quarters under{' '}
          <a className="link" href="#claims">
            Claims
          </a>
          , taken for eight months, have p = {probability(byEmployer.pValue)} by the test of employers.
        </p>
        <p>
          A skill has <b>passed</b> a share of {thresholds.map((one) => `${one * 100}\u202f%`).join(', ')} in the first
          month that reaches it and from which on {monthsToHold} months together do. Where that is the first month of
          the range, the range cannot tell when, and no month is given.
        </p>
      </Prose>
    </Section>
  )
}
