import { Formula, Prose, Section } from '@/app/_components/prose'
import { compositionExample, computeComposition } from '@/app/methodology/composition-example'
import { sections } from '@/app/methodology/contents'
import { blurredFrom } from '@/lib/query/blur'
import { views } from '@/lib/domain/composition-view'
import { viewNames, viewSentences } from '@/lib/query/composition'
import { partNames, parts } from '@/lib/query/decomposition'
import { thresholds } from '@/lib/query/movers'
import { formatPoints, formatShare } from '@/lib/query/numbers'

const points = (value: number | null) => formatPoints(value, 1_000)
const percent = (share: number | null) => formatShare(share, 1_000)

/** What a change is made of: views, parts, and an example that the code computes while the page is made. */
export function CompositionSection() {
  const { changes, counted, parts: found } = computeComposition()
  return (
    <Section id="composition" title={sections.composition}>
      <Prose>
        <p>
          A share can rise because vacancies ask for more, or because other employers, sources or longer texts came in.
          So every change is told five ways, each with its interval, and the page says so where they contradict each
          other:
        </p>
        <ul>
          {views.map((view) => (
            <li key={view}>
              <b>{viewNames[view]}</b>: {viewSentences[view]}
            </li>
          ))}
        </ul>
        <p>
          Fixed mix and same text lengths are direct standardisation, or post-stratification (Holt and Smith 1979,{' '}
          <cite>JRSS A</cite> 142): with W the weight of a cell in the first period and y and n what the period holds
          there,
        </p>
        <Formula>p = Σ W · (y / n)</Formula>
        <p>
          Cells of the fixed mix are source × country (the five largest of the first period, the rest together, none
          said) × seniority (none said, below senior, senior and above). The weight of a cell without vacancies is
          spread over the others in proportion, and told. A line over time holds the first and the last 12 months of its
          range fixed or, where no employer is in both, the last 24 months. One employer, one vote is the mean of y / n
          over employers. Every view has its variance from how much each employer moves it, d (Woodruff 1971,{' '}
          <cite>JASA</cite> 66; Binder 1983):
        </p>
        <Formula>v = m / (m − 1) · Σ d²; of a change: m / (m − 1) · Σ (d₂ − d₁)²</Formula>
        <p>
          For the plain share d = Σ (y − p) / N over the vacancies of the employer, for a standardised one Σ W (y − p of
          the cell) / n of the cell, for votes (y / n − p) / m. The variance of a change so holds the covariance of both
          periods: an employer that posts in both moves them together. Its interval is put together from those of the
          two shares, from l to u, and the correlation ρ of the d of both periods (Newcombe 1998,{' '}
          <cite>Statistics in Medicine</cite> 17; Zou and Donner 2008, <cite>ibid.</cite> 27), so that it is skewed
          where they are and never certain:
        </p>
        <Formula>low = p₂ − p₁ − √[ (p₂ − l₂)² + (u₁ − p₁)² − 2ρ (p₂ − l₂)(u₁ − p₁) ]</Formula>
        <Formula>high = p₂ − p₁ + √[ (u₂ − p₂)² + (p₁ − l₁)² − 2ρ (u₂ − p₂)(p₁ − l₁) ]</Formula>
        <p>
          The change as counted is taken apart, and the parts add up to it exactly:{' '}
          {parts.map((part) => partNames[part]).join('; ')}. Between sources and lengths by Kitagawa (1955,{' '}
          <cite>JASA</cite> 50), the product of their weights by Das Gupta (1993), within a cell by employer after
          Griliches and Regev (1995, <cite>Journal of Econometrics</cite> 65). With w the weight of an employer in its
          cell, p its own share, P that of the cell, Δ the change and a bar the mean of both periods:
        </p>
        <Formula>ΔP = Σ w̄ Δp + Σ Δw (p̄ − P̄) + Σ entered w (p − P̄) − Σ left w (p − P̄)</Formula>
        <Formula>Δ = Σ ΔW_source W̄_length P̄ + Σ W̄_source ΔW_length P̄ + Σ W̄ ΔP</Formula>
        <p>
          An employer that stays but moves to another source or length counts under {partNames.shift}; a cell that was
          empty before or is now counts under the mix.
        </p>
      </Prose>
      <div className="table-box max-w-md">
        <table className="figure-table">
          <caption className="pb-1 text-left text-quiet">Two made-up years of three employers</caption>
          <thead>
            <tr>
              <th scope="col">Employer</th>
              <th scope="col">Year</th>
              <th scope="col">Texts</th>
              <th scope="col" className="number">
                n
              </th>
              <th scope="col" className="number">
                y
              </th>
            </tr>
          </thead>
          <tbody>
            {compositionExample.map((line) => (
              <tr key={`${line.employer} ${line.year}`}>
                <th scope="row">{line.employer}</th>
                <td>{line.year}</td>
                <td>{line.texts}</td>
                <td className="number">{line.vacancies}</td>
                <td className="number">{line.named}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Prose>
        <p data-testid="composition-example">
          Here the share changes by{' '}
          {changes.map(({ view, change }) => `${points(change)} ${viewNames[view]}`).join(', ')}. Of the change as
          counted, {found === null ? '' : parts.map((part) => `${points(found[part])} ${partNames[part]}`).join(', ')}.
        </p>
        <p>
          The interval of the change as counted: the shares are {percent(counted.before.share)} (
          {percent(counted.before.low)} to {percent(counted.before.high)}) and {percent(counted.after.share)} (
          {percent(counted.after.low)} to {percent(counted.after.high)}), ρ = {counted.correlation.toFixed(2)}, so it is{' '}
          {points(counted.difference.low)} to {points(counted.difference.high)}: three employers prove nothing.
        </p>
      </Prose>
    </Section>
  )
}

/** Blur index, lift, movers and trend tests. */
export function TrendsSection() {
  const { lift } = computeComposition()
  return (
    <Section id="trends" title={sections.trends}>
      <Prose>
        <p>
          <b>Lift</b> is how much likelier two skills stand together than by chance, P(a and b) / (P(a) P(b)). Its
          interval is taken on the log scale, clustered by employer, by the delta method (Woodruff 1971): a vacancy
          moves log lift by
        </p>
        <Formula>d = ab / Σab − a / Σa − b / Σb + 1 / N; lift · exp(± t √v)</Formula>
        <p>
          with t for as many degrees of freedom as Kish’s number of employers that name both, less one and at least
          three. In the example above, the skill has a lift of {lift.lift?.toFixed(2)} on long texts. Pairs with fewer
          than ten vacancies have none.
        </p>
        <p>
          The <b>blur index</b> is the number of ops families that a vacancy names: cloud, containers, CI/CD,
          infrastructure as code, observability and MLOps. They are six, so it runs from 0 to 6; machine-learning
          libraries are a family of their own and no part of it. Its mean has the interval mean ± t √v with d = Σ (count
          − mean) / N over the vacancies of an employer; vacancies that name {blurredFrom} or more are told as a share.
        </p>
        <p>
          <b>Movers</b> compare the last 12 whole months with the 12 before, with the interval of a change as above.{' '}
          <b>Trends</b> are tested over the months of the range by Mann and Kendall (Mann 1945, Kendall 1975): S counts
          the pairs of months that rise less those that fall,
        </p>
        <Formula>z = (S ∓ 1) / √( h · [ n (n − 1) (2n + 5) − Σ t (t − 1) (2t + 5) ] / 18 )</Formula>
        <p>
          with t the sizes of ties. Months depend on each other, since employers post the same text again; so the
          variance is stretched by h (Hamed and Rao 1998, <cite>Journal of Hydrology</cite> 204), from the correlations
          ρ of the ranks of what Sen’s slope leaves over, at lags of up to 12 months whose ρ is significant:
        </p>
        <Formula>h = max( 1, 1 + 2 / (n (n − 1) (n − 2)) · Σ (n − i) (n − i − 1) (n − i − 2) ρᵢ )</Formula>
        <p>
          Hundreds of skills are tested at once, so p-values are adjusted to hold the false discovery rate (Benjamini
          and Hochberg 1995, <cite>JRSS B</cite> 57): of k skills, the i-th smallest becomes the least of p · k / i from
          there on, and a trend is called one up to 0.05. The slope is Sen’s (1968), the median of all slopes between
          two months. A skill has <b>passed</b> a share of {thresholds.map((one) => `${one * 100}\u202f%`).join(', ')}{' '}
          in the first month that reaches it and from which on the 12 months together do.
        </p>
      </Prose>
    </Section>
  )
}
