import type { Board } from '@/lib/domain/board'
import type { Env } from '@/lib/env'
import type { Source } from '@/scrapers/contract'
import { configOf } from '@/scrapers/registry'

/** Configuration for the run of a board, or of a source without boards, for the source's own schema to parse. */
export function configOfBoard(
  source: Source,
  { slug, name, config }: Pick<Board, 'slug' | 'name' | 'config'>,
  env: Env,
): Record<string, unknown> {
  if (source.boards !== null) return { board: slug, name, ...config }
  const declared = configOf(source, env)
  return { ...(typeof declared === 'object' ? declared : {}), ...config }
}
