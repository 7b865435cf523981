import { useMemo, useState } from 'react'
import { MarkedText } from '@/app/try/marked-text'
import { KeptList, RefusedList } from '@/app/try/name-list'
import { toNameRows } from '@/app/try/name-rows'
import { decisionWords, factsOf } from '@/app/try/reading-words'
import type { TypedPosting } from '@/app/try/try-state'
import { levelWords } from '@/app/_components/level-badge'
import type { ExplainedReading, NameDecision } from '@/lib/domain/reading'
import { levels } from '@/lib/domain/skill'

const Legend = () => (
  <p className="flex flex-wrap gap-x-4 gap-y-1 text-small text-quiet">
    {levels.map((level) => (
      <span key={level} className="name" data-family="practices" data-level={level}>
        <mark>{levelWords[level]}</mark>
      </span>
    ))}
    <span className="name" data-level="refused">
      <s>does not count</s>
    </span>
  </p>
)

function Facts({ reading }: { reading: ExplainedReading }) {
  return (
    <dl className="grid gap-x-8 text-small sm:grid-cols-2">
      {factsOf(reading).map(({ term, words, reason, isWide }) => (
        <div
          key={term}
          className={`grid grid-cols-[6.5rem_1fr] gap-x-4 border-t border-rule py-1.5 ${isWide === true ? 'sm:col-span-2' : ''}`}
        >
          <dt className="text-quiet">{term}</dt>
          {/* Names of countries and languages are those of the browser's own tables, which may differ by a word. */}
          <dd className="wrap-anywhere" suppressHydrationWarning>
            <span className={reason === undefined ? undefined : 'font-semibold'}>{words}</span>
            {reason !== undefined && <span className="text-quiet">: {reason}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/**
 * Says under the text what became of the name under the pointer; the lists below say it for all. Two lines high from
 * the start, so that it does not grow over the name that it tells of.
 */
function Readout({ active }: { active: readonly NameDecision[] | null }) {
  return (
    <p
      aria-hidden="true"
      className="needs-script sticky bottom-0 min-h-15 border-t border-rule-strong bg-paper py-2 text-small"
    >
      {active === null ? (
        <span className="text-quiet">Point at a marked name to see why; press it to go to its row.</span>
      ) : (
        active.map((decision, order) => (
          <span key={order} className="block">
            {decisionWords(decision)}
          </span>
        ))
      )}
    </p>
  )
}

/** Everything that was read from a posting, and why. */
export function ReadingView({ posting, reading }: { posting: TypedPosting; reading: ExplainedReading }) {
  const [active, setActive] = useState<readonly NameDecision[] | null>(null)
  const rows = useMemo(() => toNameRows(reading), [reading])
  const inField = (field: NameDecision['field']) => reading.decisions.filter((decision) => decision.field === field)
  const common = { rowOf: rows.rowOf, onActive: setActive }
  return (
    <div className="space-y-8">
      <Facts reading={reading} />
      <section aria-labelledby="marked">
        <h3 id="marked" className="sr-only">
          The posting with its names marked
        </h3>
        <Legend />
        <div className="mt-2 max-w-[72ch] border-t border-rule py-3 wrap-anywhere whitespace-pre-wrap">
          {posting.title.trim() !== '' && (
            <p className="mb-2 font-semibold">
              <MarkedText text={posting.title} decisions={inField('title')} {...common} />
            </p>
          )}
          <MarkedText text={posting.text} decisions={inField('text')} {...common} />
        </div>
        <Readout active={active} />
      </section>
      {rows.kept.length > 0 && <KeptList rows={rows.kept} />}
      {rows.refused.length > 0 && <RefusedList rows={rows.refused} />}
    </div>
  )
}
