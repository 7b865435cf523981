import { formatInstant } from '@/app/_data/times'
import { agoWords } from '@/lib/query/ingest-words'

/** How long ago, with the instant for who points at it; `never` for what did not happen. */
export function Ago({ at, now, never = 'never' }: { at: Date | null; now: Date; never?: string }) {
  if (at === null) return <span className="text-quiet">{never}</span>
  return (
    <time dateTime={at.toISOString()} title={formatInstant(at)}>
      {agoWords(at, now)}
    </time>
  )
}
