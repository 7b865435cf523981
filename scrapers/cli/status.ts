import type { Command } from 'commander'
import { readIndexLag } from '@/lib/db/index-lag'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { readDataVersion } from '@/lib/db/operator-store'
import { getPool } from '@/lib/db/pool'
import { getPrisma } from '@/lib/db/prisma'
import { areFactsOld } from '@/lib/db/rules-age'
import { listSourceStates } from '@/lib/db/source-states'
import { countBoards } from '@/lib/domain/board'
import { allSources } from '@/lib/domain/ingest'
import type { SourceState } from '@/lib/domain/operator-views'
import { textTable } from '@/lib/export/text-table'
import {
  boardsFreshnessSentence,
  freshnessSentence,
  lagSentence,
  monthRangeWords,
  progressSentence,
} from '@/lib/query/ingest-words'
import { taxonomyVersion } from '@/lib/tagger/taxonomy'
import { rulesVersion } from '@/lib/tagger/rules-version'
import { exitCodeHelp } from '@/scrapers/cli/exit-codes'
import { withPool } from '@/scrapers/cli/with-pool'

const columns = [
  { heading: 'Source', isNumber: false },
  { heading: 'Postings', isNumber: true },
  { heading: 'Backend', isNumber: true },
  { heading: 'Duplicates', isNumber: true },
  { heading: 'Boards', isNumber: true },
  { heading: 'Open', isNumber: true },
  { heading: 'Months', isNumber: false },
  { heading: 'Refused', isNumber: true },
  { heading: 'Last run', isNumber: false },
  { heading: 'Progress', isNumber: false },
]

function sourceRow(source: SourceState): string[] {
  const run = source.lastRun
  const pages = run === null ? '' : `${run.pagesDone}${run.pagesTotal === null ? '' : ` of ${run.pagesTotal}`}`
  const progress = run === null ? '' : `${pages} ${pages === '1' ? 'page' : 'pages'}`
  return [
    source.id,
    source.postings.toLocaleString('en'),
    source.backendPostings.toLocaleString('en'),
    source.postings === 0 ? '' : `${((1 - source.vacancies / source.postings) * 100).toFixed(1)} %`,
    source.tally?.isOfBoards === true ? countBoards(source.tally).toLocaleString('en') : '',
    source.tally?.open?.toLocaleString('en') ?? '',
    monthRangeWords(source.from, source.to) ?? 'none yet',
    source.rejects.toLocaleString('en'),
    run === null ? 'never' : `${run.status}, ${run.startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    progress,
  ]
}

/** Whether the facts are those of the running code; null when there is nothing to say. */
async function describeRules(now: Date): Promise<string | null> {
  const { runs } = await readIngestStatus(getPrisma(), { now })
  const retagging = runs.find((run) => run.sourceId === allSources)
  if (retagging !== undefined) return `${progressSentence(retagging)}.`
  const areOld = await areFactsOld(getPool(), { taxonomyVersion, rulesVersion })
  return areOld
    ? 'Older rules made some of these facts: the worker tags all postings again by itself, and `retag` does it now.'
    : null
}

function freshness(source: SourceState, now: Date): string {
  if (source.tally?.isOfBoards === true) return boardsFreshnessSentence(source.tally, now)
  return freshnessSentence({ ...source, isRunning: source.lastRun?.status === 'running' }, now)
}

async function showStatus(isJson: boolean): Promise<void> {
  const now = new Date()
  const sources = await listSourceStates({ pool: getPool(), prisma: getPrisma() }, now)
  const version = await readDataVersion(getPrisma())
  const lag = await readIndexLag(getPool())
  if (isJson) {
    process.stdout.write(`${JSON.stringify({ dataVersion: version, index: lag, sources })}\n`)
    return
  }
  process.stdout.write(`${textTable(columns, sources.map(sourceRow))}\n`)
  for (const source of sources.filter(({ tally, lastRun }) => tally !== null || lastRun !== null))
    process.stdout.write(`${source.name}: ${freshness(source, now)}\n`)
  const behind = lagSentence(lag, now)
  if (behind !== null) process.stdout.write(`${behind}\n`)
  const rules = await describeRules(now)
  if (rules !== null) process.stdout.write(`${rules}\n`)
}

export function defineStatus(command: Command): void {
  command
    .option('--json', 'as one JSON object')
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- status\n${exitCodeHelp}`)
    .action(({ json = false }: { json?: boolean }) => withPool(() => showStatus(json)))
}
