import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

/** One suite per folder of tests/. Only `db` starts a database server. */
function suite(name: string, settings: { globalSetup?: string[]; testTimeout: number; isolate?: boolean }) {
  return {
    extends: true as const,
    test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], hookTimeout: 120_000, ...settings },
  }
}

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    environment: 'node',
    projects: [
      // Pure code in shared workers: loading the taxonomy anew for every file took half of the time.
      suite('unit', { testTimeout: 10_000, isolate: false }),
      suite('property', { testTimeout: 30_000, isolate: false }),
      suite('contract', { testTimeout: 60_000 }),
      suite('db', { testTimeout: 120_000, globalSetup: ['tests/support/database-setup.ts'] }),
    ],
  },
})
