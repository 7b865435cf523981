import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { type ExplainedReading, type NameDecision, PostingText } from '@/lib/domain/reading'
import { describeSignal } from '@/lib/domain/startup'
import { parsePostingJson } from '@/lib/reading/parse-posting'
import { explainPosting, readPosting } from '@/lib/reading/read-posting'
import { exitCodeHelp, exitCodes } from '@/scrapers/cli/exit-codes'

const TagLine = PostingText.extend({ id: z.union([z.string(), z.number()], 'expected a string or a number') })
type TagLine = z.infer<typeof TagLine>

const context = 24

function printDecision(decision: NameDecision, text: string): string {
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

function printSignal({ span, field, counts, ...signal }: ExplainedReading['signals'][number]): string {
  const place = `${field === 'text' ? '' : `${field} `}${span.start}–${span.end}`
  const verdict = counts ? 'speaks for a startup' : 'does not'
  return `  ${place} [${span.text.replace(/\s+/g, ' ')}]\n      ${describeSignal(signal)}: ${verdict}`
}

/** What became of every name, for people. */
function printReading(line: TagLine, { role, decisions, signals }: ExplainedReading): string {
  const printed = decisions.map((decision) =>
    printDecision(decision, decision.field === 'title' ? (line.title ?? '') : line.text),
  )
  const head = `posting ${line.id}: ${decisions.length} names; backend ${role.backend}: ${role.reason}`
  return [head, ...printed, ...signals.map(printSignal)].join('\n')
}

interface TagOptions {
  explain?: boolean
  format: 'json' | 'text'
}

function answerLine(line: TagLine, options: TagOptions): string {
  if (options.format === 'text') return printReading(line, explainPosting(line))
  return JSON.stringify(options.explain ? explainPosting(line) : readPosting(line))
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}

/** Streams lines from a file or stdin; a bad line is told on stderr and the rest goes on. */
async function runTag(file: string | undefined, options: TagOptions): Promise<void> {
  const input = file === undefined || file === '-' ? process.stdin : createReadStream(file)
  const failed = new Promise<never>((_, reject) => input.once('error', reject))
  failed.catch(() => undefined)
  let number = 0
  const run = async (): Promise<void> => {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      number++
      if (line.trim() === '') continue
      const read = parsePostingJson(line, TagLine)
      if (!read.ok) {
        for (const { field, reason } of read.faults)
          process.stderr.write(`line ${number}${field === null ? '' : `, field ${field}`}: ${reason}\n`)
        process.exitCode = exitCodes.failed
        continue
      }
      await write(answerLine(read.posting, options))
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
  echo '{"id":1,"text":"We use Go and Postgres."}' | npm run -s skilltide -- tag --format text
`

export function defineTag(command: Command): void {
  command
    .argument('[file]', 'file of JSON lines; stdin when left out')
    .option(
      '--explain',
      'add what became of every name, and why, with title, company, signals of a startup, salary and language',
    )
    .addOption(
      new Option('--format <format>', 'json lines, or text for people that explains every name')
        .choices(['json', 'text'])
        .default('json'),
    )
    .addHelpText('after', examples + exitCodeHelp)
    .action(runTag)
}
