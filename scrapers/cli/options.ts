import { access, constants, stat } from 'node:fs/promises'
import { InvalidArgumentError } from 'commander'
import { isMonth } from '@/lib/domain/month'
import type { Month } from '@/lib/domain/month'
import { explainFile } from '@/scrapers/cli/explain-failure'

/** Reads a month option. */
export function monthOption(text: string): Month {
  if (!isMonth(text)) throw new InvalidArgumentError('Expected a month, for example 2024-05.')
  return text
}

/** Reads the most rows, or boards, that are wanted. */
export function limitOption(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1) throw new InvalidArgumentError('Expected a whole number from 1.')
  return limit
}

/** Why a file cannot be read, as a command tells it; null when it can. */
export async function whyUnreadable(path: string): Promise<string | null> {
  try {
    await access(path, constants.R_OK)
    return (await stat(path)).isDirectory() ? `${path} cannot be read: it is a folder` : null
  } catch (error) {
    return explainFile(error) ?? `${path} cannot be read`
  }
}

/** Aborts on Ctrl-C and SIGTERM: the page under way is finished, the rest is left for the next time. */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController()
  const stop = () => stopping.abort(new Error('stopped'))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return stopping.signal
}
