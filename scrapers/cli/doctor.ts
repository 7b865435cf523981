import { messageOf } from '@/lib/domain/message-of'
import { statfs } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { listBoards } from '@/lib/db/board-store'
import type { Board } from '@/lib/domain/board'
import { getPool } from '@/lib/db/pool'
import { EnvSchema, readEnv, unknownSettings } from '@/lib/env'
import type { Env } from '@/lib/env'
import { suggestWord } from '@/lib/query/suggest'
import { withDatabase } from '@/lib/launch/with-database'
import { configOfBoard } from '@/scrapers/board-config'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'
import type { Source } from '@/scrapers/contract'
import { describeError } from '@/scrapers/http/errors'
import { openLocalGates } from '@/scrapers/http/host-gates'
import { PoliteFetcher } from '@/scrapers/http/polite-fetcher'
import { configOf, sources } from '@/scrapers/registry'

export interface Finding {
  check: string
  isGood: boolean
  detail: string
}

const leastFreeBytes = 2 * 1024 ** 3

/** What the database tells, and the boards that it holds; none when it cannot be had. */
async function checkDatabase(): Promise<{ findings: Finding[]; boards: Board[] }> {
  try {
    return await withDatabase(async () => {
      const pool = getPool()
      try {
        const { rows } = await pool.query('select current_setting($1) as version, pg_is_in_recovery() as standby', [
          'server_version',
        ])
        const { version, standby } = { version: String(rows[0]?.version), standby: rows[0]?.standby === true }
        const isNew = Number.parseInt(version, 10) >= 15
        const detail = `Postgres ${version}${isNew ? '' : ', but 15 or newer is needed'}${standby ? ', which is a read-only standby' : ''}`
        const findings = [
          { check: 'database', isGood: isNew && !standby, detail },
          { check: 'migrations', isGood: true, detail: 'all applied' },
        ]
        return { findings, boards: await listBoards(pool, { states: ['active'] }) }
      } finally {
        await pool.end()
      }
    })
  } catch (error) {
    return { findings: [{ check: 'database', isGood: false, detail: messageOf(error) }], boards: [] }
  }
}

async function checkDisk(): Promise<Finding> {
  const { SKILLTIDE_DATA_DIR } = readEnv()
  let folder = resolve(SKILLTIDE_DATA_DIR)
  while (!existsSync(folder)) folder = dirname(folder)
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  return {
    check: 'disk',
    isGood: free > leastFreeBytes,
    detail: `${(free / 1024 ** 3).toFixed(1)} GiB free where data is kept`,
  }
}

/** A mistyped setting changes nothing, which nobody would notice. */
export function checkSettings(unknown: readonly string[]): Finding {
  if (unknown.length === 0) return { check: 'settings', isGood: true, detail: 'every SKILLTIDE_ variable is known' }
  const near = unknown.map((name) => {
    const meant = suggestWord(name, Object.keys(EnvSchema.shape))
    return meant === null ? name : `${name} (did you mean ${meant}?)`
  })
  return { check: 'settings', isGood: false, detail: `not known, and left aside: ${near.join(', ')}` }
}

const monthMs = 30 * 24 * 60 * 60 * 1000

/** A board waits for a week or so at most. One that waits for longer was put off while the clock was wrong, and nobody would notice. */
export function checkClock(boards: readonly Pick<Board, 'sourceId' | 'slug' | 'dueAt'>[], now: Date): Finding {
  const isFar = ({ dueAt }: { dueAt: Date | null }) => dueAt !== null && dueAt.getTime() - now.getTime() > monthMs
  const [first, ...others] = boards.filter(isFar)
  if (first === undefined) return { check: 'clock', isGood: true, detail: 'no board waits for longer than a month' }
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  const detail = `${first.sourceId} ${first.slug} is read again on ${first.dueAt?.toISOString().slice(0, 10)}${more}: the clock was wrong; boards resume reads one at once`
  return { check: 'clock', isGood: false, detail }
}

/** Hosts of a source: all of a single feed, those of its first board otherwise. Null when no board was added yet. */
function hostsOf(source: Source, boards: readonly Board[], env: Env): string[] | null {
  const board = boards.find(({ sourceId }) => sourceId === source.id)
  if (board === undefined && (source.boards !== null || source.isOptIn === true)) return null
  const config = source.configSchema.safeParse(board ? configOfBoard(source, board, env) : configOf(source, env))
  return config.success ? source.policy.hosts(config.data) : null
}

/** Asks for robots.txt of each host: the smallest thing that every site answers or refuses. */
async function checkSource(source: Source, boards: readonly Board[]): Promise<Finding[]> {
  const env = readEnv()
  const hosts = hostsOf(source, boards, env)
  if (hosts === null) return []
  const base = env.SKILLTIDE_HN_URL
  const fetcher = new PoliteFetcher({
    hosts,
    minimumDelayMs: source.policy.minimumDelayMs,
    inFlight: 1,
    contact: env.SKILLTIDE_CONTACT,
    isPolite: env.SKILLTIDE_POLITENESS === 'on',
    reroute: env.SKILLTIDE_REROUTE ?? null,
    // One look at each host, also when the database cannot be had.
    gates: openLocalGates(),
    now: () => new Date(),
    random: Math.random,
    attempts: 1,
    timeoutMs: 10_000,
    patienceMs: 0,
  })
  return Promise.all(
    hosts.map(async (host) => {
      const scheme = new URL(base).host === host ? new URL(base).protocol : 'https:'
      try {
        await fetcher.fetch(`${scheme}//${host}/robots.txt`, { signal: AbortSignal.timeout(15_000) })
        return { check: source.id, isGood: true, detail: `${host} answers` }
      } catch (error) {
        const { kind, message } = describeError(error)
        // Having no robots.txt is an answer too.
        return kind === 'SkipRecord'
          ? { check: source.id, isGood: true, detail: `${host} answers` }
          : { check: source.id, isGood: false, detail: message }
      }
    }),
  )
}

async function examine(): Promise<Finding[]> {
  const [{ findings, boards }, disk] = await Promise.all([checkDatabase(), checkDisk()])
  const read = sources.filter((source) => source.cadenceHours !== null)
  const reached = await Promise.all(read.map((source) => checkSource(source, boards)))
  return [...findings, disk, checkSettings(unknownSettings()), checkClock(boards, new Date()), ...reached.flat()]
}

export function defineDoctor(command: Command): void {
  command
    .option('--json', 'findings as one JSON array')
    .addHelpText('after', `\nExamples:\n  npm run -s skilltide -- doctor\n${exitCodeHelp}`)
    .action(async (options: { json?: boolean }) => {
      const findings = await examine()
      const lines = findings.map(({ check, isGood, detail }) => `${isGood ? 'ok     ' : 'failed '} ${check}: ${detail}`)
      process.stdout.write(options.json === true ? `${JSON.stringify(findings)}\n` : `${lines.join('\n')}\n`)
      process.exitCode = findings.every((finding) => finding.isGood) ? exitCodes.ok : exitCodes.failed
    })
}
