import { z } from 'zod'
import { boardListing } from '@/scrapers/contract'
import type { BoardConfig, CrawlContext, Page, RawPayload } from '@/scrapers/contract'

/** What the parser of a board needs beside the bytes. */
export const BoardContext = z.object({ board: z.string(), company: z.string() })
export type BoardContext = z.infer<typeof BoardContext>

export const boardContext = (payload: RawPayload): BoardContext => BoardContext.parse(payload.context)

/** Ids are unique within a system at best by chance: the board is part of them. */
export const boardPostingId = ({ board }: BoardContext, id: string | number): string => `${board}/${id}`

/**
 * Finds the posting's id in a record that cannot be read, by the field that holds it: what is refused once is not gone,
 * and must not be closed.
 */
export const boardRecordId =
  (context: BoardContext, field = 'id') =>
  (value: unknown): string | null => {
    const record = z.record(z.string(), z.unknown()).safeParse(value)
    const id = z.union([z.string().min(1), z.number()]).safeParse(record.data?.[field])
    return id.success ? boardPostingId(context, id.data).slice(0, 300) : null
  }

/**
 * The crawl of a system that answers with a whole board at once: one address, one payload, one complete listing.
 * `readName` finds the name that the board gives itself in the answer, if it gives one.
 */
export function crawlWholeBoard<Config extends BoardConfig>(
  addressOf: (config: Config) => string,
  readName: (body: Uint8Array) => string | null = () => null,
) {
  return async function* crawl(context: CrawlContext<null, Config>): AsyncGenerator<Page<null>> {
    const { board, name } = context.config
    const key = boardListing(board)
    context.expect({ total: 1, fresh: 0 })
    const result = await context.fetch(addressOf(context.config), { key })
    const ownName = readName(result.body)
    if (ownName !== null) context.tellName(ownName)
    yield {
      payload: { key, ...result, context: { board, company: name } },
      completes: [key],
      position: name,
    }
  }
}

/** The first string behind a JSON key, without parsing a board of megabytes twice; null when there is none. */
export function firstJsonString(body: Uint8Array, key: string): string | null {
  const head = Buffer.from(body.subarray(0, 262_144)).toString()
  const found = new RegExp(`"${key}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`).exec(head)?.[1]
  const value = z.string().safeParse(found === undefined ? null : JSON.parse(found))
  return value.success && value.data.trim() !== '' ? value.data.trim() : null
}
