import { InvalidArgumentError } from 'commander'
import { isMonth } from '@/lib/domain/month'
import type { Month } from '@/lib/domain/month'

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

/** Aborts on Ctrl-C and SIGTERM: the page under way is finished, the rest is left for the next time. */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController()
  const stop = () => stopping.abort(new Error('stopped'))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return stopping.signal
}
