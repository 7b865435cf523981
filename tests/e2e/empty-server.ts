// The web server over a database without a single posting, and no worker: what a reader sees before anything was read.
// Started by empty.spec.ts with PORT set; ends with SIGTERM.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import { readEnv } from '@/lib/env'
import { supervise } from '@/lib/launch/supervise'

const folder = await mkdtemp(join(tmpdir(), 'skilltide-empty-'))
await chmod(folder, 0o755)
const database = await startEmbeddedPostgres({ dataDir: folder, durability: 'fast' })
await migrate(database.url)
const web = supervise(
  {
    name: 'web server of an empty database',
    values: ['node_modules/next/dist/bin/next', 'start', '--port', String(readEnv().PORT)],
    env: { DATABASE_URL: database.url, NEXT_TELEMETRY_DISABLED: '1' },
    logFile: 'test-results/e2e-logs/empty.log',
    stopPatienceMs: 5_000,
  },
  console.error,
)

async function stop(): Promise<void> {
  await web.stop()
  await database.stop()
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
