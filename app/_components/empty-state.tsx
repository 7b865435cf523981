import type { ReactNode } from 'react'
import type { IngestStatus } from '@/lib/domain/ingest'
import { importHint, progressSentence, troubleWords } from '@/lib/query/ingest-words'

interface EmptyStateProps {
  /** What would be here, as a short sentence. */
  title: string
  /** Why it is not, in a sentence or two. */
  children?: ReactNode
  /** The one action that fills it. */
  action?: ReactNode
}

/** Says what would be here and the one action that fills it; never a bare "no data". */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <section className="max-w-prose border-l-2 border-rule-strong py-1 pl-4">
      <h2 className="text-lead">{title}</h2>
      {children && <div className="mt-2 space-y-2 text-quiet">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </section>
  )
}

/** The empty state of a page whose database holds no posting at all: reading, in trouble, or never started. */
export function NoPostingsYet({ title, status }: { title: string; status: IngestStatus }) {
  const run = status.runs[0]
  const trouble = status.troubles[0]
  return (
    <EmptyState
      title={title}
      action={
        run === undefined && (
          <p>
            {importHint.before}{' '}
            <code className="block overflow-x-auto pt-1 text-small whitespace-nowrap">{importHint.command}</code>
          </p>
        )
      }
    >
      {run !== undefined && (
        <p>
          {progressSentence(run)}. The newest month comes first and appears here by itself, usually within ten seconds.
        </p>
      )}
      {run === undefined && trouble !== undefined && <TroubleText trouble={trouble} />}
      {run === undefined && trouble === undefined && (
        <p>
          No posting has been read yet.{' '}
          {status.isWorkerAlive
            ? 'The worker is up and begins by itself.'
            : 'No worker is running; npm start brings one up.'}
        </p>
      )}
    </EmptyState>
  )
}

function TroubleText({ trouble }: { trouble: IngestStatus['troubles'][number] }) {
  const words = troubleWords(trouble)
  return (
    <p>
      {words.what} {words.meaning} {words.advice}
    </p>
  )
}
