import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { upsertBoards } from '@/lib/db/board-store'
import type { BoardOrigin } from '@/lib/db/board-store'
import { readEnv } from '@/lib/env'
import { countOf } from '@/lib/query/ingest-words'
import { readBoardFile } from '@/scrapers/board-file'
import type { BoardFile } from '@/scrapers/board-file'
import { syncDeclared } from '@/scrapers/prepare'

const curatedFile = fileURLToPath(new URL('../curated-boards.csv', import.meta.url))
const badLinesShown = 50
const boardsPerStatement = 1_000

function tellRest({ bad, unknown, repeats }: BoardFile): void {
  for (const { line, reason } of bad.slice(0, badLinesShown)) process.stderr.write(`line ${line}: ${reason}\n`)
  if (bad.length > badLinesShown)
    process.stderr.write(`… and ${bad.length - badLinesShown} more lines that cannot be used\n`)
  const systems = Object.entries(unknown).map(([name, count]) => `${name} (${countOf(count, 'line')})`)
  if (systems.length > 0)
    process.stderr.write(`Left out, because there is no such source here: ${systems.join(', ')}\n`)
  if (repeats > 0)
    process.stderr.write(`Left out, because an earlier line has the same board: ${countOf(repeats, 'line')}\n`)
}

/**
 * Takes in the boards of a CSV file, or of the list that comes along. Lines that cannot be used are named; the others count.
 * @returns whether any line could be used.
 */
export async function importBoards(pool: Pool, path: string | null, isJson: boolean): Promise<boolean> {
  const origin: BoardOrigin = path === null ? 'curated' : 'import'
  const read = readBoardFile(await readFile(path ?? curatedFile, 'utf8'), { env: readEnv(), origin })
  if (!read.ok) {
    process.stderr.write(`error: ${read.reason}\n`)
    return false
  }
  const { boards, bad, unknown, repeats } = read.file
  await syncDeclared(pool)
  const done = { added: 0, changed: 0 }
  const at = new Date()
  for (let start = 0; start < boards.length; start += boardsPerStatement) {
    const { added, changed } = await upsertBoards(pool, boards.slice(start, start + boardsPerStatement), at)
    done.added += added
    done.changed += changed
  }
  tellRest(read.file)
  const asBefore = boards.length - done.added - done.changed
  process.stderr.write(
    `${countOf(done.added, 'board')} added, ${done.changed} changed, ${asBefore} as before, ${bad.length} refused.\n`,
  )
  if (isJson) process.stdout.write(`${JSON.stringify({ ...done, asBefore, bad, unknown, repeats })}\n`)
  return boards.length > 0
}
