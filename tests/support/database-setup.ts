import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the migrated template database that createTestDatabase() copies. */
    templateUrl: string
  }
}

/** One server for all database tests of a run, thrown away after it. Its database `skilltide` is the migrated template. */
export default async function startServer(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'skilltide-test-'))
  // The server runs as another account when the tests run as root, and must get into the folder.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder, durability: 'fast' })
  await migrate(server.url)
  project.provide('templateUrl', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
