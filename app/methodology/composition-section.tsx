import { Formula, Prose, Section } from '@/app/_components/prose'
import { FigureTable } from '@/app/_components/tables/figure-table'
import { compositionExample, computeComposition } from '@/app/methodology/composition-example'
import { sections } from '@/app/methodology/contents'
import { formulas } from '@/app/methodology/formulas'
import { views } from '@/lib/domain/composition-view'
import { wordsOfBand } from '@/lib/domain/text-length'
import { viewNames, viewSentences } from '@/lib/query/composition'
import { partNames, parts } from '@/lib/query/decomposition'
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
          <cite>JRSS A</cite> 142): with W the weight of a cell in the first period, adding up to 1 over the cells that
          have vacancies, and y and n what the period holds there,
        </p>
        <Formula>{formulas.standardised}</Formula>
        <p>
          Cells of the fixed mix are source × country (the five largest of the first period, the rest together, none
          said) × seniority (none said, below senior, senior and above); a vacancy with several places or levels stands
          under its first country in the order of codes (EU is none) and its lowest level; the five largest are those
          with most vacancies. Short texts have up to {wordsOfBand.short.to} words, medium ones up to{' '}
          {wordsOfBand.medium.to}. The weight of a cell without vacancies is spread over the others in proportion, and
          told. A line over time holds the first and the last 12 whole months of its range fixed or, where that leaves
          nothing to count, the last 24. One employer, one vote is the mean over the m employers of each one’s own
          share:
        </p>
        <Formula>{formulas.votes}</Formula>
        <p>
          Every view has its variance from how much each employer moves it, d (Taylor linearisation: Woodruff 1971,{' '}
          <cite>JASA</cite> 66; Binder 1983, <cite>International Statistical Review</cite> 51):
        </p>
        <Formula>{formulas.movedVariance}</Formula>
        <p>
          With n and y of the employer, and N all vacancies, of the period or of the cell, d is for the share as counted
          and that of the same employers, for the standardised shares (a sum over cells, p being that of the cell), and
          for votes
        </p>
        <Formula>{formulas.movedRatio}</Formula>
        <Formula>{formulas.movedCells}</Formula>
        <Formula>{formulas.movedVotes}</Formula>
        <p>
          From v follow the effective size and the interval as above, with n and y in k and in Kish’s size weighted as
          the view weighs them, and Σ n in nₑ and r the vacancies that the view counts, each as one. A change has its
          interval from those of its two shares, from l to u, and from the correlation ρ of the d of both periods
          (Newcombe 1998, <cite>Statistics in Medicine</cite> 17; Zou and Donner 2008, <cite>ibid.</cite> 27): an
          employer that posts in both moves them together; where nothing moves one of them, ρ is 0. So it is skewed
          where they are, and never certain; fewer than two employers give none.
        </p>
        <Formula>{formulas.correlation}</Formula>
        <Formula>{formulas.changeLow}</Formula>
        <Formula>{formulas.changeHigh}</Formula>
        <p>
          The change as counted is taken apart, and the parts add up to it exactly:{' '}
          {parts.map((part) => partNames[part]).join('; ')}. Between sources and lengths by Kitagawa (1955,{' '}
          <cite>JASA</cite> 50), the product of their weights by Das Gupta (1993), within a cell by employer after
          Griliches and Regev (1995, <cite>Journal of Econometrics</cite> 65). With w the weight of an employer in its
          cell, p its own share, P that of the cell, Δ the change and a bar the mean of both periods:
        </p>
        <Formula>{formulas.withinCell}</Formula>
        <Formula>{formulas.betweenCells}</Formula>
        <p>
          An employer that stays but moves to another source or length counts under “{partNames.shift}”; a cell that was
          empty before or is now counts under the mix, with the share that it has where it is not.
        </p>
      </Prose>
      <div className="max-w-md">
        <FigureTable
          rows={compositionExample}
          caption="Two made-up years of three employers"
          showsCaption
          keyOf={({ employer, year }) => `${employer} ${year}`}
          columns={[
            { id: 'employer', heading: 'Employer', cell: ({ employer }) => employer },
            { id: 'year', heading: 'Year', cell: ({ year }) => year },
            { id: 'texts', heading: 'Texts', cell: ({ texts }) => texts },
            { id: 'n', heading: 'n', className: 'number', cell: ({ vacancies }) => vacancies },
            { id: 'y', heading: 'y', className: 'number', cell: ({ named }) => named },
          ]}
        />
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
