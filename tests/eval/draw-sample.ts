/**
 * Prints postings of the evaluation sample for reading: `npx tsx tests/eval/draw-sample.ts [first] [count]`.
 * Needs SKILLTIDE_SHARED_DATA. With `--json`, one JSON line a posting: id, split, textSha256, title, text.
 */
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { htmlToText } from '@/lib/normalise/html-to-text'
import { hnEras, readPostings, type RecordedPosting, recordedFolder } from '@/tests/eval/postings'

const seed = 'skilltide evaluation 1'
const hnStrata = hnEras.map(({ name }) => `hn ${name}`)
const atsStrata = ['greenhouse', 'lever', 'feeds']
const atsEvery = 5

/** A posting as the labeller read it. */
export interface ReadPosting extends Omit<RecordedPosting, 'html'> {
  text: string
  /** Of `text`. */
  textSha256: string
}

interface DrawnPosting extends ReadPosting {
  split: 'dev' | 'test'
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export function toRead({ html, ...rest }: RecordedPosting): ReadPosting {
  const text = htmlToText(html)
  return { ...rest, text, textSha256: sha256(text) }
}

/** Takes from the stratum whose turn it is, or from the next one that is not used up. */
function next(queues: RecordedPosting[][], turn: number): RecordedPosting | undefined {
  const inTurn = queues.map((_, step) => queues[(turn + step) % queues.length])
  return inTurn.find((queue) => queue !== undefined && queue.length > 0)?.shift()
}

/** The first `size` postings of the draw; any prefix is balanced over eras, sources and splits. */
function drawSample(postings: RecordedPosting[], size: number): DrawnPosting[] {
  const rank = new Map(postings.map(({ id }) => [id, sha256(`${seed}:${id}`)]))
  const ordered = postings.toSorted((a, b) => ((rank.get(a.id) ?? '') < (rank.get(b.id) ?? '') ? -1 : 1))
  const queuesOf = (strata: string[]) => strata.map((name) => ordered.filter(({ stratum }) => stratum === name))
  const hn = queuesOf(hnStrata)
  const ats = queuesOf(atsStrata)
  const drawnOf = new Map([...hnStrata, ...atsStrata].map((name, index) => [name, index]))
  const drawn: DrawnPosting[] = []
  for (let position = 0; position < size; position++) {
    const atsTurn = Math.floor(position / atsEvery)
    const isAts = position % atsEvery === atsEvery - 1
    // The boards' postings are used up first: after them comes HN alone.
    const posting = (isAts ? next(ats, atsTurn) : undefined) ?? next(hn, position - atsTurn)
    if (posting === undefined) break
    const count = drawnOf.get(posting.stratum) ?? 0
    drawnOf.set(posting.stratum, count + 1)
    drawn.push({ ...toRead(posting), split: count % 3 === 2 ? 'test' : 'dev' })
  }
  return drawn
}

const printable = (posting: DrawnPosting) =>
  [
    `===== ${posting.id}`,
    ...(posting.title === null ? [] : [`TITLE: ${posting.title}`]),
    ...(posting.placeTexts.length === 0 ? [] : [`PLACES: ${posting.placeTexts.join('; ')}`]),
    ...(posting.remoteText === null ? [] : [`REMOTE: ${posting.remoteText}`]),
    posting.text,
  ].join('\n')

function main(): void {
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true })
  const data = recordedFolder()
  const first = Number(positionals[0] ?? 0)
  const count = Number(positionals[1] ?? 12)
  for (const posting of drawSample(readPostings(data), first + count).slice(first)) {
    console.log(values.json === true ? JSON.stringify(posting) : printable(posting))
  }
}

if (import.meta.filename === process.argv[1]) main()
