import type { Command } from 'commander'
import { groupVacancies } from '@/lib/db/group-vacancies'
import { readIndexStatus } from '@/lib/db/index-status'
import { verifyIndex } from '@/lib/db/index-verify'
import { getPool } from '@/lib/db/pool'
import { pruneSealed, sealMonths } from '@/lib/db/seal-months'
import { readEnv } from '@/lib/env'
import { lagSentence } from '@/lib/query/ingest-words'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import { withPool } from '@/scrapers/cli/with-pool'

const now = () => new Date()
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const printJson = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`)

async function status(isJson: boolean): Promise<void> {
  const found = await readIndexStatus(getPool())
  if (isJson) return printJson(found)
  const { sealed, versions, months, chunks, rows, bytes } = found
  process.stdout.write(`${lagSentence(found, now()) ?? 'There is no data version yet.'}\n`)
  if (sealed === null) return
  process.stdout.write(
    `It holds ${months} months, ${rows} facts. ${versions} versions can be asked; they share ${chunks} chunks of ` +
      `${megabytes(bytes)} in all.\n`,
  )
}

async function seal(isWhole: boolean, isJson: boolean): Promise<void> {
  const { SKILLTIDE_REPOST_DAYS: repostDays, SKILLTIDE_VERSION_DAYS: days } = readEnv()
  const grouping = await groupVacancies(getPool(), { repostDays, now })
  const sealing = await sealMonths(getPool(), { now, isWhole })
  const pruned = await pruneSealed(getPool(), { now, days })
  if (grouping === 'busy') say('Another process is grouping vacancies.')
  else if (grouping !== null) {
    const { grouped, gone, changed } = grouping
    say(
      `${grouped} postings were grouped into vacancies, ${gone} are gone; ${changed} facts belong to another vacancy.`,
    )
  }
  say(
    sealing === null
      ? 'Nothing was to be sealed, or another process is at it.'
      : `Data version ${sealing.version} is sealed: ${sealing.months} months were read, ${sealing.changed} differ.`,
  )
  if (pruned !== null && pruned.versions > 0) say(`${pruned.versions} old versions were let go.`)
  if (isJson) printJson({ grouping, sealing, pruned })
}

async function verify(isJson: boolean): Promise<void> {
  const outcome = await verifyIndex(getPool(), now, ({ question, isEqual }) => {
    if (!isJson) say(`${isEqual ? 'equal  ' : 'DIFFERS'}  ${question}`)
  })
  if (isJson) printJson(outcome)
  else if (outcome.status === 'compared') {
    const different = outcome.answers.filter(({ isEqual }) => !isEqual).length
    say(
      different === 0
        ? `Index and SQL agree on data version ${outcome.version}.`
        : `Index and SQL differ; seal every month again with: index seal --all`,
    )
  } else
    say(
      'Nothing to compare: the newest data version is not sealed (index status tells, index seal does it), or facts changed meanwhile.',
    )
  if (outcome.status !== 'compared' || outcome.answers.some(({ isEqual }) => !isEqual))
    process.exitCode = exitCodes.failed
}

/** Adds `index status`, `index seal` and `index verify`. */
export function defineDemandIndex(index: Command): void {
  index.addHelpText('after', exitCodeHelp)
  index
    .command('status')
    .description('Prints which data version is sealed, and what the versions take that can be asked.')
    .option('--json', 'as one JSON object')
    .action(({ json = false }: { json?: boolean }) => withPool(() => status(json)))
  index
    .command('seal')
    .description(
      'Groups vacancies and seals the months that changed, as the worker does every few seconds, and lets old versions go.',
    )
    .option('--all', 'every month, changed or not')
    .option('--json', 'the outcome as one JSON object on stdout')
    .action(({ all = false, json = false }: { all?: boolean; json?: boolean }) => withPool(() => seal(all, json)))
  index
    .command('verify')
    .description('Asks index and SQL the questions of the pages and compares the answers to the last count.')
    .option('--json', 'the outcome as one JSON object on stdout')
    .action(({ json = false }: { json?: boolean }) => withPool(() => verify(json)))
}
