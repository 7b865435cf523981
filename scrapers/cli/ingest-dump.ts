import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Pool } from 'pg'
import type { Month } from '@/lib/domain/month'
import { readEnv } from '@/lib/env'
import { stopSignal } from '@/scrapers/cli/options'
import { showProgress } from '@/scrapers/cli/progress'
import type { Source } from '@/scrapers/contract'
import { syncDeclared } from '@/scrapers/prepare'
import { openProcessPool } from '@/scrapers/process-pool'
import { runSource } from '@/scrapers/run'
import type { RunOutcome } from '@/scrapers/run-progress'

/** A stream as it is, or unpacked when its first bytes are gzip's. */
export async function* unpacked(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]()
  const first = await chunks.next()
  const rest = async function* () {
    if (first.done !== true) yield first.value
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value
  }
  const isGzipped = first.done !== true && first.value[0] === 0x1f && first.value[1] === 0x8b
  if (!isGzipped) return yield* rest()
  const source = Readable.from(rest())
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  yield* source.pipe(gunzip)
}

/** A file with a label by which a later run knows it again, or standard input, which has none. */
export async function describeDump(
  path: string,
): Promise<{ label: string | null; open: () => AsyncIterable<Uint8Array> }> {
  if (path === '-') return { label: null, open: () => unpacked(process.stdin) }
  const { size } = await stat(path)
  return { label: `${basename(path)} (${size} bytes)`, open: () => unpacked(createReadStream(path)) }
}

interface DumpOptions {
  path: string
  since: Month | null
  until: Month | null
}

/**
 * Reads a dump of a source into the database. Reading it again changes nothing; a run that was stopped goes on where it
 * was.
 * @throws Error when the file is not there.
 */
export async function ingestDump(
  pool: Pool,
  source: Source,
  { path, since, until }: DumpOptions,
): Promise<{ label: string; outcome: RunOutcome }> {
  const dump = await describeDump(path)
  const label = `${source.id}, ${dump.label ?? 'standard input'}`
  const processors = openProcessPool()
  const progress = showProgress(label)
  try {
    await syncDeclared(pool)
    const outcome = await runSource({
      pool,
      source,
      config: { dump },
      trigger: 'import',
      since,
      until,
      now: () => new Date(),
      random: Math.random,
      contact: readEnv().SKILLTIDE_CONTACT,
      isPolite: true,
      signal: stopSignal(),
      onEvent: progress.onEvent,
      process: processors.process,
    })
    return { label, outcome }
  } finally {
    progress.stop()
    await processors.close()
  }
}
