import { randomUUID } from 'node:crypto'
import { setBoardState, setOwnName, upsertBoards } from '@/lib/db/board-store'
import { createPool } from '@/lib/db/pool'
import { beginRun, finishRun } from '@/lib/db/run-store'

const sourceId = 'greenhouse'
const farAway = new Date('2099-01-01T00:00:00Z')

/** Boards for the browser to look at: 120 that wait for a person, one parked, one held. The worker asks none of them. */
export async function seedBoards(databaseUrl: string): Promise<void> {
  const pool = createPool(databaseUrl, 1)
  const at = new Date()
  const plain = Array.from({ length: 120 }, (_, index) => String(index).padStart(3, '0'))
  const client = await pool.connect()
  try {
    // At once: the worker must not see a board before it is told to leave it.
    await client.query('begin')
    await upsertBoards(
      client,
      [
        ...plain.map((number) => ({
          sourceId,
          slug: `employer-${number}`,
          name: `Employer ${number}`,
          origin: 'import' as const,
        })),
        { sourceId, slug: 'parked-board', name: 'Parked Board', origin: 'cli' },
        { sourceId, slug: 'held-board', name: 'Held Board', origin: 'curated' },
      ],
      at,
    )
    await client.query('update board set due_at = $1 where source_id = $2', [farAway, sourceId])
    for (const number of plain)
      await setBoardState(client, { sourceId, slug: `employer-${number}`, state: 'paused', reason: 'for a test' })
    const reason = 'Failed 7 times in a row, for 4 days: boards-api.greenhouse.io answered with status 500'
    await setBoardState(client, { sourceId, slug: 'parked-board', state: 'parked', reason })
    await setOwnName(client, sourceId, 'held-board', 'Another Company')
    const id = randomUUID()
    await beginRun(client, { id, sourceId, scope: 'held-board', trigger: 'worker', params: {}, at })
    const error = 'board/held-board has 1 posting where 40 are usual'
    await finishRun(client, { id, status: 'held', at, errorKind: null, error })
    await client.query('update board set succeeded_at = $1, open_count = 40 where slug = $2', [at, 'held-board'])
    await client.query('commit')
  } finally {
    client.release()
    await pool.end()
  }
}
