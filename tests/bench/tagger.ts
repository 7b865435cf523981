import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import { allAliases, matcher } from '@/lib/tagger/judge'
import { tag } from '@/lib/tagger/tag'
import { sharedData } from '@/tests/support/shared-data'

export const name = 'tagger'

const Thread = z.object({ children: z.array(z.object({ text: z.string().nullish() })) })
const rounds = 3
const everyNth = 4

/** Texts of every fourth recorded thread, as the source's parser hands them to the tagger. */
function readTexts(folder: string): string[] {
  const items = join(folder, 'hn-algolia/items')
  return readdirSync(items)
    .filter((_, index) => index % everyNth === 0)
    .flatMap((file) => Thread.parse(JSON.parse(gunzipSync(readFileSync(join(items, file))).toString('utf8'))).children)
    .flatMap(({ text }) => (text ? [htmlToText(text)] : []))
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** The same names as one alternation, longest first, with the word boundaries that V8 can test cheaply. */
function bigRegExp(): RegExp {
  const spelled = allAliases.map(({ text }) => text).toSorted((a, b) => b.length - a.length)
  const parts = spelled.map((text) => escape(text).replaceAll(' ', '[ -]+').replaceAll('~', '[ _-]?'))
  return new RegExp(`(?:\\b(?=\\w)|(?=\\.))(?:${parts.join('|')})(?!\\w)`, 'gi')
}

/** Best of some rounds, in MB (UTF-8) a second. */
function speedOf(texts: readonly string[], megabytes: number, work: (text: string) => void): number {
  let best = 0
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    for (const text of texts) work(text)
    best = Math.max(best, megabytes / ((performance.now() - start) / 1000))
  }
  return best
}

/** Prints a table: full tagging, the matcher alone and one big RegExp, on the same names and texts in one process. */
export async function run(): Promise<void> {
  const folder = sharedData()
  if (folder === null) {
    process.stdout.write('tagger: skipped, SKILLTIDE_SHARED_DATA is not set\n')
    return
  }
  const texts = readTexts(folder)
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6
  const pattern = bigRegExp()
  const rows = [
    ['full tagging (match, context, level)', speedOf(texts, megabytes, (text) => void tag({ text }))],
    ['matcher alone', speedOf(texts, megabytes, (text) => void matcher.match(text))],
    ['one big RegExp alternation', speedOf(texts, megabytes, (text) => void text.match(pattern))],
  ] as const
  process.stdout.write(
    `${texts.length} postings, ${megabytes.toFixed(1)} MB, ${allAliases.length} names, best of ${rounds}\n`,
  )
  for (const [label, speed] of rows) process.stdout.write(`${label.padEnd(40)}${speed.toFixed(1).padStart(8)} MB/s\n`)
}
