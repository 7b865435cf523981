import { z } from 'zod'
import type { CrawlContext, Page } from '@/scrapers/contract'
import { haltSource } from '@/scrapers/http/errors'
import { readLines } from '@/scrapers/read-lines'
import type { Line } from '@/scrapers/read-lines'
import { isDataIt, Ad } from '@/scrapers/sources/jobtech/schema'
import type { DumpLine, JobtechConfig, JobtechCursor } from '@/scrapers/sources/jobtech/schema'

type Context = CrawlContext<JobtechCursor, JobtechConfig>

/** Lines of the dump that one transaction settles, and those of the field that one payload holds. */
const linesPerPage = 20_000
const adsPerPage = 500
const maximumLineBytes = 2 * 1024 * 1024

/** What is not kept of a line: people to write to, and fields that nothing reads. */
const dropped = new Set([
  'application_contacts',
  'application_details',
  'contact_persons',
  'keywords',
  'logo_url',
  'detected_language',
])

const Head = z.looseObject({
  occupation_field: Ad.shape.occupation_field.catch([]),
  publication_date: z.unknown().optional(),
})
const Employer = z.looseObject({ email: z.unknown().optional(), phone_number: z.unknown().optional() })

function withoutContacts(ad: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.fromEntries(Object.entries(ad).filter(([key]) => !dropped.has(key)))
  const employer = Employer.safeParse(ad.employer)
  if (!employer.success) return kept
  const { email: _, phone_number: __, ...rest } = employer.data
  return { ...kept, employer: rest }
}

const monthOfLine = (date: unknown): string => (typeof date === 'string' ? date.slice(0, 7) : '')

/** The line when it is of the field and within the months asked for, or unreadable; null when it is not for us. */
function keep(read: Line, { since, until }: Pick<Context, 'since' | 'until'>): DumpLine | null {
  if ('problem' in read) return read
  if (read.text.trim() === '') return null
  let json: unknown
  try {
    json = JSON.parse(read.text)
  } catch {
    return { line: read.line, problem: 'expected one JSON object on the line' }
  }
  const head = Head.safeParse(json)
  if (!head.success) return { line: read.line, problem: 'expected an advertisement on the line' }
  const month = monthOfLine(head.data.publication_date)
  const isInside = (since === null || month >= since) && (until === null || month <= until)
  if (!isInside || !isDataIt(head.data.occupation_field)) return null
  return { line: read.line, ad: withoutContacts(z.record(z.string(), z.unknown()).parse(json)) }
}

function pageOf(
  context: Context,
  label: string,
  { kept, last }: { kept: DumpLine[]; last: number },
): Page<JobtechCursor> {
  const { dump } = context.config
  const dumps = { ...context.cursor?.dumps, ...(typeof dump?.label === 'string' && { [dump.label]: last }) }
  return {
    payload: {
      key: `dump/${label}#${kept[0]?.line ?? last}`,
      url: label,
      status: null,
      headers: {},
      body: Buffer.from(kept.map((line) => JSON.stringify(line)).join('\n')),
      context: { shape: 'dump' },
    },
    completes: [],
    position: `line ${last}`,
    cursor: { until: context.cursor?.until ?? null, dumps },
  }
}

/**
 * Reads a yearly dump of all advertisements, one JSON object a line, in constant memory: those of the field, within the
 * months asked for. A run that was stopped goes on behind the last line that it settled; a pipe is read from its start,
 * where what was stored before is found unchanged.
 * @throws CrawlError HaltSource when the stream breaks off.
 */
export async function* crawlDump(context: Context): AsyncGenerator<Page<JobtechCursor>> {
  const { config, signal, cursor, since, until } = context
  if (config.dump === undefined) return
  const label = config.dump.label ?? 'standard input'
  const isWhole = since === null && until === null
  const done = isWhole ? (cursor?.dumps[label] ?? 0) : 0
  let kept: DumpLine[] = []
  let last = done
  let settled = done
  try {
    for await (const read of readLines(config.dump.open(), maximumLineBytes)) {
      if (read.line <= done) continue
      signal.throwIfAborted()
      last = read.line
      const line = keep(read, context)
      if (line !== null) kept.push(line)
      if (kept.length === 0 || (kept.length < adsPerPage && last - settled < linesPerPage)) continue
      yield pageOf(context, label, { kept, last })
      kept = []
      settled = last
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error
    throw haltSource('dump', `${label} could not be read to its end: ${error.message}`, error)
  }
  if (kept.length > 0) yield pageOf(context, label, { kept, last })
}
