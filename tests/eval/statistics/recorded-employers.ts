import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Month } from '@/lib/domain/month'
import type { NamedSeries } from '@/lib/query/engine'
import { derivePostings } from '@/scrapers/derive'
import { hackernews, monthOfTitle } from '@/scrapers/sources/hackernews/source'

const Thread = z.object({ title: z.string(), created_at: z.string() })

/** One backend posting of a recorded thread: what a share and its interval need. */
export interface RecordedVacancy {
  month: Month
  employer: string
  isRemote: boolean
  names: ReadonlySet<NamedSeries>
}

function readThread(body: Uint8Array, wanted: (month: Month) => boolean): RecordedVacancy[] {
  const thread = Thread.parse(JSON.parse(Buffer.from(body).toString()))
  const month = monthOfTitle(thread.title, new Date(thread.created_at))
  if (month === null || !wanted(month)) return []
  const payload = { key: 'thread/0', url: 'https://hn.test/', status: 200, headers: {}, body, context: { month } }
  return derivePostings(hackernews.parse(payload).postings).flatMap(({ input, normalised, series }) => {
    if (normalised.role.backend !== 'strict') return []
    const names = new Set([...series.required, ...series.preferred, ...series.mentioned])
    const employer = normalised.company?.key ?? `alone ${input.externalId}`
    return [{ month, employer, isRemote: normalised.remote === 'remote', names }]
  })
}

/** Strictly backend postings of the recorded threads in the months wanted, each as a vacancy. */
export function readRecorded(data: string, wanted: (month: Month) => boolean): RecordedVacancy[] {
  const folder = join(data, 'hn-algolia/items')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json.gz'))
    .toSorted()
    .flatMap((name) => readThread(gunzipSync(readFileSync(join(folder, name))), wanted))
}
