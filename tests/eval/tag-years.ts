/**
 * Skills found in postings older than the skill: a sign of a wrong year or of a word taken for another. Prints them with
 * their contexts: `SKILLTIDE_SHARED_DATA=… npx tsx tests/eval/tag-years.ts [every]`, `every` nth comment, else all.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { htmlToText } from '@/lib/normalise/html-to-text'
import { tag } from '@/lib/tagger/tag'
import { skillById } from '@/lib/tagger/taxonomy'
import { recordedFolder } from '@/tests/eval/postings'

const Thread = z.object({
  created_at: z.string(),
  children: z.array(z.object({ text: z.string().nullable() })),
})

/** A tag in a posting older than its skill. */
export interface EarlyTag {
  skill: string
  /** Year of the posting. */
  year: number
  /** The words that were taken for the skill, with what stands around them. */
  context: string
}

const around = 60

/** Early tags of every nth top-level comment of the recorded threads, in the order of the files. */
export function findEarlyTags(data: string, every: number): EarlyTag[] {
  const folder = join(data, 'hn-algolia/items')
  const found: EarlyTag[] = []
  let index = 0
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.json.gz')) continue
    const thread = Thread.parse(JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString('utf8')))
    const year = new Date(thread.created_at).getUTCFullYear()
    for (const comment of thread.children) {
      if (index++ % every !== 0) continue
      const text = htmlToText(comment.text ?? '')
      for (const { skill, spans } of tag({ text })) {
        const span = spans[0]
        if (span === undefined || year >= (skillById(skill)?.since ?? 0)) continue
        const context = text.slice(Math.max(0, span.start - around), span.end + around).replaceAll('\n', ' ⏎ ')
        found.push({ skill, year, context })
      }
    }
  }
  return found
}

function main(): void {
  const data = recordedFolder()
  const tags = findEarlyTags(data, Number(process.argv[2] ?? 1))
  for (const skill of new Set(tags.map((one) => one.skill))) {
    const early = tags.filter((one) => one.skill === skill)
    console.log(`${skill}, since ${skillById(skill)?.since}: ${early.length}`)
    for (const { year, context } of early.slice(0, 5)) console.log(`  ${year} ${context}`)
  }
  console.log(`${tags.length} tags before the year of their skill`)
}

if (import.meta.filename === process.argv[1]) main()
