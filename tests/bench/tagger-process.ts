// What `npm run bench -- tagger` measures, in a process of its own.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import { currentNames } from '@/lib/tagger/names'
import { tagWithChoices } from '@/lib/tagger/tag'
import { sharedData } from '@/tests/support/shared-data'
import { quantile } from './timings'
import { createTokenHashMatcher } from './token-hash-peer'

const Thread = z.object({ children: z.array(z.object({ text: z.string().nullish() })) })
/** Odd, so that one round is the median; each takes all contenders in turn. */
const rounds = 9
const everyNth = 4

/** Texts of every fourth recorded thread, as the source's parser hands them to the tagger. */
function readTexts(folder: string): string[] {
  const items = join(folder, 'hn-algolia/items')
  return readdirSync(items)
    .filter((_, index) => index % everyNth === 0)
    .flatMap((file) => Thread.parse(JSON.parse(gunzipSync(readFileSync(join(items, file))).toString('utf8'))).children)
    .flatMap(({ text }) => (text ? [htmlToText(text)] : []))
}

const { aliases: allAliases, matcher } = currentNames

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** The same names as one alternation, longest first, plain: a joiner is a space, and ASCII word boundaries. */
function bigRegExp(): RegExp {
  const spelled = [...new Set(allAliases.map(({ text }) => text.replaceAll('~', ' ').toLowerCase()))]
  const parts = spelled.toSorted((a, b) => b.length - a.length).map(escape)
  return new RegExp(`(?<!\\w)(?:${parts.join('|')})(?!\\w)`, 'gi')
}

/** Seconds of processor time of this process that a piece of work takes; what else the machine does counts little. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

interface Contender {
  label: string
  work: (text: string) => void
  /** MB/s of each round. */
  speeds: number[]
}

/** Prints a table: full tagging, the matcher alone, a plain matcher and one big RegExp, on the same names and texts, taking turns. */
function run(): void {
  const folder = sharedData()
  if (folder === null) {
    process.stdout.write('tagger: skipped, SKILLTIDE_SHARED_DATA is not set\n')
    return
  }
  const texts = readTexts(folder)
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6
  const pattern = bigRegExp()
  const peer = createTokenHashMatcher(allAliases)
  const contenders: Contender[] = [
    {
      label: 'full tagging (match, context, level, any-of groups)',
      work: (text) => void tagWithChoices({ text }),
      speeds: [],
    },
    { label: 'matcher alone', work: (text) => void matcher.match(text), speeds: [] },
    { label: 'plain matcher of token hashes, the peer', work: (text) => void peer(text), speeds: [] },
    { label: 'one big RegExp alternation', work: (text) => void text.match(pattern), speeds: [] },
  ]
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      const seconds = cpuSeconds(() => texts.forEach(contender.work))
      contender.speeds.push(megabytes / seconds)
    }
  }
  const plain = contenders[2]?.speeds ?? []
  const unlike = texts.filter((text) => !isDeepStrictEqual(matcher.match(text), peer(text))).length
  process.stdout.write(
    `${texts.length} postings, ${megabytes.toFixed(1)} MB, ${allAliases.length} names, processor time, median of ${rounds} rounds in turn; texts in which the peer finds otherwise: ${unlike}\n`,
  )
  for (const { label, speeds } of contenders) {
    const shares = speeds.map((speed, round) => (100 * speed) / (plain[round] ?? 0))
    const spread = `${Math.min(...shares).toFixed(0)} to ${Math.max(...shares).toFixed(0)} by round`
    const share = `${quantile(shares, 0.5).toFixed(0)} % of the peer (${spread})`
    process.stdout.write(
      `${label.padEnd(52)}${quantile(speeds, 0.5).toFixed(1).padStart(8)} MB/s${share.padStart(40)}\n`,
    )
  }
}

run()
