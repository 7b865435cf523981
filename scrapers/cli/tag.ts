import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { z } from 'zod'
import type { SkillTag } from '@/lib/domain/skill'
import { readHeader } from '@/lib/normalise/header'
import { normalise } from '@/lib/normalise/normalise'
import { type Decision, explainTags } from '@/lib/tagger/explain'
import { tag } from '@/lib/tagger/tag'
import { skillById } from '@/lib/tagger/taxonomy'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'

const TagLine = z.object({
  id: z.union([z.string(), z.number()]),
  title: z.string().nullish(),
  company: z.string().nullish(),
  text: z.string(),
})
type TagLine = z.infer<typeof TagLine>

/** A line that cannot be tagged: the field at fault, where one is, and what was expected. */
interface LineFault {
  field: string | null
  reason: string
}

function readLine(line: string): { value: TagLine } | { fault: LineFault } {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return { fault: { field: null, reason: 'not JSON; expected one object a line' } }
  }
  const parsed = TagLine.safeParse(json)
  if (parsed.success) return { value: parsed.data }
  const issue = parsed.error.issues[0]
  return { fault: { field: issue?.path.join('.') || null, reason: issue?.message ?? 'not a posting' } }
}

const companyOf = (line: TagLine): string | null => line.company ?? readHeader(line.text)?.company ?? null

/** What the first line says beside the title, where it is a line of cells. */
function headerFields(text: string) {
  const header = /^[^\n]*\|/.test(text) ? readHeader(text) : null
  return {
    placeTexts: header?.placeTexts ?? [],
    remoteText: header?.remoteText ?? null,
    salaryText: header?.salaryText ?? null,
  }
}

const describeSkill = ({ skill, level, spans, titleSpans }: SkillTag) => ({
  skill,
  name: skillById(skill)?.name ?? skill,
  family: skillById(skill)?.family ?? null,
  level,
  spans,
  ...(titleSpans.length > 0 ? { titleSpans } : {}),
})

/** One line of output. */
function tagLine(line: TagLine): string {
  const title = line.title ?? null
  const company = companyOf(line)
  const tags = tag({ text: line.text, title, company })
  const posting = { title, company, text: line.text, ...headerFields(line.text) }
  const { role, remote, countries, seniority } = normalise(posting, tags)
  return JSON.stringify({ id: line.id, role, remote, countries, seniority, skills: tags.map(describeSkill) })
}

const context = 24

function explainDecision(decision: Decision, text: string): string {
  const { start, end } = decision.span
  const before = text.slice(Math.max(0, start - context), start).replace(/\s+/g, ' ')
  const after = text.slice(end, end + context).replace(/\s+/g, ' ')
  const verdict = decision.level === null ? 'refused' : `${decision.skill} (${decision.level})`
  const group = decision.anyOf === null ? '' : `; one of group ${decision.anyOf}`
  const evidence = decision.evidence === null ? '' : `; taken for: ${decision.evidence}`
  const refusedSkill = decision.level === null && decision.skill !== null ? ` as ${decision.skill}` : ''
  const where = decision.field === 'title' ? 'title ' : ''
  return `  ${where}${start}–${end} ${before}[${decision.span.text}]${after}\n      ${verdict}${refusedSkill}: ${decision.reason}${evidence}${group}`
}

/** What became of every name, for people. */
function explainLine(line: TagLine): string {
  const decisions = explainTags({ text: line.text, title: line.title ?? null, company: companyOf(line) })
  const described = decisions.map((decision) =>
    explainDecision(decision, decision.field === 'title' ? (line.title ?? '') : line.text),
  )
  return [`posting ${line.id}: ${decisions.length} names`, ...described].join('\n')
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}

/** Streams lines from a file or stdin; a bad line is told on stderr and the rest goes on. */
async function runTag(file: string | undefined, options: { explain?: boolean }): Promise<void> {
  const input = file === undefined || file === '-' ? process.stdin : createReadStream(file)
  const failed = new Promise<never>((_, reject) => input.once('error', reject))
  failed.catch(() => undefined)
  let number = 0
  const run = async (): Promise<void> => {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      number++
      if (line.trim() === '') continue
      const read = readLine(line)
      if ('fault' in read) {
        const field = read.fault.field === null ? '' : `, field ${read.fault.field}`
        process.stderr.write(`line ${number}${field}: ${read.fault.reason}\n`)
        process.exitCode = exitCodes.failed
        continue
      }
      await write(options.explain ? explainLine(read.value) : tagLine(read.value))
    }
  }
  await Promise.race([run(), failed])
}

const examples = `
Input, one JSON object a line:  {"id": "1", "title": "Backend Engineer", "company": "Acme", "text": "…"}
title and company may be left out; the first line of the text is then read as a header.
Spans are UTF-16 offsets into the text given; evidence in the title is under titleSpans.

Examples:
  npm run -s skilltide -- tag postings.jsonl > tagged.jsonl
  echo '{"id":1,"text":"We use Go and Postgres."}' | npm run -s skilltide -- tag --explain
`

export function registerTag(program: Command): void {
  program
    .command('tag')
    .description('tag postings: JSONL in, JSONL out, with levels, role, places and evidence')
    .argument('[file]', 'JSONL file; stdin when left out')
    .option('--explain', 'print for people what became of every name, and why')
    .addHelpText('after', examples + exitCodeHelp)
    .action(runTag)
}
