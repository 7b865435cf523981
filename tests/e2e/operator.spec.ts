import type { Page, Request } from '@playwright/test'
import { z } from 'zod'
import { formulas } from '@/app/methodology/formulas'
import { IngestStatus } from '@/lib/domain/ingest'
import { expect, test } from './visitor'

const Rows = z.object({ rows: z.array(z.record(z.string(), z.unknown())) })

const sentence = (page: Page) => page.getByTestId('live-sentence')

/** Answers the page's questions with the real status, changed; asking is made to happen now instead of in seconds. */
async function changeStatus(page: Page, change: (status: IngestStatus) => IngestStatus): Promise<void> {
  await page.route('**/api/status?*', async (route) => {
    const status = IngestStatus.parse(await (await route.fetch()).json())
    await route.fulfill({ json: change(status) })
  })
  // Again until it asks: the strip listens only once its script has run.
  await expect(async () => {
    const answered = page.waitForResponse('**/api/status?*', { timeout: 1500 })
    await Promise.all([answered, askNow(page)])
  }).toPass({ timeout: 20_000 })
}

const askNow = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

/** Requests by which the page draws itself again. */
function countRedraws(page: Page): () => number {
  let redraws = 0
  page.on('request', (request: Request) => {
    if (request.headers()['rsc'] === '1' && request.headers()['next-router-prefetch'] === undefined) redraws += 1
  })
  return () => redraws
}

const firstRun: IngestStatus['runs'][number] = {
  id: 'run',
  sourceId: 'hackernews',
  sourceName: 'Hacker News',
  startedAt: '2024-05-20T12:00:00.000Z',
  beatAt: '2024-05-20T12:00:00.000Z',
  pagesDone: 62,
  pagesTotal: 161,
  position: 'March 2019',
  postings: 31_204,
  isFirst: true,
}

test.describe('the strip under the header', () => {
  test('tells how many postings the figures rest on and of which data version', async ({ page, request }) => {
    await page.goto('/')
    const status = IngestStatus.parse(await (await request.get('/api/status')).json())
    await expect(sentence(page)).toContainText(`Data version ${status.dataVersion}`)
  })

  test('announces new months and leaves the figures alone until asked', async ({ page }) => {
    await page.goto('/')
    await expect(sentence(page)).toContainText('Data version')
    const redraws = countRedraws(page)
    await changeStatus(page, (status) => ({
      ...status,
      dataVersion: status.dataVersion + 1,
      monthsSince: ['2030-03'],
      isRetagged: false,
    }))
    await expect(sentence(page)).toHaveText('March 2030 has arrived.')
    expect(redraws()).toBe(0)
    await page.unroute('**/api/status?*')
    await page.getByRole('button', { name: 'Update' }).click()
    await expect.poll(redraws).toBeGreaterThan(0)
    await expect(page.getByRole('button', { name: 'Update' })).toBeHidden()
  })

  test('shows the first backfill with a bar, fills the page in, and holds still on request', async ({ page }) => {
    await page.goto('/')
    await expect(sentence(page)).toContainText('Data version')
    const redraws = countRedraws(page)
    let version = 0
    await changeStatus(page, (status) => ({
      ...status,
      dataVersion: (version ||= status.dataVersion),
      runs: [firstRun],
    }))
    await expect(sentence(page)).toHaveText(
      /^Reading Hacker News: March 2019, 62 of 161 pages, 31.204 postings so far$/u,
    )
    await expect(page.getByRole('progressbar', { name: 'Reading Hacker News' })).toHaveAttribute('aria-valuenow', '39')
    await page.getByRole('button', { name: 'Hold still' }).click()
    version += 1
    await Promise.all([page.waitForResponse('**/api/status?*'), askNow(page)])
    expect(redraws()).toBe(0)
    await page.getByRole('button', { name: 'Keep updating' }).click()
    await askNow(page)
    await expect.poll(redraws).toBeGreaterThan(0)
  })

  test('does not move what stands below it when it changes', async ({ page }) => {
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto('/methodology')
      await page.evaluate(() => document.fonts.ready.then(() => undefined))
      const top = async () => (await page.getByRole('heading', { level: 1 }).boundingBox())?.y
      const before = await top()
      await changeStatus(page, (status) => ({ ...status, runs: [firstRun] }))
      await expect(sentence(page)).toContainText('Reading Hacker News')
      expect(await top()).toBe(before)
      await page.unroute('**/api/status?*')
    }
  })

  test('says which source could not be reached, what it means and how to import a file', async ({ page }) => {
    await page.goto('/')
    await changeStatus(page, (status) => ({
      ...status,
      troubles: [
        {
          sourceId: 'hackernews',
          sourceName: 'Hacker News',
          status: 'failed',
          errorKind: 'Unreachable',
          message: 'no network',
          at: status.at,
          dataUntil: '2024-05',
        },
      ],
    }))
    await expect(sentence(page)).toHaveText('Hacker News could not be reached.')
    await page.getByText('What this means for the numbers').click()
    await expect(page.getByText('The figures hold what was read before, up to May 2024')).toBeVisible()
    await expect(page.getByText('npm run -s skilltide -- import postings.jsonl')).toBeVisible()
  })

  test('asks nothing while the tab is hidden, and at once when it is seen again', async ({ page }) => {
    await page.goto('/')
    await expect(sentence(page)).toContainText('Data version')
    await changeStatus(page, (status) => status)
    await page.unroute('**/api/status?*')
    let asked = 0
    page.on('request', (sent) => {
      if (sent.url().includes('/api/status?')) asked += 1
    })
    const setHidden = (isHidden: boolean) =>
      page.evaluate((value) => Object.defineProperty(document, 'hidden', { value, configurable: true }), isHidden)
    await setHidden(true)
    // What it asked before is over.
    await page.waitForLoadState('networkidle')
    asked = 0
    await askNow(page)
    // A request of the page's own comes after any that the strip made.
    await page.evaluate(() => fetch('/api/health').then(() => undefined))
    expect(asked).toBe(0)
    await setHidden(false)
    await askNow(page)
    await expect.poll(() => asked).toBeGreaterThan(0)
  })
})

test('the strip asks as often as before when the tab was left and seen again while an answer was under way', async ({
  page,
}) => {
  await page.clock.install()
  await page.goto('/')
  // While the clock rests no script comes to life: React marks what it has taken over.
  const isTakenOver = () =>
    sentence(page).evaluate((node) => Object.keys(node).some((key) => key.startsWith('__react')))
  await expect.poll(isTakenOver).toBe(true)
  await page.clock.pauseAt(new Date(Date.now() + 3_600_000))
  await page.waitForLoadState('networkidle')
  let answer: () => void = () => undefined
  const isLate = new Promise<void>((resolve) => (answer = resolve))
  let [asked, answered] = [0, 0]
  await page.route('**/api/status?*', async (route) => {
    asked += 1
    await isLate
    await route.fulfill({ response: await route.fetch() })
    answered += 1
  })
  await askNow(page)
  await askNow(page)
  await expect.poll(() => asked).toBe(2)
  answer()
  await expect.poll(() => answered).toBe(2)
  for (let round = 3; round < 6; round += 1) {
    await expect(async () => {
      await page.clock.runFor(1_000)
      expect(asked).toBeGreaterThanOrEqual(round)
    }).toPass({ intervals: [20] })
    // Time for a second one that asks beside the first.
    await page.clock.runFor(1_000)
    await expect.poll(() => answered).toBe(asked)
    expect(asked).toBe(round)
  }
})

test.describe('the sources page', () => {
  test('tells holdings, terms and freshness of each source, and leads to its runs', async ({ page }) => {
    await page.goto('/sources')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/postings from one source, .+ to .+/u)
    await expect(page.getByRole('main').getByText('read through HN Search by Algolia')).toBeVisible()
    await page
      .getByRole('table', { name: /^Sources/u })
      .getByRole('link', { name: /^Hacker News/u })
      .click()
    await expect(page.getByText(/^(Up to date|Being read now)/u)).toBeVisible()
    const run = page
      .getByRole('table', { name: /^Runs of/u })
      .getByRole('row')
      .nth(1)
    await expect(run).toContainText('succeeded')
    await expect(run).toContainText('worker')
  })

  test('shows a held run as an alarm with what was found and the command that accepts it', async ({ page }) => {
    await page.goto('/sources')
    const alarms = page.getByRole('region', { name: /for a person$/u })
    await expect(alarms.getByText('1 posting where 40 are usual')).toBeVisible()
    await expect(alarms.getByText('ingest greenhouse --board held-board --accept-losses')).toBeVisible()
    await alarms.getByRole('link', { name: 'Held Board' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Held Board')
    await expect(page.getByText('Another Company')).toBeVisible()
    await expect(
      page
        .getByRole('table', { name: /^Runs of/u })
        .getByRole('row')
        .nth(1),
    ).toContainText('held')
  })

  test('finds boards by name, narrows them by how they stand, and pages through them', async ({ page }) => {
    await page.goto('/sources/greenhouse')
    const rows = page.getByRole('table', { name: /^Boards of/u }).getByRole('rowheader')
    await expect(rows).toHaveCount(50)
    await expect(rows.first()).toContainText('Held Board')
    await page.getByRole('link', { name: 'Next', exact: true }).click()
    await expect(page).toHaveURL(/page=2/u)
    await expect(rows.first()).not.toContainText('Held Board')
    await page.getByRole('searchbox').fill('EMPLOYER 07')
    await page.getByRole('button', { name: 'Find' }).click()
    await expect(page).toHaveURL(/q=EMPLOYER/u)
    await expect(rows).toHaveCount(10)
    await page.goto('/sources/greenhouse')
    await page.getByRole('link', { name: /^parked/u }).click()
    await expect(rows).toHaveCount(1)
    await expect(page.getByText('answered with status 500')).toBeVisible()
  })

  test('gives metrics that name the boards', async ({ request }) => {
    const metrics = await request.get('/metrics')
    expect(metrics.headers()['content-type']).toContain('text/plain')
    expect(await metrics.text()).toContain('skilltide_boards{source="greenhouse",condition="held"} 1')
  })

  test('gives boards by the page, and says which cursor comes next', async ({ request }) => {
    const Page = Rows.extend({ next: z.string().nullable() })
    const first = Page.parse(await (await request.get('/api/boards?source=greenhouse&limit=100')).json())
    expect(first.rows).toHaveLength(100)
    const after = encodeURIComponent(first.next ?? '')
    const rest = Page.parse(await (await request.get(`/api/boards?source=greenhouse&limit=100&after=${after}`)).json())
    expect([first.rows.length + rest.rows.length, rest.next]).toEqual([122, null])
  })

  test('gives its tables as files with the same rows as the endpoint', async ({ page, request }) => {
    await page.goto('/sources')
    const csv = await request.get((await page.getByRole('link', { name: 'CSV' }).first().getAttribute('href')) ?? '')
    const lines = (await csv.text()).trimEnd().split('\r\n')
    const { rows } = Rows.parse(await (await request.get('/api/sources')).json())
    expect(lines[0]).toBe(Object.keys(rows[0] ?? {}).join(','))
    expect(lines).toHaveLength(rows.length + 1)
  })

  test('refuses a source or parameter that does not exist, and names it', async ({ request }) => {
    const unknown = await request.get('/api/runs?source=nowhere')
    expect(unknown.status()).toBe(400)
    expect(unknown.headers()['content-type']).toContain('application/problem+json')
    expect(await unknown.json()).toMatchObject({ errors: [{ parameter: 'source' }] })
    expect(await (await request.get('/api/rejects.csv?sauce=x')).json()).toMatchObject({
      errors: [{ parameter: 'sauce' }],
    })
  })
})

test.describe('the methodology page', () => {
  test('has a section behind every entry of its contents', async ({ page }) => {
    await page.goto('/methodology')
    const entries = page.getByRole('navigation', { name: 'Contents' }).getByRole('link')
    expect(await entries.count()).toBeGreaterThan(10)
    for (const entry of await entries.all()) {
      const id = (await entry.getAttribute('href')) ?? ''
      await expect(page.locator(`h2${id}`)).toHaveText((await entry.textContent()) ?? '')
    }
  })

  test('prints every formula that the figures are counted by', async ({ page }) => {
    await page.goto('/methodology')
    const main = await page.getByRole('main').innerText()
    for (const formula of Object.values(formulas)) expect(main).toContain(formula)
  })

  test('names the data version that the figures have', async ({ page, request }) => {
    const status = IngestStatus.parse(await (await request.get('/api/status')).json())
    await page.goto('/methodology#sources')
    await expect(page.getByText(new RegExp(`^${status.dataVersion}, of \\d{4}-\\d\\d-\\d\\d$`, 'u'))).toBeVisible()
  })

  test('gives endpoints that answer when pasted', async ({ page, request }) => {
    await page.goto('/methodology#checking')
    const commands = await page.getByText(/^curl /u).allTextContents()
    expect(commands).toHaveLength(2)
    for (const command of commands) expect((await request.get(/'(.+)'/u.exec(command)?.[1] ?? '')).status()).toBe(200)
  })

  test('opens the columns of a dataset by keyboard', async ({ page }) => {
    await page.goto('/methodology#columns')
    await page.locator('summary', { hasText: 'Demand over time' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('rowheader', { name: 'ofVacancies' }).first()).toBeVisible()
  })
})

test('what no name or number can be is refused by name, never a fault of the server', async ({ request }) => {
  const refused: [address: string, parameter: string][] = [
    ['/api/boards?search=%00', 'search'],
    ['/api/runs?source=greenhouse&board=%00', 'board'],
    ['/api/compare?before=1&before=2', 'before'],
    ['/api/status?since=1&since=2', 'since'],
    ['/api/demand?skill=%00', 'skill'],
    ['/api/demand?set=((docker', 'set'],
  ]
  for (const [address, parameter] of refused) {
    const answer = await request.get(address)
    expect([address, answer.status()]).toEqual([address, 400])
    expect(answer.headers()['content-type']).toContain('application/problem+json')
    expect((await answer.json()).errors).toEqual(expect.arrayContaining([expect.objectContaining({ parameter })]))
  }
  for (const address of ['/sources/%00', '/sources/greenhouse/boards/%00', '/vacancies/%00', '/skills/%00'])
    expect([address, (await request.get(address)).status()]).toEqual([address, 404])
})

test('an address that does not exist is a 404 with ways on', async ({ page }) => {
  const response = await page.goto('/no-such-page')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address')
  await page.getByRole('main').getByRole('link', { name: 'Overview' }).click()
  await expect(page).toHaveURL('/')
})

test('health is ok while database, migrations and worker are', async ({ request }) => {
  const health = await request.get('/api/health')
  expect(health.status()).toBe(200)
  expect(await health.json()).toMatchObject({
    status: 'ok',
    checks: { database: { isOk: true }, migrations: { isOk: true } },
  })
})
