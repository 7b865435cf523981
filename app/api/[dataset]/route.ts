import { getDemandEngine } from '@/lib/db/engine'
import { readVersionState } from '@/lib/db/index-versions'
import { getPool } from '@/lib/db/pool'
import { readVocabulary } from '@/lib/db/vocabulary'
import { skillNames } from '@/lib/tagger/skill-spellings'
import { answerDataset } from './answer'

export const dynamic = 'force-dynamic'

/** `/api/demand`, `/api/skills`, `/api/levels`, `/api/regions`, `/api/companions`, `/api/dictionary`; `.csv` or `format=csv` for CSV. */
export async function GET(request: Request, { params }: { params: Promise<{ dataset: string }> }): Promise<Response> {
  const { dataset } = await params
  return answerDataset(request, dataset, {
    engine: getDemandEngine,
    vocabulary: () => readVocabulary(getPool(), skillNames),
    versionState: (version) => readVersionState(getPool(), version),
    now: new Date(),
  })
}
