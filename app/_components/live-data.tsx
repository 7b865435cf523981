import { Suspense } from 'react'
import { LiveProgress } from '@/app/_components/live-progress'
import { readIngestStatus } from '@/lib/db/ingest-status'
import { getPrisma } from '@/lib/db/prisma'

/** The live strip with the state it starts from; the root layout places it under the header, once for all pages. */
export async function LiveData() {
  const initial = await readIngestStatus(getPrisma(), { now: new Date() })
  return (
    <Suspense fallback={<div className="min-h-19 border-b border-rule sm:min-h-11" />}>
      <LiveProgress initial={initial} />
    </Suspense>
  )
}
