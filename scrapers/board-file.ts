import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { BoardOrigin, BoardToAdd } from '@/lib/db/board-store'
import type { Env } from '@/lib/env'
import { checkWritten, readSettings } from '@/scrapers/board-entry'
import { findSource } from '@/scrapers/registry'

export interface BoardFile {
  boards: BoardToAdd[]
  /** Lines that could not be used, from 1, with the reason. */
  bad: { line: number; reason: string }[]
  /** Lines of systems that there is no source for, by name. */
  unknown: Record<string, number>
  /** Boards that stand in the file more than once; the first line counts. */
  repeats: number
}

const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }))

const isHeader = ([source, slug, name]: readonly string[]): boolean =>
  (source === 'source' || source === 'ats') && slug === 'slug' && name === 'name'

/** A line without its last break ends where the next one begins: csv-parse counts the lines that it has read. */
function readTable(text: string): z.infer<typeof Records> {
  const options = { bom: true, info: true, relaxColumnCount: true, skipEmptyLines: true, trim: true }
  const parsed: unknown = parse(text, options)
  return Records.parse(parsed)
}

/**
 * Reads boards from CSV with the header `source,slug,name`, and `config` when there are settings (`key=value` pairs parted
 * by semicolons). `ats` may stand for `source`.
 * @returns null with the reason when it is no such file at all.
 */
export function readBoardFile(
  text: string,
  options: { env: Env; origin: BoardOrigin },
): { ok: true; file: BoardFile } | { ok: false; reason: string } {
  let table: z.infer<typeof Records>
  try {
    table = readTable(text)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { ok: false, reason: `this is no CSV: ${error.message}` }
  }
  const header = table[0]?.record ?? []
  if (!isHeader(header))
    return { ok: false, reason: 'the first line must be source,slug,name or source,slug,name,config' }
  const file: BoardFile = { boards: [], bad: [], unknown: {}, repeats: 0 }
  const seen = new Set<string>()
  for (const { record, info } of table.slice(1)) {
    const refuse = (reason: string) => file.bad.push({ line: info.lines, reason })
    const [sourceId = '', slug = '', name = '', settings = ''] = record
    const source = findSource(sourceId)
    const config = readSettings(settings.split(';').filter((pair) => pair.trim() !== ''))
    if (sourceId === '') refuse('the source is missing')
    else if (source === undefined) file.unknown[sourceId] = (file.unknown[sourceId] ?? 0) + 1
    else if (config === null) refuse('the settings are not written as key=value')
    else {
      const checked = checkWritten(source, { slug, name, config }, options)
      if (!checked.ok) refuse(checked.reason)
      else if (seen.has(`${source.id}/${checked.board.slug}`)) file.repeats += 1
      else {
        seen.add(`${source.id}/${checked.board.slug}`)
        file.boards.push(checked.board)
      }
    }
  }
  return { ok: true, file }
}
