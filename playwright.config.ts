import { findFreePort } from './tests/support/free-port.mjs'
import { userInfo } from 'node:os'
import { defineConfig } from '@playwright/test'
import { chromiumAdvice, findChromium } from './tests/support/find-chromium.mjs'

const executablePath = findChromium()
if (executablePath === null) throw new Error(chromiumAdvice)

// This file is read again in every worker process, which inherits the environment: the first reading decides.
process.env.SKILLTIDE_E2E_PORT ??= String(await findFreePort())
const port = process.env.SKILLTIDE_E2E_PORT
const baseURL = `http://localhost:${port}`

const quietFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A timeout ends what hangs: it is no bound on speed.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    baseURL,
    browserName: 'chromium',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      // Chromium's sandbox does not work for root.
      args: userInfo().uid === 0 ? ['--no-sandbox', ...quietFlags] : quietFlags,
    },
  },
  webServer: {
    command: 'node --import tsx tests/support/e2e-server.ts',
    url: `${baseURL}/api/health`,
    env: { PORT: port },
    timeout: 900_000,
    reuseExistingServer: false,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
})
