import { PageLink } from '@/app/_components/site/page-link'
import { CodeLine, Definitions, Section } from '@/app/_components/prose'
import { RejectsTable } from '@/app/sources/rejects-table'
import { RunsTable } from '@/app/sources/runs-table'
import type { RejectView, RunView, SourceView } from '@/lib/domain/operator-views'
import { troubleOfRun } from '@/lib/domain/operator-views'
import {
  countOf,
  everyWords,
  freshnessSentence,
  importHint,
  monthRangeWords,
  troubleWords,
} from '@/lib/query/ingest-words'
import { formatCount } from '@/lib/query/numbers'

export interface SourceDetail {
  source: SourceView
  runs: readonly RunView[]
  rejects: { rows: readonly RejectView[]; next: string | null; isLaterPage: boolean }
}

const postingsWords = (source: SourceView): string =>
  source.postings === 0
    ? 'none yet'
    : `${formatCount(source.postings)}, of which ${formatCount(source.backendPostings)} backend by title or description`

function FileLinks({ dataset, sourceId }: { dataset: string; sourceId: string }) {
  return (
    <p className="text-small text-quiet">
      <a className="link" href={`/api/${dataset}.csv?source=${sourceId}`} download>
        CSV
      </a>{' '}
      ·{' '}
      <a className="link" href={`/api/${dataset}?source=${sourceId}`}>
        JSON
      </a>
    </p>
  )
}

function Rejects({ source, rejects }: { source: SourceView; rejects: SourceDetail['rejects'] }) {
  if (rejects.rows.length === 0) return <p className="text-quiet">None: no record was refused.</p>
  return (
    <div className="space-y-2">
      <RejectsTable rejects={rejects.rows} sourceName={source.name} />
      <nav aria-label={`Pages of rejects of ${source.name}`} className="flex gap-4 text-small">
        {rejects.isLaterPage && (
          <PageLink className="link" href={`/sources#${source.id}-rejects`}>
            Newest
          </PageLink>
        )}
        {rejects.next !== null && (
          <PageLink
            className="link"
            href={`/sources?source=${source.id}&after=${rejects.next}#${source.id}-rejects`}
            rel="next"
          >
            Older
          </PageLink>
        )}
      </nav>
      <FileLinks dataset="rejects" sourceId={source.id} />
    </div>
  )
}

/** What the error of the newest run means for the numbers, when it ended in one. */
function LastTrouble({ source }: { source: SourceView }) {
  const run = source.lastRun
  const trouble = run && troubleOfRun({ id: source.id, name: source.name }, run, source.to)
  if (!trouble) return null
  const { what, meaning, advice } = troubleWords(trouble)
  return `${what} ${meaning} ${advice}`
}

function RunsAndRejects({ detail: { source, runs, rejects } }: { detail: SourceDetail }) {
  return (
    <>
      <h3 className="pt-4 font-semibold" id={`${source.id}-runs`}>
        Runs
      </h3>
      <div className="space-y-2">
        <RunsTable runs={runs} sourceName={source.name} />
        <FileLinks dataset="runs" sourceId={source.id} />
      </div>
      <h3 className="pt-4 font-semibold" id={`${source.id}-rejects`}>
        Rejects
        {source.rejects > 0 && <span className="font-normal text-quiet"> · {countOf(source.rejects, 'record')}</span>}
      </h3>
      <Rejects source={source} rejects={rejects} />
    </>
  )
}

/** One source: how fresh, how much, on what terms, how its last runs went and what was refused. */
export function SourceSection({ detail, now }: { detail: SourceDetail; now: Date }) {
  const { source, runs } = detail
  const isRunning = source.lastRun?.status === 'running'
  return (
    <Section id={source.id} title={source.name}>
      <p className="max-w-prose">
        {freshnessSentence({ ...source, isRunning }, now)} <LastTrouble source={source} />
      </p>
      <Definitions
        entries={[
          { term: 'Postings', meaning: postingsWords(source) },
          { term: 'Months', meaning: monthRangeWords(source.from, source.to) ?? 'none yet' },
          {
            term: 'Read',
            meaning: source.cadenceHours === null ? 'when a person imports a file' : everyWords(source.cadenceHours),
          },
          {
            term: 'Credit',
            meaning: (
              <>
                {source.attribution}{' '}
                {URL.canParse(source.homepage) && (
                  <a className="link" href={source.homepage} rel="external">
                    {new URL(source.homepage).hostname}
                  </a>
                )}
              </>
            ),
          },
        ]}
      />
      {runs.length > 0 && <RunsAndRejects detail={detail} />}
      {runs.length === 0 && source.cadenceHours === null && <CodeLine>{importHint.command}</CodeLine>}
    </Section>
  )
}
