import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { listRunRejects } from '@/lib/db/reject-store'
import { getPool } from '@/lib/db/pool'
import { readEnv } from '@/lib/env'
import { withDatabase } from '@/lib/launch/with-database'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { describeOutcome } from '@/scrapers/cli/ingest'
import { stopSignal, whyUnreadable } from '@/scrapers/cli/options'
import { showProgress } from '@/scrapers/cli/progress'
import { startSealing } from '@/scrapers/keep-index-sealed'
import { syncDeclared } from '@/scrapers/prepare'
import { openProcessPool } from '@/scrapers/process-pool'
import { runSource } from '@/scrapers/run'
import { parseColumnMap } from '@/scrapers/sources/file/columns'
import { fileFields } from '@/scrapers/sources/file/schema'
import type { FileConfig } from '@/scrapers/sources/file/schema'
import { file } from '@/scrapers/sources/file/source'

interface ImportOptions {
  map?: string
  name?: string
  json?: boolean
}

const rejectsShown = 20

/** `jobs.csv.gz` and `jobs.csv` are the same file: importing either again changes nothing. */
const labelOf = (path: string): string =>
  basename(path)
    .replace(/(?:\.(?:jsonl|ndjson|json|csv|tsv|parquet|gz))+$/i, '')
    .slice(0, 100) || 'file'

async function showRejects(runId: string, count: number): Promise<void> {
  if (count === 0) return
  const { rows, reasons } = await listRunRejects(getPool(), runId, rejectsShown)
  const lines = rows.map(
    (row) => `  line ${row.line ?? '?'}: ${row.field === null ? '' : `${row.field}: `}${row.reason}`,
  )
  const more = count > rows.length ? [`  and ${count - rows.length} more; the sources page lists all`] : []
  const summary = reasons.map((row) => `  ${row.count} × ${row.reason}`)
  process.stderr.write(`Refused rows:\n${[...lines, ...more].join('\n')}\nBy reason:\n${summary.join('\n')}\n`)
}

/** A file of which no row could be used is a failure to the script that imports it, also when each row has its reason. */
const isAllRefused = ({ seen, rejected }: { seen: number; rejected: number }): boolean => seen > 0 && rejected === seen

async function importFile(config: FileConfig, options: ImportOptions): Promise<boolean> {
  const env = readEnv()
  const processors = openProcessPool()
  const endSealing = startSealing(getPool())
  const progress = showProgress(config.label)
  try {
    await syncDeclared(getPool())
    const outcome = await runSource({
      pool: getPool(),
      source: file,
      config,
      trigger: 'import',
      now: () => new Date(),
      random: Math.random,
      contact: env.SKILLTIDE_CONTACT,
      isPolite: true,
      signal: stopSignal(),
      onEvent: progress.onEvent,
      process: processors.process,
    })
    progress.stop()
    process.stderr.write(`${describeOutcome(config.label, outcome)}\n`)
    if (outcome.runId !== null) await showRejects(outcome.runId, outcome.counts.rejected)
    if (outcome.status === 'succeeded' && outcome.counts.seen === 0) process.stderr.write('The file holds no rows.\n')
    if (options.json === true) process.stdout.write(`${JSON.stringify(outcome)}\n`)
    return outcome.status === 'succeeded' && !isAllRefused(outcome.counts)
  } finally {
    progress.stop()
    await processors.close()
    await endSealing()
    await getPool().end()
  }
}

export function defineImport(command: Command): void {
  command
    .argument('<file>', 'the file')
    .option(
      '--map <columns>',
      `which column holds what, for example title=Job_Title,text=Body; fields: ${fileFields.join(', ')}`,
    )
    .option('--name <label>', 'what to file the rows under; by default the name of the file')
    .option('--json', 'the outcome as one JSON object on stdout')
    .addHelpText(
      'after',
      `\nColumns with well-known names (title, company, description, location, date_posted, …) are found without --map.
Each row needs a text and a date; rows without are listed with their line and left out. No row left: exit code 1.

Examples:
  npm run -s skilltide -- import postings.csv.gz
  npm run -s skilltide -- import dump.parquet --map text=job_desc,date=listed_at --name dump-2024\n${exitCodeHelp}`,
    )
    .action(async (path: string, options: ImportOptions, command: Command) => {
      const columns = options.map === undefined ? { ok: true as const, columns: {} } : parseColumnMap(options.map)
      if (!columns.ok) return command.error(`error: --map: ${columns.problem}`, { exitCode: exitCodes.badUsage })
      const problem = await whyUnreadable(path)
      if (problem !== null) return command.error(`error: ${problem}`, { exitCode: exitCodes.badUsage })
      const config = { path: resolve(path), label: options.name ?? labelOf(path), columns: columns.columns }
      const isGood = await withDatabase(() => importFile(config, options))
      process.exitCode = isGood ? exitCodes.ok : exitCodes.failed
    })
}
