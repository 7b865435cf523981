import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

/** One suite per folder of tests/. Only `db` starts a database server. A timeout ends what hangs: it is no bound on speed. */
function suite(name: string, settings: { globalSetup?: string[]; testTimeout: number; isolate?: boolean }) {
  return {
    extends: true as const,
    test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], hookTimeout: 300_000, ...settings },
  }
}

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    environment: 'node',
    expect: { poll: { timeout: 120_000, interval: 20 } },
    projects: [
      // Pure code in shared workers: loading the taxonomy anew for every file took half of the time.
      suite('unit', { testTimeout: 180_000, isolate: false }),
      suite('property', { testTimeout: 180_000, isolate: false }),
      suite('contract', { testTimeout: 180_000 }),
      suite('db', { testTimeout: 300_000, globalSetup: ['tests/support/database-setup.ts'] }),
    ],
  },
})
