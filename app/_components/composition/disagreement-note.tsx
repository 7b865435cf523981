import { PageLink } from '@/app/_components/site/page-link'
import { describeDisagreement } from '@/lib/query/composition-sentences'
import { lowerFirst } from '@/lib/query/first-letter'
import type { ViewsReport } from '@/lib/query/views-report'

/** Under a headline that tells a change: that its composition views contradict each other; nothing where they do not. */
export function DisagreementNote({ report, href }: { report: ViewsReport; href: string }) {
  const warning = describeDisagreement(report.changes.filter(({ comparison }) => comparison === 'year'))
  if (warning === null) return null
  return (
    <p role="note" className="mt-3 max-w-[72ch] border-l-2 border-ink py-1 pl-3">
      The change in a year: {lowerFirst(warning)}{' '}
      <PageLink className="link" href={href}>
        Is it the market or the mix?
      </PageLink>
    </p>
  )
}
