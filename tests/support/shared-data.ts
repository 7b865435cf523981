import { existsSync } from 'node:fs'
import { describe } from 'vitest'
import { readEnv } from '@/lib/env'

/**
 * The folder of recorded data, or null when SKILLTIDE_SHARED_DATA is not set.
 * @throws Error when it is set to a folder that is not there, so that a wrong setting never passes as a skipped suite.
 */
export function sharedData(): string | null {
  const folder = readEnv().SKILLTIDE_SHARED_DATA
  if (folder === undefined) return null
  if (!existsSync(folder)) throw new Error(`SKILLTIDE_SHARED_DATA names ${folder}, and there is no such folder`)
  return folder
}

/** A suite on the recorded data; skipped, and said so, where there is none. */
export function describeWithSharedData(name: string, tests: (folder: string) => void): void {
  const folder = sharedData()
  if (folder === null)
    describe.skip(`${name} (skipped: set SKILLTIDE_SHARED_DATA to the folder of recorded data)`, () => tests(''))
  else describe(name, () => tests(folder))
}
