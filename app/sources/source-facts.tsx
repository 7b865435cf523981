import { Definitions } from '@/app/_components/prose'
import { HomeLink } from '@/app/sources/credits'
import { troubleOfRun } from '@/lib/domain/operator-views'
import type { SourceState } from '@/lib/domain/operator-views'
import {
  boardsFreshnessSentence,
  countOf,
  everyWords,
  freshnessSentence,
  monthRangeWords,
  troubleWords,
} from '@/lib/query/ingest-words'
import { formatCount } from '@/lib/query/numbers'

const historyWords: Record<string, string> = {
  complete: 'all that was ever posted; a posting counts in the month in which it was posted',
  open: 'only what is open now; a posting counts in the month in which it was first seen here',
}

const postingsWords = (source: SourceState): string =>
  source.postings === 0
    ? 'none yet'
    : `${formatCount(source.postings)}, of which ${formatCount(source.backendPostings)} backend by title or description`

/** "34.1 %: 3 repeat another of their month, the others were posted anew". */
function duplicateWords({ postings, vacancies, copies }: SourceState): string {
  if (postings === 0) return 'none yet'
  const duplicates = postings - vacancies
  const share = `${((duplicates / postings) * 100).toFixed(1)}\u202f%`
  if (duplicates === 0) return `none: every posting is a vacancy of its own`
  return `${share} of the postings (${formatCount(postings)} are ${formatCount(vacancies)} vacancies): ${formatCount(copies)} repeat another of the same month, the others were posted anew later`
}

function weekWords({ week }: SourceState): string {
  if (week.runs === 0) return 'no run'
  const moved = `${formatCount(week.inserted)} new, ${formatCount(week.updated)} changed, ${formatCount(week.withdrawn)} gone, ${formatCount(week.reopened)} open again, ${formatCount(week.rejected)} refused`
  const trouble = week.troubled === 0 ? '' : `, ${formatCount(week.troubled)} of them in trouble`
  return `${countOf(week.runs, 'run')}${trouble}: ${moved}`
}

/** What the error of the newest run means for the numbers; a board among many says nothing of its source. */
function LastTrouble({ source }: { source: SourceState }) {
  const run = source.lastRun
  if (run === null || source.tally?.isOfBoards === true) return null
  const trouble = troubleOfRun({ id: source.id, name: source.name }, run, source.to)
  if (!trouble) return null
  const { what, meaning, advice } = troubleWords(trouble)
  return `${what} ${meaning} ${advice}`
}

/** How fresh a source is, how much it holds, and on what terms. */
export function SourceFacts({ source, now }: { source: SourceState; now: Date }) {
  const { tally, lastRun, cadenceHours, attribution, homepage } = source
  const freshness =
    tally?.isOfBoards === true
      ? boardsFreshnessSentence(tally, now)
      : freshnessSentence({ ...source, isRunning: lastRun?.status === 'running' }, now)
  return (
    <div className="mt-8 space-y-4">
      <p className="max-w-prose">
        {freshness} <LastTrouble source={source} />
      </p>
      <Definitions
        entries={[
          { term: 'Postings', meaning: postingsWords(source) },
          { term: 'Duplicates', meaning: duplicateWords(source) },
          { term: 'Months', meaning: monthRangeWords(source.from, source.to) ?? 'none yet' },
          { term: 'Last 7 days', meaning: weekWords(source) },
          { term: 'Read', meaning: cadenceHours === null ? 'when a person imports a file' : everyWords(cadenceHours) },
          { term: 'Keeps', meaning: historyWords[source.history] ?? source.history },
          {
            term: 'Credit',
            meaning: (
              <>
                {attribution} <HomeLink homepage={homepage} />
              </>
            ),
          },
          ...(source.terms === '' ? [] : [{ term: 'Terms', meaning: source.terms }]),
        ]}
      />
    </div>
  )
}
