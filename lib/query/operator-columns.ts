import { boardConditions, countBoards, reasonOf } from '@/lib/domain/board'
import type { BoardView } from '@/lib/domain/board'
import type { RejectView, RunView, SourceState } from '@/lib/domain/operator-views'
import type { VersionView } from '@/lib/domain/version-change'
import type { Column, ColumnInfo } from '@/lib/query/columns'

// The tables of the sources page as files: same columns in JSON and CSV, same dictionary as the figures.

const text = <Row>(
  key: string,
  heading: string,
  description: string,
  value: (row: Row) => string | null,
): Column<Row> => ({ key, heading, unit: null, description, kind: 'text', decimals: null, value })

const count = <Row>(
  key: string,
  heading: string,
  [unit, description]: [unit: string, description: string],
  value: (row: Row) => number | null,
): Column<Row> => ({ key, heading, unit, description, kind: 'count', decimals: 0, value })

const month = <Row>(
  key: string,
  heading: string,
  description: string,
  value: (row: Row) => string | null,
): Column<Row> => ({ key, heading, unit: null, description, kind: 'month', decimals: null, value })

const instant = <Row>(key: string, heading: string, description: string, value: (row: Row) => Date | null) =>
  text<Row>(key, heading, `${description}, ISO 8601 in UTC`, (row) => value(row)?.toISOString() ?? null)

export const sourceColumns: Column<SourceState>[] = [
  text('source', 'Source', 'id of the source', (row) => row.id),
  text('name', 'Name', 'name of the source', (row) => row.name),
  text('homepage', 'Page', 'public page of the source', (row) => row.homepage),
  text('history', 'Keeps', 'complete (all that was ever posted) or open (only what is open now)', (row) => row.history),
  text('terms', 'Terms', 'what its terms allow and ask for', (row) => row.terms),
  text('attribution', 'Credit', 'credit line to print beside figures from the source', (row) => row.attribution),
  count('postings', 'Postings', ['postings', 'postings counted, all roles'], (row) => row.postings),
  count(
    'backendPostings',
    'Backend postings',
    ['postings', 'of them, backend by title or description'],
    (row) => row.backendPostings,
  ),
  count(
    'vacancies',
    'Vacancies',
    ['vacancies', 'vacancies that the postings come to; the others are duplicates'],
    (row) => row.vacancies,
  ),
  count(
    'copies',
    'Copies',
    ['postings', 'duplicates that repeat another posting of the same month; the other duplicates were posted anew'],
    (row) => row.copies,
  ),
  {
    key: 'duplicatePercent',
    heading: 'Duplicates',
    unit: 'percent',
    description: 'share of postings that are duplicates, 1 − vacancies / postings, one decimal; empty without postings',
    kind: 'ratio',
    decimals: 1,
    value: ({ postings, vacancies }) => (postings === 0 ? null : (1 - vacancies / postings) * 100),
  },
  month('from', 'From', 'first month with a posting', (row) => row.from),
  month('to', 'To', 'last month with a posting', (row) => row.to),
  count(
    'cadenceHours',
    'Read every',
    ['hours', 'hours between two runs of the worker; empty when a person starts it'],
    (row) => row.cadenceHours,
  ),
  instant('lastSuccessAt', 'Last read', 'end of the newest run that came to its end', (row) => row.lastSuccessAt),
  text('lastStatus', 'Last run', 'state of the newest run', (row) => row.lastRun?.status ?? null),
  text('lastError', 'Last error', 'error of the newest run, in words', (row) => row.lastRun?.error ?? null),
  count(
    'rejects',
    'Rejects',
    ['records', 'records refused, with reasons in the dataset rejects'],
    (row) => row.rejects,
  ),
  count('boards', 'Boards', ['boards', 'boards on the list; empty for a source that is read as a whole'], (row) =>
    row.tally?.isOfBoards === true ? countBoards(row.tally) : null,
  ),
  count('boardsInTrouble', 'Boards in trouble', ['boards', 'of them, held, failing or parked'], ({ tally }) =>
    tally?.isOfBoards === true
      ? (tally.conditions.held ?? 0) + (tally.conditions.failing ?? 0) + (tally.conditions.parked ?? 0)
      : null,
  ),
  count('open', 'Open', ['postings', 'postings open at the last complete listings'], (row) => row.tally?.open ?? null),
  instant(
    'nextDueAt',
    'Due',
    'when it, or the next of its boards, is due; empty: at once, or never',
    (row) => row.tally?.dueAt ?? null,
  ),
  count('weekRuns', 'Runs in a week', ['runs', 'runs begun in the last seven days'], (row) => row.week.runs),
  count('weekNew', 'New in a week', ['postings', 'postings new to us in those runs'], (row) => row.week.inserted),
  count(
    'weekChanged',
    'Changed in a week',
    ['postings', 'postings whose content changed in them'],
    (row) => row.week.updated,
  ),
  count(
    'weekWithdrawn',
    'Gone in a week',
    ['postings', 'postings withdrawn or closed in them'],
    (row) => row.week.withdrawn,
  ),
  count('weekRejected', 'Rejected in a week', ['records', 'records refused in them'], (row) => row.week.rejected),
]

export const boardColumns: Column<BoardView>[] = [
  text('source', 'Source', 'id of the source', (row) => row.sourceId),
  text('board', 'Board', 'slug of the board; all for a source that is read as a whole', (row) => row.slug),
  text('name', 'Name', 'employer as the operator gave it', (row) => row.name),
  text('ownName', 'Own name', 'name that the board gives itself; empty when it gives none', (row) => row.ownName),
  text('condition', 'Stands', `how it stands: ${boardConditions.join(', ')}`, (row) => row.condition),
  text('reason', 'Reason', 'why it stands so, in words', reasonOf),
  count('open', 'Open', ['postings', 'postings open at the last complete listing'], (row) => row.openCount),
  instant('succeededAt', 'Last read', 'end of the newest run that came to its end', (row) => row.succeededAt),
  instant('failingSince', 'Failing since', 'when its present row of failures began', (row) => row.failingSince),
  count('failures', 'Failures', ['runs', 'runs failed in a row'], (row) => row.failures),
  instant('dueAt', 'Due', 'when it is read next; empty: at once', (row) => row.dueAt),
  instant(
    'baselineAt',
    'Baseline',
    'first complete listing: what it held is stock, what came later is flow',
    (row) => row.baselineAt,
  ),
  instant('addedAt', 'Added', 'when it was added', (row) => row.addedAt),
  text('origin', 'Added by', 'curated, cli or import', (row) => row.origin),
]

export const runColumns: Column<RunView>[] = [
  text('run', 'Run', 'id of the run', (row) => row.id),
  text('source', 'Source', 'id of the source', (row) => row.sourceId),
  text('board', 'Board', 'slug of the board that was read; all for the whole source', (row) => row.scope),
  text('trigger', 'Started by', 'worker, cli, import, replay or retag', (row) => row.trigger),
  text('status', 'State', 'running, succeeded, failed, halted, held or interrupted', (row) => row.status),
  instant('startedAt', 'Started', 'when it began', (row) => row.startedAt),
  instant('finishedAt', 'Ended', 'when it ended; empty while it runs', (row) => row.finishedAt),
  count('durationMs', 'Took', ['milliseconds', 'from its start to its end or last page'], (row) => row.durationMs),
  count('pagesDone', 'Pages', ['pages', 'pages stored'], (row) => row.pagesDone),
  count(
    'pagesFresh',
    'Left out',
    ['pages', 'pages not fetched, because nothing in them can have changed'],
    (row) => row.pagesFresh,
  ),
  count('pagesTotal', 'Pages expected', ['pages', 'pages expected, when the source can tell'], (row) => row.pagesTotal),
  count('inserted', 'New', ['postings', 'postings new to us'], (row) => row.inserted),
  count('updated', 'Changed', ['postings', 'postings whose content changed'], (row) => row.updated),
  count('unchanged', 'Unchanged', ['postings', 'postings seen again unchanged'], (row) => row.unchanged),
  count('withdrawn', 'Withdrawn', ['postings', 'postings gone from a complete listing'], (row) => row.withdrawn),
  count(
    'reopened',
    'Open again',
    ['postings', 'postings that were closed and are listed again'],
    (row) => row.reopened,
  ),
  count('rejected', 'Rejected', ['records', 'records refused, with reasons'], (row) => row.rejected),
  count('skipped', 'Skipped', ['records', 'records that are no postings, left out by rule'], (row) => row.skipped),
  text('errorKind', 'Error', 'name of the error by what to do', (row) => row.errorKind),
  text('error', 'Error in words', 'what happened', (row) => row.error),
]

export const rejectColumns: Column<RejectView>[] = [
  text('reject', 'Reject', 'id of the reject', (row) => row.id),
  text('source', 'Source', 'id of the source', (row) => row.sourceId),
  text('board', 'Board', 'slug of the board that it came from; all for the whole source', (row) => row.scope),
  instant('at', 'Met', 'when it was met last', (row) => row.at),
  text('record', 'Record', 'id of the record within its source', (row) => row.externalId),
  count('line', 'Line', ['lines', 'line of the file, from 1'], (row) => row.line),
  text('field', 'Field', 'field that was wrong; empty when the record as a whole was', (row) => row.field),
  text('reason', 'Reason', 'what was expected and what was found', (row) => row.reason),
  text('payload', 'Received from', 'address or file name that the record came from', (row) => row.payloadUrl),
]

export const versionColumns: Column<VersionView>[] = [
  count('version', 'Version', ['versions', 'number of the data version, for asOf'], (row) => row.id),
  instant('at', 'Made', 'when it was committed', (row) => row.at),
  text(
    'cause',
    'Cause',
    'data (a source was read), parser (responses were read again), taxonomy, rules or duplicates',
    (row) => row.cause,
  ),
  text('source', 'Source', 'id of the source; all where every source was touched', (row) => row.sourceId),
  count('changed', 'Facts', ['facts', 'facts added, changed or removed'], (row) => row.changed),
  month('from', 'From', 'first month that changed', (row) => row.months[0] ?? null),
  month('to', 'To', 'last month that changed', (row) => row.months.at(-1) ?? null),
  count('months', 'Months', ['months', 'months that changed'], (row) => row.months.length),
  text('taxonomy', 'Taxonomy', 'version of the taxonomy that tagged the facts', (row) => row.taxonomyVersion),
  text('rules', 'Rules', 'version of the rules that tagged the facts', (row) => row.rulesVersion),
  {
    key: 'isKept',
    heading: 'Kept',
    unit: null,
    description: 'whether figures can be asked as of this version',
    kind: 'flag',
    decimals: null,
    value: (row) => row.isKept,
  },
]

export const operatorTableIds = ['sources', 'boards', 'runs', 'rejects', 'versions'] as const
export type OperatorTableId = (typeof operatorTableIds)[number]

/** The operator's datasets for the data dictionary. */
export const operatorTables: { id: OperatorTableId; title: string; columns: readonly ColumnInfo[] }[] = [
  { id: 'sources', title: 'Sources', columns: sourceColumns },
  { id: 'boards', title: 'Boards', columns: boardColumns },
  { id: 'runs', title: 'Runs', columns: runColumns },
  { id: 'rejects', title: 'Rejects', columns: rejectColumns },
  { id: 'versions', title: 'Versions', columns: versionColumns },
]
