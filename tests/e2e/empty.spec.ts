import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { inheritEnvironment } from '@/lib/env'
import { findFreePort } from '../support/free-port.mjs'
import { expect, findBarriers, test } from './visitor'

test.describe.configure({ mode: 'serial' })

let port = 0
let server: ChildProcess
let gone: Promise<unknown>

async function waitUntilUp(): Promise<void> {
  for (let attempt = 0; attempt < 1_500; attempt += 1) {
    const isUp = await fetch(`http://localhost:${port}/api/status`).then(
      (response) => response.ok,
      () => false,
    )
    if (isUp) return
    await sleep(200)
  }
  throw new Error('The server of the empty database did not come up; see test-results/e2e-logs/empty.log')
}

test.beforeAll(async () => {
  test.setTimeout(400_000)
  port = await findFreePort()
  server = spawn(process.execPath, ['--import', 'tsx', 'tests/e2e/empty-server.ts'], {
    env: inheritEnvironment({ PORT: String(port) }),
    stdio: 'ignore',
  })
  gone = once(server, 'exit')
  await waitUntilUp()
})

test.afterAll(async () => {
  server.kill('SIGTERM')
  await gone
})

test('an empty overview says what would be here and what fills it', async ({ page }) => {
  await page.goto(`http://localhost:${port}/`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What backend vacancies ask for, month by month')
  await expect(page.getByRole('heading', { name: /would stand here/u })).toBeVisible()
  await expect(page.getByText(/npm start/u).first()).toBeVisible()
  expect(await findBarriers(page)).toEqual([])
})

for (const path of ['/skills/kubernetes', '/families/cloud', '/movers', '/claims', '/changes', '/sources']) {
  test(`${path} of an empty database says what would stand there`, async ({ page }) => {
    await page.goto(`http://localhost:${port}${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('heading', { name: /would stand here/u })).toBeVisible()
    expect(await findBarriers(page)).toEqual([])
  })
}

for (const path of ['/methodology', '/try?example=1']) {
  test(`${path} needs no posting`, async ({ page }) => {
    await page.goto(`http://localhost:${port}${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
  })
}

test('every dataset of an empty database answers without rows', async ({ request }) => {
  const ofAll = ['skills', 'movers', 'blur']
  const ofOne = ['demand', 'levels', 'regions', 'companions', 'alternatives', 'composition', 'changes', 'decomposition']
  for (const query of [...ofAll, ...ofOne.map((dataset) => `${dataset}?skill=docker`)]) {
    const answer = await request.get(`http://localhost:${port}/api/${query}`)
    expect([query, answer.status()]).toEqual([query, 200])
    expect([query, (await answer.json()).population.vacancies]).toEqual([query, 0])
  }
})
