import type { BoardOrigin, BoardToAdd } from '@/lib/db/board-store'
import { wholeSource } from '@/lib/db/run-store'
import type { Env } from '@/lib/env'
import { configOfBoard } from '@/scrapers/board-config'
import type { Source } from '@/scrapers/contract'

/** A board as a person wrote it down, on the command line or in a file. */
export interface WrittenBoard {
  /** Empty for a source that is read as a whole. */
  slug: string
  name: string
  config: Record<string, unknown>
}

type Checked = { ok: true; board: BoardToAdd } | { ok: false; reason: string }

const refuse = (reason: string): Checked => ({ ok: false, reason })

function checkWhole(source: Source, { slug, name, config }: WrittenBoard, origin: BoardOrigin): Checked {
  if (slug !== '' && slug !== wholeSource) return refuse(`${source.name} has no boards: leave the slug out`)
  if (Object.keys(config).length > 0) return refuse(`${source.name} takes no settings`)
  return { ok: true, board: { sourceId: source.id, slug: wholeSource, name: name || source.name, origin } }
}

/** Holds a board against what its source takes, by the source's own schema. The reason names what was expected. */
export function checkWritten(
  source: Source,
  written: WrittenBoard,
  { env, origin }: { env: Env; origin: BoardOrigin },
): Checked {
  if (source.cadenceHours === null) return refuse(`${source.name} is not read by itself: use the command import`)
  if (source.boards === null) return checkWhole(source, written, origin)
  const { slug, name, config } = written
  if (slug === '') return refuse(`the slug is missing: ${source.boards.slugForm}`)
  if (name === '') return refuse('the name of the employer is missing')
  const parsed = source.configSchema.safeParse(configOfBoard(source, { slug, name, config }, env))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const isSlug = issue?.path[0] === undefined || issue.path[0] === 'board'
    if (isSlug) return refuse(`“${slug}” is no board of ${source.name}: expected ${source.boards.slugForm}`)
    return refuse(`${issue.path.join('.')}: ${issue.message}`)
  }
  const known = new Set(Object.keys(typeof parsed.data === 'object' ? (parsed.data ?? {}) : {}))
  const unknown = Object.keys(config).find((key) => !known.has(key))
  if (unknown !== undefined) return refuse(`${source.name} has no setting ${unknown}`)
  return { ok: true, board: { sourceId: source.id, slug, name, config, origin } }
}

/** `key=value` pairs of settings; a value that is JSON is taken as such, anything else as text. Null when one is no pair. */
export function readSettings(pairs: readonly string[]): Record<string, unknown> | null {
  const entries = pairs.map((pair) => {
    const at = pair.indexOf('=')
    return at < 1 ? null : ([pair.slice(0, at).trim(), readValue(pair.slice(at + 1))] as const)
  })
  const good = entries.filter((entry) => entry !== null)
  return good.length < entries.length ? null : Object.fromEntries(good)
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
