import type { RefObject } from 'react'
import { EmptyState } from '@/app/_components/empty-state'
import { toNameRows } from '@/app/try/name-rows'
import { ReadingView } from '@/app/try/reading-view'
import { findingOf } from '@/app/try/reading-words'
import type { TryState } from '@/app/try/try-state'

interface ReadingPanelProps {
  state: TryState
  isReading: boolean
  /** Takes the focus when a reading was asked for. */
  panelRef: RefObject<HTMLElement | null>
}

function NothingRead({ hasFault }: { hasFault: boolean }) {
  return (
    <EmptyState title={hasFault ? 'The posting could not be read' : 'What is read from the posting stands here'}>
      <p>
        {hasFault
          ? 'What is wrong stands beside the text. Nothing was counted or kept.'
          : 'Every name of a skill marked in its text, how strongly it is asked for and why; the names that do not count; and role, places, pay and language.'}
      </p>
    </EmptyState>
  )
}

/** What was read, under a heading that says how much; read out when it changes. */
export function ReadingPanel({ state, isReading, panelRef }: ReadingPanelProps) {
  const { reading, posting, faults } = state
  return (
    <section
      ref={panelRef}
      tabIndex={-1}
      aria-label="What was read"
      aria-busy={isReading}
      className="min-w-0 scroll-mt-6 outline-none"
    >
      <div role="status">
        {reading !== null && <h2 className="mb-4 text-lead">{findingOf(toNameRows(reading))}</h2>}
      </div>
      {reading === null ? (
        <NothingRead hasFault={faults.length > 0} />
      ) : (
        <ReadingView posting={posting} reading={reading} />
      )}
    </section>
  )
}
