import { Definitions, Prose } from '@/app/_components/prose'
import { essentialShare, trendPoints, usualMonths, verdictDefinitions, verdicts } from '@/lib/domain/claim'
import { views } from '@/lib/domain/composition-view'
import { viewNames, viewSentences } from '@/lib/query/composition'
import { thinBelow } from '@/lib/query/statistics'

/** How a verdict falls, from the definitions that the code judges by. */
export function Rule() {
  return (
    <section aria-labelledby="rule" className="mt-16 scroll-mt-24">
      <h2 id="rule" className="mb-3 text-lead">
        <a href="#rule" className="hover:underline">
          How a verdict falls
        </a>
      </h2>
      <Definitions entries={verdicts.map((verdict) => ({ term: verdict, meaning: verdictDefinitions[verdict] }))} />
      <div className="mt-4">
        <Prose>
          <p>
            A share is that of the last {usualMonths.share} whole months of data, a trend that of the last{' '}
            {usualMonths.trend / 12} years in points of {trendPoints.months} months, unless the claim names its months.
            A trend is the slope of the least-squares line; its interval takes employers for the independent units, like
            all others (
            <a className="link" href="/methodology#claims">
              the formulas
            </a>
            ). Essential means at least {Math.round(essentialShare * 100)}
            {'\u202f'}%; change the number in the form.
          </p>
          <p>
            Below {thinBelow} effective vacancies nothing is decided. Five views weigh the same vacancies differently;
            when those with enough vacancies disagree, the headline says that it depends on the view, and when one
            source alone supports what another refutes, on the source. Every verdict stands for itself, with no
            correction for how many there are: one’s own claim must fall as the same claim does in this list. Of many
            claims at the edge, one in twenty falls by chance.
          </p>
        </Prose>
      </div>
      <div className="mt-4">
        <Definitions entries={views.map((view) => ({ term: viewNames[view], meaning: viewSentences[view] }))} />
      </div>
    </section>
  )
}
